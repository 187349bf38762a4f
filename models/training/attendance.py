"""Who was at a training: the entries of the log decide, so that hours are counted once, on the scorecard and here.

An entry belongs to a training of its day when it names its topic or its title, or (without a topic) when the person was
to come to exactly one training on that day. Where several fit, the one they were to come to; else the first of the list.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.activity.kinds import Kind
from models.activity.records import Activity
from models.period import Period
from models.training.queries import seats_of, trainings_between
from models.training.records import Seat, SeatState, Training
from models.training.topics import OTHER, topic_of
from models.vocabulary import folded_word

ATTENDED = "attended"


@dataclass(frozen=True, slots=True)
class Entry:
    """A training that somebody logged."""

    id: str
    person_id: str
    day: date
    minutes: int
    topic: str | None
    """As typed."""


@dataclass(frozen=True, slots=True)
class Attended:
    """An entry, the topic it counts for, and the training of the catalogue that it belongs to."""

    entry: Entry
    topic: str
    """A key of `TOPICS`, or `other`."""
    training_id: str | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at, or to come to, a training."""

    person_id: str
    state: str
    """`planned`, `attended` or `missed`."""
    minutes: int = 0
    entries: tuple[str, ...] = ()


def attended_in(session: Session, workspace_id: str, period: Period) -> list[Attended]:
    """Every training that counts of what was logged in `period`, with what it belongs to."""
    trainings = trainings_between(session, workspace_id, period)
    return connected(entries_in(session, workspace_id, period), trainings, seats_of(session, workspace_id, trainings))


def entries_in(session: Session, workspace_id: str, period: Period) -> list[Entry]:
    """What was logged of training on the days of `period` and counts, as on the scorecard (KPI 11)."""
    logged = select(Activity).where(
        Activity.workspace_id == workspace_id,
        Activity.kind == Kind.TRAINING,
        col(Activity.happened_on) >= period.start,
        col(Activity.happened_on) < period.end,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    return [
        Entry(one.id, one.person_id, one.happened_on, one.minutes or 0, one.topic)
        for one in session.exec(logged.order_by(col(Activity.happened_on), col(Activity.id)))
    ]


def connected(entries: Sequence[Entry], trainings: Sequence[Training], seats: Sequence[Seat]) -> list[Attended]:
    """Each entry with the training that it belongs to."""
    on_day: defaultdict[date, list[Training]] = defaultdict(list)
    for training in trainings:
        on_day[training.day].append(training)
    held = {(seat.training_id, seat.person_id) for seat in seats}
    return [_connected(entry, on_day[entry.day], held) for entry in entries]


def _connected(entry: Entry, trainings: Sequence[Training], held: set[tuple[str, str]]) -> Attended:
    own = [one for one in trainings if (one.id, entry.person_id) in held]
    named = topic_of(entry.topic)
    if not entry.topic:
        fitting = own if len(own) == 1 else []
    else:
        fitting = [one for one in trainings if _fits(entry.topic, named, one)]
    belongs = next((one for one in fitting if one in own), fitting[0] if fitting else None)
    if belongs is None:
        return Attended(entry, named or OTHER)
    return Attended(entry, belongs.topic, belongs.id)


def _fits(typed: str, named: str | None, training: Training) -> bool:
    if training.title and folded_word(typed).strip() == folded_word(training.title).strip():
        return True
    return named is not None and named == training.topic


def attendees_of(session: Session, workspace_id: str, trainings: Sequence[Training]) -> dict[str, list[Attendee]]:
    """By training: who was there, who is to come, who said they were not, in that order of seats, then of entries."""
    if not trainings:
        return {}
    first, last = min(one.day for one in trainings), max(one.day for one in trainings)
    period = Period(first, date.fromordinal(last.toordinal() + 1))
    every = trainings_between(session, workspace_id, period)
    seats = seats_of(session, workspace_id, every)
    logged: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in connected(entries_in(session, workspace_id, period), every, seats):
        if one.training_id is not None:
            logged[one.training_id, one.entry.person_id].append(one.entry)
    found: dict[str, list[Attendee]] = {training.id: [] for training in trainings}
    states = {(seat.training_id, seat.person_id): seat.state for seat in seats}
    for training_id, person_id in dict.fromkeys([*states, *logged]):
        if training_id in found:
            entries = logged.get((training_id, person_id), [])
            state = ATTENDED if entries else states.get((training_id, person_id), SeatState.PLANNED)
            minutes = sum(entry.minutes for entry in entries)
            found[training_id].append(Attendee(person_id, state, minutes, tuple(entry.id for entry in entries)))
    return found

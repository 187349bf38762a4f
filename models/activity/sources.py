"""One event that several sources tell of is one event: a function of the log, not of who told it first or last.

Within one source each entry is an event of its own: who logs two calls made two. What another source tells is the same
event when it has the same key in all calendars; else with the same account and somebody who was at both, of a kind that
goes with it, on the same day or the one beside it, and not at another time. Of several that fit, the nearest; each takes
as many as it stands for (three calls in one line are three rows of a CRM). Somebody who says that it was another one is
right. Which of two that are as near is asked; meanwhile it counts as one of them, so that nothing counts twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum
from itertools import combinations

from models.activity.kinds import Kind

ALIKE: dict[str, str] = {Kind.MEETING: "meeting", Kind.VISIT: "meeting", Kind.DEMO: "meeting", Kind.CALL: "call"}
"""Kinds that go with one another: sources call the same event one or the other."""
NEAR = timedelta(days=1)
UNKNOWN_LENGTH = 30
"""Minutes of what has a start and no end."""
Pair = frozenset[str]


class Near(IntEnum):
    """Why two entries may be one event; the smaller, the surer."""

    KEY = 0
    """Every calendar calls it the same."""
    SAID = 1
    """Somebody said so."""
    TIME = 2
    DAY = 3
    NEXT_DAY = 4


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that counts, as far as this rule is concerned."""

    id: str
    tellers: frozenset[str]
    """The origins that tell of it; `slack` where a person does."""
    people: tuple[str, ...]
    """Whose it is, then who has a part of it."""
    kind: str
    day: date
    place: int
    """Whose word goes first: the smaller."""
    start: datetime | None = None
    minutes: int | None = None
    units: int = 1
    """How many calls, meetings … it tells of."""
    is_apart: bool = False
    """Somebody said that it is no event that was told of before."""
    keys: frozenset[str] = frozenset()
    words: str = ""
    """What else it says: of two that fit as well, the order in which they came decides nothing."""

    @property
    def end(self) -> datetime | None:
        """When it was over, as far as anybody knows."""
        return self.start and self.start + timedelta(minutes=self.minutes or UNKNOWN_LENGTH)

    @property
    def rank(self) -> tuple[object, ...]:
        """In an order that does not depend on who came first; the last resort tells apart what says exactly the same."""
        start = self.start.isoformat() if self.start else ""
        said = self.place, self.day, start, self.minutes or 0, self.kind, self.people, self.words
        return *said, sorted(self.keys), sorted(self.tellers), self.units, self.is_apart, self.id


@dataclass(slots=True)
class Events:
    """What the entries tell of."""

    of: list[list[Told]] = field(default_factory=list)
    """The entries of each event; the first one is the entry that counts."""
    questions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For an entry that could be either: an entry of each event that it could be, by day and time."""

    @property
    def same_as(self) -> dict[str, str | None]:
        """For each entry the one that counts in its place, or None when it counts itself."""
        return {told.id: (None if told is event[0] else event[0].id) for event in self.of for told in event}


def events_of(entries: Iterable[Told], apart: Iterable[Pair] = (), same: Iterable[Pair] = ()) -> Events:
    """Which of the entries tell of one event. `apart` and `same` are pairs of which somebody has said it."""
    told = sorted(entries, key=lambda one: one.rank)
    apart, same = set(apart), set(same)
    near = {
        (one.id, other.id): why
        for one, other in combinations(told, 2)
        if (why := _near(one, other, apart, same)) is not None
    }
    by_id = {one.id: one for one in told}
    place = {one.id: number for number, one in enumerate(told)}
    event_of = {one.id: [one] for one in told}

    def nearest_first(pair: tuple[str, str]) -> tuple[object, ...]:
        one, other = by_id[pair[0]], by_id[pair[1]]
        return near[pair], _differences(one, other), place[one.id], place[other.id]

    for one_id, other_id in sorted(near, key=nearest_first):
        one, other = event_of[one_id], event_of[other_id]
        if one is not other and _may_be_one(one, other, near[one_id, other_id], apart):
            one += other
            for entry in other:
                event_of[entry.id] = one
    found = Events()
    seen: set[int] = set()
    for entry in told:
        event = event_of[entry.id]
        if id(event) not in seen:
            seen.add(id(event))
            found.of.append(sorted(event, key=lambda one: (-one.units, one.rank)))
    _ask(found, told, near, event_of)
    return found


def _near(one: Told, other: Told, apart: set[Pair], same: set[Pair]) -> Near | None:
    pair = frozenset((one.id, other.id))
    later = one if one.id > other.id else other
    if pair in apart or (later.is_apart and pair not in same):
        return None
    if one.keys & other.keys:
        return Near.KEY
    if pair in same:
        return Near.SAID
    days = abs(one.day - other.day)
    if one.tellers & other.tellers or not set(one.people) & set(other.people) or days > NEAR:
        return None
    if ALIKE.get(one.kind, one.kind) != ALIKE.get(other.kind, other.kind):
        return None
    if one.start and other.start:
        return Near.TIME if _overlap(one, other) else None
    if not days:
        return Near.DAY
    return Near.NEXT_DAY if one.units == other.units == 1 and one.kind in ALIKE else None


def _overlap(one: Told, other: Told) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return True
    return one.start < other.end and other.start < one.end


def _differences(one: Told, other: Told) -> tuple[float, ...]:
    """Of two that are as near, what says more of the same comes first."""
    seconds = abs((one.start - other.start).total_seconds()) if one.start and other.start else 0
    return seconds, one.kind != other.kind, one.people[0] != other.people[0], one.minutes != other.minutes


def _may_be_one(one: Sequence[Told], other: Sequence[Told], why: Near, apart: set[Pair]) -> bool:
    """Nothing of the one contradicts the other, and no source tells of more than the event stands for."""
    across = [(mine, theirs) for mine in one for theirs in other]
    if any(frozenset((mine.id, theirs.id)) in apart for mine, theirs in across):
        return False
    if why is Near.KEY:
        return True
    if any(
        not mine.keys & theirs.keys and (abs(mine.day - theirs.day) > NEAR or not _overlap(mine, theirs))
        for mine, theirs in across
    ):
        return False
    both = [*one, *other]
    most = max(told.units for told in both)
    return all(units <= most for units in _units_told(both).values())


def _units_told(event: Sequence[Told]) -> Counter[tuple[str, str]]:
    """How many of its units each source has told of each of its people; what has the same key is the same once."""
    told: Counter[tuple[str, str]] = Counter()
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in event:
        for teller in entry.tellers:
            for person in entry.people:
                if not entry.keys & keys[teller, person]:
                    told[teller, person] += entry.units
                keys[teller, person] |= entry.keys
    return told


def _ask(
    events: Events, told: Sequence[Told], near: dict[tuple[str, str], Near], event_of: dict[str, list[Told]]
) -> None:
    """Which entries could be one of several events as well, that people can tell apart by day and time."""
    others: dict[str, list[tuple[Near, Told]]] = defaultdict(list)
    by_id = {one.id: one for one in told}
    for (one_id, other_id), why in near.items():
        others[one_id].append((why, by_id[other_id]))
        others[other_id].append((why, by_id[one_id]))
    asked: set[int] = set()
    for entry in told:  # the person's own word first: an event is asked about once
        event = event_of[entry.id]
        nearest = min((why for why, _ in others[entry.id]), default=Near.KEY)
        if nearest <= Near.TIME or id(event) in asked:
            continue
        options: dict[int, Told] = {}
        for why, other in sorted(others[entry.id], key=lambda one: (one[1].start is None, _when(one[1]), one[1].rank)):
            its = event_of[other.id]
            if why is nearest and (its is event or not _has_one_of(its, entry)):
                options.setdefault(id(its), other)
        distinct = {_when(option) for option in options.values()}
        if id(event) in options and 1 < len(options) == len(distinct):
            asked.add(id(event))
            events.questions[entry.id] = tuple(option.id for option in sorted(options.values(), key=_when))


def _has_one_of(event: Sequence[Told], entry: Told) -> bool:
    """Whether the source of `entry` has told of this event already."""
    return any(one.tellers & entry.tellers and set(one.people) & set(entry.people) for one in event)


def _when(told: Told) -> tuple[date, str]:
    return told.day, told.start.isoformat() if told.start else ""

"""Questions about coaching."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.coaching.pair import Pair, are_both_at_work
from models.coaching.records import Talk, TalkState
from models.reviews.queries import reviewed_by
from models.team.records import Person
from models.team.reporting_line import is_at_work, people_with_ids, reviewer_of
from models.workspace.queries import workspace_of

COUNTS_AS_PLANNED = (TalkState.PLANNED, TalkState.RECORDED, TalkState.HELD)


@dataclass(frozen=True)
class Month:
    """How a rep's month of coaching stands."""

    rep: Person
    arranged: int
    """Talks planned, recorded or held in the month."""
    held: int
    next_talk: Talk | None


def coached_by(session: Session, coach: Person, today: date) -> list[Person]:
    """The reps whom this person coaches, by name: those whose reviews they write."""
    return reviewed_by(session, coach, today)


def due_talks(reps: Iterable[Person]) -> list[Person]:
    """Of these reps those whose coach is asked to plan talks: nothing is expected of who has no manager yet."""
    return [rep for rep in reps if rep.manager_id is not None]


def whom_to_plan(session: Session, coach: Person, today: date) -> list[Person]:
    """The reps with whom this person is asked to plan talks."""
    return due_talks(coached_by(session, coach, today))


def coaches_of(session: Session, people: Iterable[Person], today: date) -> set[str]:
    """Ids of everybody who is to plan talks with one of these people."""
    reps = due_talks(person for person in people if person.is_rep and is_at_work(person, today))
    return {coach.id for rep in reps if (coach := reviewer_of(session, rep, today))}


def month_of_coaching(
    session: Session, coach: Person, reps: Sequence[Person], start: datetime, end: datetime, now: datetime
) -> list[Month]:
    """For each rep: talks with this coach from `start` up to `end`, and the next one after `now`."""
    if not reps:
        return []
    talks = select(Talk).where(
        Talk.workspace_id == coach.workspace_id,
        Talk.coach_id == coach.id,
        col(Talk.rep_id).in_([rep.id for rep in reps]),
        col(Talk.state).in_(list(COUNTS_AS_PLANNED)),
        col(Talk.planned_at) >= start,
    )
    every = list(session.exec(talks.order_by(col(Talk.planned_at))))

    def of(rep: Person) -> Month:
        own = [talk for talk in every if talk.rep_id == rep.id]
        this_month = [talk for talk in own if talk.planned_at < end]
        coming = (talk for talk in own if talk.planned_at >= now and talk.state == TalkState.PLANNED)
        held = sum(talk.state == TalkState.HELD for talk in this_month)
        return Month(rep, len(this_month), held, next(coming, None))

    return [of(rep) for rep in reps]


def to_record(session: Session, coach: Person, now: datetime, since: datetime) -> list[Talk]:
    """The coach's planned talks whose moment has passed and that wait to be recorded, oldest first; none with who left."""
    passed = select(Talk).where(
        Talk.workspace_id == coach.workspace_id,
        Talk.coach_id == coach.id,
        Talk.state == TalkState.PLANNED,
        col(Talk.planned_at) < now,
        col(Talk.planned_at) >= since,
    )
    found = list(session.exec(passed.order_by(col(Talk.planned_at))))
    pairs, zone = _pairs_of(session, coach.workspace_id, found), workspace_of(session, coach.workspace_id).zone
    return [talk for talk in found if are_both_at_work(pairs[talk.id], now, zone)]


def to_confirm(session: Session, rep: Person) -> list[Talk]:
    """The talks that were recorded and wait for the rep's word, oldest first."""
    recorded = select(Talk).where(
        Talk.workspace_id == rep.workspace_id, Talk.rep_id == rep.id, Talk.state == TalkState.RECORDED
    )
    return list(session.exec(recorded.order_by(col(Talk.held_on))))


def talks_between(
    session: Session, workspace_id: str, start: datetime, end: datetime, person_id: str = ""
) -> list[Talk]:
    """The planned talks that begin from `start` up to `end`, of one person or of everybody.

    None after the last day of one of the two.
    """
    arranged = arranged_between(session, workspace_id, start, end, person_id)
    return [talk for talk in arranged if talk.state == TalkState.PLANNED]


def arranged_between(
    session: Session, workspace_id: str, start: datetime, end: datetime, person_id: str = ""
) -> list[Talk]:
    """The same with those that took place or not: all but the cancelled ones."""
    arranged = select(Talk).where(
        Talk.workspace_id == workspace_id,
        Talk.state != TalkState.CANCELLED,
        col(Talk.planned_at) >= start,
        col(Talk.planned_at) < end,
    )
    if person_id:
        arranged = arranged.where((col(Talk.coach_id) == person_id) | (col(Talk.rep_id) == person_id))
    talks = list(session.exec(arranged.order_by(col(Talk.planned_at), col(Talk.id))))
    pairs, zone = _pairs_of(session, workspace_id, talks), workspace_of(session, workspace_id).zone
    return [talk for talk in talks if are_both_at_work(pairs[talk.id], talk.planned_at, zone)]


def talks_to_confirm(session: Session, workspace_id: str) -> list[Talk]:
    """The recorded talks of the workspace that wait for the rep's word."""
    recorded = select(Talk).where(Talk.workspace_id == workspace_id, Talk.state == TalkState.RECORDED)
    return list(session.exec(recorded.order_by(col(Talk.recorded_at), col(Talk.id))))


def _pairs_of(session: Session, workspace_id: str, talks: Sequence[Talk]) -> dict[str, Pair]:
    """The two people of each talk, by its id: one question for all of them."""
    ids = sorted({id_ for talk in talks for id_ in (talk.coach_id, talk.rep_id)})
    people = {person.id: person for person in people_with_ids(session, workspace_id, ids)}
    return {talk.id: Pair(people[talk.coach_id], people[talk.rep_id]) for talk in talks}

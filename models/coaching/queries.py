"""Questions about coaching."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.coaching.records import Talk, TalkState
from models.reviews.queries import reviewed_by
from models.team.records import Person
from models.team.reporting_line import is_at_work, reviewer_of

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
    return [talk for talk in session.exec(passed.order_by(col(Talk.planned_at))) if has_both(session, talk, now)]


def to_confirm(session: Session, rep: Person) -> list[Talk]:
    """The talks that were recorded and wait for the rep's word, oldest first."""
    recorded = select(Talk).where(
        Talk.workspace_id == rep.workspace_id, Talk.rep_id == rep.id, Talk.state == TalkState.RECORDED
    )
    return list(session.exec(recorded.order_by(col(Talk.held_on))))


def talks_between(session: Session, workspace_id: str, start: datetime, end: datetime) -> list[Talk]:
    """The planned talks of the workspace that begin from `start` up to `end`; none after the last day of one of the two."""
    return [talk for talk in arranged_between(session, workspace_id, start, end) if talk.state == TalkState.PLANNED]


def arranged_between(session: Session, workspace_id: str, start: datetime, end: datetime) -> list[Talk]:
    """The same with those that took place or not: all but the cancelled ones."""
    arranged = select(Talk).where(
        Talk.workspace_id == workspace_id,
        Talk.state != TalkState.CANCELLED,
        col(Talk.planned_at) >= start,
        col(Talk.planned_at) < end,
    )
    talks = session.exec(arranged.order_by(col(Talk.planned_at), col(Talk.id)))
    return [talk for talk in talks if has_both(session, talk, talk.planned_at)]


def talks_to_confirm(session: Session, workspace_id: str) -> list[Talk]:
    """The recorded talks of the workspace that wait for the rep's word."""
    recorded = select(Talk).where(Talk.workspace_id == workspace_id, Talk.state == TalkState.RECORDED)
    return list(session.exec(recorded.order_by(col(Talk.recorded_at), col(Talk.id))))


def has_both(session: Session, talk: Talk, moment: datetime) -> bool:
    """Whether both are at work on that day: a talk after somebody's last day falls away by itself."""
    both = (session.get_one(Person, (talk.workspace_id, id_)) for id_ in (talk.coach_id, talk.rep_id))
    return all(is_at_work(person, moment.date()) for person in both)

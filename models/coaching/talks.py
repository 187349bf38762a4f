"""Planning a talk, moving it and calling it off. What came of it stands in `outcomes.py`."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.pair import Pair, are_both_at_work
from models.coaching.records import Talk, TalkState
from models.coaching.states import Side, next_of_talk
from models.coaching.suggesting import LENGTH
from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.team.records import Person
from models.workspace.queries import workspace_of

DEFAULT_A_MONTH = 2
"""Talks a month with each rep, unless a target says otherwise."""
FURTHEST_PLAN = timedelta(days=366)
RECORDED_UP_TO = timedelta(days=62)
"""How long after the planned moment a talk can still be recorded."""


def plan_talk(acting: Acting, pair: Pair, planned_at: datetime) -> Talk:
    """Plan a talk. Refuses a moment in the past or over a year away, and one within the hour of another of the pair."""
    session, now = acting.session, acting.now
    check_moment(planned_at, now)
    take_turn(session, pair)
    check_no_other(session, pair, planned_at)
    talk = Talk(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        planned_at=planned_at,
        created_at=now,
    )
    session.add(talk)
    session.flush()
    return talk


def talk_that_was(acting: Acting, pair: Pair, took_place_at: datetime) -> Talk:
    """A talk that took place without having been planned, for the coach to record; it is not stored yet.

    Refuses the rep, whose word comes after it, a moment of long ago, and one within the hour of a planned talk.
    """
    if pair.coach.id != acting.by.id:
        raise Refusal("coaching.coach_records")
    if took_place_at < acting.now - RECORDED_UP_TO:
        raise Refusal("coaching.held_date", today=acting.today, field="held_on")
    take_turn(acting.session, pair)
    check_no_other(acting.session, pair, took_place_at)
    return Talk(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        planned_at=took_place_at,
        created_at=acting.now,
    )


def move_talk(acting: Acting, talk_id: str, planned_at: datetime) -> Talk:
    """Plan the talk at another moment; either of the two may, of a series without the others.

    Refuses one that is not planned any more, a moment as in `plan_talk`, and one within the hour of another of the pair.
    """
    talk = talk_to_change(acting, talk_id)
    state = next_of_talk(talk.state, "move", side_of(acting.by, talk))
    check_moment(planned_at, acting.now)
    check_no_other(acting.session, pair_of(acting.session, talk), planned_at, but=talk.id)
    if talk.planned_at != planned_at:
        talk.planned_at, talk.sequence = planned_at, talk.sequence + 1
    talk.state = state
    acting.session.flush()
    return talk


def cancel_talk(acting: Acting, talk_id: str) -> Talk:
    """The talk does not take place; either of the two may say so, until it is recorded."""
    talk = talk_to_change(acting, talk_id)
    talk.state = next_of_talk(talk.state, "call_off", side_of(acting.by, talk))
    talk.sequence += 1
    acting.session.flush()
    return talk


def restore_talk(acting: Acting, talk_id: str) -> Talk:
    """It takes place after all: a talk that was called off, or said not to have been held, is planned again.

    Refuses a called-off one whose moment has passed, and one in whose hour another was planned meanwhile.
    """
    talk = talk_to_change(acting, talk_id)
    was_cancelled = talk.state == TalkState.CANCELLED
    state = next_of_talk(talk.state, "restore", side_of(acting.by, talk))
    if was_cancelled:
        check_moment(talk.planned_at, acting.now)
    check_no_other(acting.session, pair_of(acting.session, talk), talk.planned_at, but=talk.id)
    talk.state, talk.sequence = state, talk.sequence + was_cancelled
    acting.session.flush()
    return talk


def talk_of(session: Session, person: Person, talk_id: str) -> Talk:
    """A talk of which this person is one of the two. Refuses any other, in the same words as one that is not there."""
    talk = session.get(Talk, (person.workspace_id, talk_id))
    if talk is None or person.id not in (talk.coach_id, talk.rep_id):
        raise Refusal("coaching.not_yours")
    return talk


def talk_to_change(acting: Acting, talk_id: str) -> Talk:
    """The same, held until the end of the transaction: of two presses at once the second sees what the first did."""
    talk_of(acting.session, acting.by, talk_id)
    acting.session.flush()
    key = (acting.by.workspace_id, talk_id)
    return acting.session.get_one(Talk, key, with_for_update=True, populate_existing=True)


def side_of(person: Person, talk: Talk) -> Side:
    """Which of the two of a talk somebody is."""
    return Side.COACH if talk.coach_id == person.id else Side.REP


def pair_of(session: Session, talk: Talk) -> Pair:
    """The two people of a talk."""
    coach = session.get(Person, (talk.workspace_id, talk.coach_id))
    rep = session.get(Person, (talk.workspace_id, talk.rep_id))
    assert coach is not None  # foreign keys see to both
    assert rep is not None
    return Pair(coach, rep)


def still_a_pair(session: Session, talk: Talk, today: date) -> bool:
    """Whether the coach of the talk still coaches its rep: the line may have changed since it was planned."""
    pair = pair_of(session, talk)
    return rights_of(session, pair.coach, today).may(Right.COACH, pair.rep)


def planned_talks(session: Session, workspace_id: str, pair: Pair) -> list[Talk]:
    """The talks of a pair that are planned, soonest first; those after the last day of one of them fall away."""
    planned = select(Talk).where(
        Talk.workspace_id == workspace_id,
        Talk.coach_id == pair.coach.id,
        Talk.rep_id == pair.rep.id,
        Talk.state == TalkState.PLANNED,
    )
    zone = workspace_of(session, workspace_id).zone
    talks = session.exec(planned.order_by(col(Talk.planned_at)))
    return [talk for talk in talks if are_both_at_work(pair, talk.planned_at, zone)]


def take_turn(session: Session, pair: Pair) -> None:
    """Of two who plan with one rep at once, the second sees what the first planned."""
    rep = select(Person.id).where(Person.workspace_id == pair.rep.workspace_id, Person.id == pair.rep.id)
    session.exec(rep.with_for_update()).one()


def check_free(session: Session, pair: Pair, moment: datetime) -> None:
    """Refuses a suggested moment at which one of the two is in a talk with somebody else by now."""
    both = [pair.coach.id, pair.rep.id]
    there = select(Talk.id).where(
        Talk.workspace_id == pair.rep.workspace_id,
        Talk.state == TalkState.PLANNED,
        col(Talk.planned_at) > moment - LENGTH,
        col(Talk.planned_at) < moment + LENGTH,
        col(Talk.coach_id).in_(both) | col(Talk.rep_id).in_(both),
    )
    if session.exec(there.limit(1)).first() is not None:
        raise Refusal("coaching.taken", at=moment)


def check_no_other(session: Session, pair: Pair, moment: datetime, but: str = "") -> None:
    """Refuses a moment within the hour of a planned talk of the pair, other than the one with the id `but`."""
    for other in planned_talks(session, pair.coach.workspace_id, pair):
        if other.id != but and abs(other.planned_at - moment) < timedelta(hours=1):
            raise Refusal("coaching.planned_already", at=other.planned_at, person=pair.rep.name, field="day")


def check_moment(planned_at: datetime, now: datetime) -> None:
    """Refuses a moment in the past, and one over a year away."""
    if planned_at <= now:
        raise Refusal("coaching.in_the_past", field="day")
    if planned_at > now + FURTHEST_PLAN:
        raise Refusal("coaching.too_far", field="day")

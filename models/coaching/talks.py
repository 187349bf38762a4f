"""Planning a talk, recording what came of it, and the rep's word that it took place."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.pair import Pair
from models.coaching.records import LONGEST_TEXT, Talk, TalkState, Topic
from models.permissions import Right
from models.private_notes.notes import keep_note
from models.refusal import Refusal
from models.rights import rights_of
from models.team.records import Person
from models.workspace.secrets import Secrets

DEFAULT_A_MONTH = 2
"""Talks a month with each rep, unless a target says otherwise."""
FURTHEST_PLAN = timedelta(days=366)
RECORDED_UP_TO = timedelta(days=62)
"""How long after the planned moment a talk can still be recorded."""


@dataclass(frozen=True)
class Outcome:
    """What came of a talk. `private_notes` are the coach's own."""

    held_on: date
    agreed: str
    private_notes: str


def plan_talk(acting: Acting, pair: Pair, planned_at: datetime) -> Talk:
    """Plan a talk. Refuses a moment in the past or over a year away, and one within the hour of another of the pair."""
    session, now = acting.session, acting.now
    _check_moment(planned_at, now)
    _check_no_other(session, pair, planned_at)
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
    _check_no_other(acting.session, pair, took_place_at)
    return Talk(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        planned_at=took_place_at,
        created_at=acting.now,
    )


def move_talk(acting: Acting, talk_id: str, planned_at: datetime) -> Talk:
    """Plan the talk at another moment; either of the two may. Refuses one that is not planned any more."""
    talk = talk_of(acting.session, acting.by, talk_id)
    _check_planned(talk)
    _check_moment(planned_at, acting.now)
    talk.planned_at = planned_at
    acting.session.flush()
    return talk


def cancel_talk(acting: Acting, talk_id: str) -> Talk:
    """The talk does not take place; either of the two may say so, until it is recorded."""
    talk = talk_of(acting.session, acting.by, talk_id)
    _check_planned(talk)
    talk.state = TalkState.CANCELLED
    acting.session.flush()
    return talk


def record_talk(acting: Acting, secrets: Secrets, talk_id: str, outcome: Outcome) -> Talk:
    """The coach records what was agreed; it counts once the rep confirms. The waiting topics count as discussed.

    Refuses a day in the future or long ago, and a talk that the rep has answered for already.
    """
    session, coach, today = acting.session, acting.by, acting.today
    talk = talk_of(session, coach, talk_id)
    if talk.coach_id != coach.id:
        raise Refusal("coaching.coach_records")
    if talk.state not in (TalkState.PLANNED, TalkState.RECORDED):
        raise Refusal("coaching.not_planned")
    if not today - RECORDED_UP_TO <= outcome.held_on <= today:
        raise Refusal("coaching.held_date", today=today, field="held_on")
    if not outcome.agreed:
        raise Refusal("coaching.nothing_written", field="agreed")
    if len(outcome.agreed) > LONGEST_TEXT:
        raise Refusal("coaching.too_long", limit=LONGEST_TEXT, field="agreed")
    keep_note(acting, secrets, talk.id, outcome.private_notes)
    talk.outcome, talk.held_on = outcome.agreed, outcome.held_on
    talk.state, talk.recorded_at = TalkState.RECORDED, acting.now
    _topics_discussed(session, talk)
    session.flush()
    return talk


def confirm_talk(acting: Acting, talk_id: str, took_place: bool) -> Talk:
    """The rep's word: the talk took place and counts, or it did not. Refuses one that was not recorded, or answered."""
    talk = talk_of(acting.session, acting.by, talk_id)
    if talk.rep_id != acting.by.id:
        raise Refusal("coaching.rep_confirms")
    if talk.state in (TalkState.HELD, TalkState.DENIED):
        raise Refusal("coaching.answered_already")
    if talk.state != TalkState.RECORDED:
        raise Refusal("coaching.not_recorded")
    talk.state, talk.confirmed_at = (TalkState.HELD if took_place else TalkState.DENIED), acting.now
    acting.session.flush()
    return talk


def talk_of(session: Session, person: Person, talk_id: str) -> Talk:
    """A talk of which this person is one of the two. Refuses any other, in the same words as one that is not there."""
    talk = session.get(Talk, (person.workspace_id, talk_id))
    if talk is None or person.id not in (talk.coach_id, talk.rep_id):
        raise Refusal("coaching.not_yours")
    return talk


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
    """The talks of a pair that are planned, soonest first."""
    planned = select(Talk).where(
        Talk.workspace_id == workspace_id,
        Talk.coach_id == pair.coach.id,
        Talk.rep_id == pair.rep.id,
        Talk.state == TalkState.PLANNED,
    )
    return list(session.exec(planned.order_by(col(Talk.planned_at))))


def _topics_discussed(session: Session, talk: Talk) -> None:
    waiting = select(Topic).where(
        Topic.workspace_id == talk.workspace_id,
        Topic.coach_id == talk.coach_id,
        Topic.rep_id == talk.rep_id,
        col(Topic.talk_id).is_(None),
    )
    for topic in session.exec(waiting):
        topic.talk_id = talk.id


def _check_no_other(session: Session, pair: Pair, moment: datetime) -> None:
    for other in planned_talks(session, pair.coach.workspace_id, pair):
        if abs(other.planned_at - moment) < timedelta(hours=1):
            raise Refusal("coaching.planned_already", at=other.planned_at, person=pair.rep.name, field="day")


def _check_planned(talk: Talk) -> None:
    if talk.state != TalkState.PLANNED:
        raise Refusal("coaching.not_planned")


def _check_moment(planned_at: datetime, now: datetime) -> None:
    if planned_at <= now:
        raise Refusal("coaching.in_the_past", field="day")
    if planned_at > now + FURTHEST_PLAN:
        raise Refusal("coaching.too_far", field="day")

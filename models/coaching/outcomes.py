"""What came of a talk: the coach's record, the rep's word that it took place, and what was taken back."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.records import LONGEST_TEXT, ActionState, PairAction, Talk, Topic
from models.coaching.states import next_of_talk
from models.coaching.talks import RECORDED_UP_TO, side_of, talk_to_change
from models.private_notes.notes import keep_note
from models.refusal import Refusal
from models.workspace.secrets import Secrets

UNDONE_WITHIN = timedelta(days=1)
"""How long the rep can take an answer back."""


@dataclass(frozen=True)
class Outcome:
    """What came of a talk. `private_notes` are the coach's own."""

    held_on: date
    agreed: str
    private_notes: str


def record_talk(acting: Acting, secrets: Secrets, talk_id: str, outcome: Outcome) -> Talk:
    """The coach records what was agreed; it counts once the rep confirms. The waiting topics count as discussed.

    Refuses a day in the future or long ago, and a talk that the rep has answered for already.
    """
    session, today = acting.session, acting.today
    talk = talk_to_change(acting, talk_id)
    state = next_of_talk(talk.state, "record", side_of(acting.by, talk))
    if not today - RECORDED_UP_TO <= outcome.held_on <= today:
        raise Refusal("coaching.held_date", today=today, field="held_on")
    if not outcome.agreed:
        raise Refusal("coaching.nothing_written", field="agreed")
    if len(outcome.agreed) > LONGEST_TEXT:
        raise Refusal("coaching.too_long", limit=LONGEST_TEXT, field="agreed")
    keep_note(acting, secrets, talk.id, outcome.private_notes)
    talk.outcome, talk.held_on = outcome.agreed, outcome.held_on
    talk.state, talk.recorded_at = state, acting.now
    _topics_discussed(session, talk)
    session.flush()
    return talk


def confirm_talk(acting: Acting, talk_id: str, took_place: bool) -> Talk:
    """The rep's word: the talk took place and counts, or it did not. Refuses one that was not recorded, or answered.

    Of one that did not take place the topics wait again; its actions stay until either of the two lets them go.
    """
    talk = talk_to_change(acting, talk_id)
    talk.state = next_of_talk(talk.state, "confirm" if took_place else "deny", side_of(acting.by, talk))
    talk.confirmed_at = acting.now
    if not took_place:
        _topics_wait_again(acting.session, talk)
    acting.session.flush()
    return talk


def take_answer_back(acting: Acting, talk_id: str) -> Talk:
    """The rep is to answer again; until then it does not count. Refuses it more than a day after the answer."""
    talk = talk_to_change(acting, talk_id)
    state = next_of_talk(talk.state, "undo", side_of(acting.by, talk))
    if talk.confirmed_at is None or acting.now - talk.confirmed_at > UNDONE_WITHIN:
        raise Refusal("coaching.too_late_to_undo")
    talk.state, talk.confirmed_at = state, None
    _topics_discussed(acting.session, talk)
    acting.session.flush()
    return talk


def not_held(acting: Acting, talk_id: str) -> Talk:
    """Either of the two: the moment passed and there was no talk. Topics and actions wait for the next one."""
    talk = talk_to_change(acting, talk_id)
    state = next_of_talk(talk.state, "not_held", side_of(acting.by, talk))
    if talk.planned_at > acting.now:
        raise Refusal("coaching.still_to_come")
    talk.state = state
    acting.session.flush()
    return talk


def take_record_back(acting: Acting, talk_id: str) -> Talk:
    """The coach noted a talk that was none: what they wrote goes, and the topics wait again. Their own notes stay."""
    talk = talk_to_change(acting, talk_id)
    talk.state = next_of_talk(talk.state, "take_back", side_of(acting.by, talk))
    talk.outcome, talk.held_on, talk.recorded_at = "", None, None
    _topics_wait_again(acting.session, talk)
    acting.session.flush()
    return talk


def actions_agreed_in(session: Session, talk: Talk) -> list[PairAction]:
    """The open actions that were agreed in this talk, oldest first."""
    agreed = select(PairAction).where(
        PairAction.workspace_id == talk.workspace_id,
        PairAction.talk_id == talk.id,
        PairAction.coach_id == talk.coach_id,
        PairAction.state == ActionState.OPEN,
    )
    return list(session.exec(agreed.order_by(col(PairAction.added_on), col(PairAction.id))))


def _topics_discussed(session: Session, talk: Talk) -> None:
    waiting = select(Topic).where(
        Topic.workspace_id == talk.workspace_id,
        Topic.coach_id == talk.coach_id,
        Topic.rep_id == talk.rep_id,
        col(Topic.talk_id).is_(None),
    )
    for topic in session.exec(waiting):
        topic.talk_id = talk.id


def _topics_wait_again(session: Session, talk: Talk) -> None:
    discussed = select(Topic).where(Topic.workspace_id == talk.workspace_id, Topic.talk_id == talk.id)
    for topic in session.exec(discussed):
        topic.talk_id = None

"""The open matters of a pair: topics that wait for the next talk, and actions that carry over until done."""

from datetime import date

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.pair import Pair, is_coach_now
from models.coaching.records import LONGEST_LINE, ActionState, PairAction, Talk, Topic
from models.coaching.states import Side, next_of_action
from models.refusal import Refusal
from models.team.records import Person

MOST_OPEN = 25
"""Open actions of one pair; more is a wish list."""


def add_topic(acting: Acting, pair: Pair, text: str, skill: str | None = None) -> Topic:
    """Put a topic on the agenda of the pair's next talk; about a `skill` that waits already, that one stays.

    Refuses an empty or an over-long one.
    """
    waits = [one for one in waiting_topics(acting.session, pair) if skill and one.skill == skill]
    if waits:
        return waits[0]
    _check_line(text, "topic")
    topic = Topic(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        added_by=acting.by.id,
        text=text,
        skill=skill,
        added_at=acting.now,
    )
    acting.session.add(topic)
    acting.session.flush()
    return topic


def remove_topic(acting: Acting, topic_id: str) -> None:
    """Take a topic off the agenda again. Refuses one of others, and one that was talked about; gone already is fine."""
    topic = acting.session.get(Topic, (acting.by.workspace_id, topic_id))
    if topic is None:
        return
    if acting.by.id not in (topic.coach_id, topic.rep_id) or topic.talk_id is not None:
        raise Refusal("coaching.not_yours")
    acting.session.delete(topic)
    acting.session.flush()


def skill_topics(session: Session, rep: Person, since: date) -> list[Topic]:
    """What was put on the rep's agenda about a skill since a day, talked about or not, the oldest first."""
    found = select(Topic).where(
        Topic.workspace_id == rep.workspace_id, Topic.rep_id == rep.id, col(Topic.skill).is_not(None)
    )
    topics = session.exec(found.order_by(col(Topic.added_at), col(Topic.id)))
    return [topic for topic in topics if topic.added_at.date() >= since]


def add_action(
    acting: Acting,
    pair: Pair,
    text: str,
    kpi: str | None = None,
    check_on: date | None = None,
    talk: Talk | None = None,
) -> PairAction:
    """Note what the pair agreed to do (in a `talk`). Refuses a check date in the past, and more than 25 open actions."""
    session, today = acting.session, acting.today
    _check_line(text, "action")
    if check_on is not None and check_on < today:
        raise Refusal("coaching.check_date", today=today, field="check_on")
    if len(open_actions(session, pair)) >= MOST_OPEN:
        raise Refusal("coaching.too_many_actions", limit=MOST_OPEN, field="action")
    action = PairAction(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        added_by=acting.by.id,
        talk_id=talk.id if talk else None,
        text=text,
        kpi=kpi,
        check_on=check_on,
        added_on=today,
    )
    session.add(action)
    session.flush()
    return action


def finish_action(acting: Acting, action_id: str) -> PairAction:
    """Tick an action off; either of the pair may."""
    action, side = action_to_change(acting, action_id)
    action.state = next_of_action(action.state, "finish", side)
    action.done_on = action.done_on or acting.today
    acting.session.flush()
    return action


def drop_action(acting: Acting, action_id: str) -> PairAction:
    """Let an action go: it is neither done nor to be done; either of the pair may."""
    action, side = action_to_change(acting, action_id)
    action.state = next_of_action(action.state, "drop", side)
    acting.session.flush()
    return action


def reopen_action(acting: Acting, action_id: str) -> PairAction:
    """Take a tick back, or what was let go."""
    action, side = action_to_change(acting, action_id)
    action.state, action.done_on = next_of_action(action.state, "reopen", side), None
    acting.session.flush()
    return action


def open_actions(session: Session, pair: Pair) -> list[PairAction]:
    """What the pair still has to do, oldest first."""
    still_open = select(PairAction).where(
        PairAction.workspace_id == pair.coach.workspace_id,
        PairAction.rep_id == pair.rep.id,
        PairAction.coach_id == pair.coach.id,
        PairAction.state == ActionState.OPEN,
    )
    return list(session.exec(still_open.order_by(col(PairAction.added_on), col(PairAction.id))))


def waiting_topics(session: Session, pair: Pair) -> list[Topic]:
    """What either of the pair wants to talk about next, in the order in which it was added."""
    waiting = select(Topic).where(
        Topic.workspace_id == pair.coach.workspace_id,
        Topic.coach_id == pair.coach.id,
        Topic.rep_id == pair.rep.id,
        col(Topic.talk_id).is_(None),
    )
    return list(session.exec(waiting.order_by(col(Topic.added_at), col(Topic.id))))


def action_to_change(acting: Acting, action_id: str) -> tuple[PairAction, Side]:
    """An action of which this person is one of the two, held until the end of the transaction, and which one they are.

    Refuses any other, also one's own with somebody whom one no longer coaches, in the words for one that is not there.
    """
    session, person = acting.session, acting.by
    key = (person.workspace_id, action_id)
    if session.get(PairAction, key) is None:
        raise Refusal("coaching.action_not_there")
    session.flush()
    action = session.get_one(PairAction, key, with_for_update=True, populate_existing=True)
    if person.id == action.rep_id:
        return action, Side.REP
    rep = session.get_one(Person, (person.workspace_id, action.rep_id))
    if person.id != action.coach_id or not is_coach_now(session, person, rep, acting.today):
        raise Refusal("coaching.action_not_there")
    return action, Side.COACH


def _check_line(text: str, field: str) -> None:
    if not text:
        raise Refusal("coaching.nothing_written", field=field)
    if len(text) > LONGEST_LINE:
        raise Refusal("coaching.too_long", limit=LONGEST_LINE, field=field)

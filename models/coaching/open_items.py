"""The open matters of a pair: topics that wait for the next talk, and actions that carry over until done."""

from datetime import date

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.pair import Pair, coaches_of_open_items
from models.coaching.records import LONGEST_LINE, PairAction, Topic
from models.refusal import Refusal
from models.team.records import Person

MOST_OPEN = 25
"""Open actions of one pair; more is a wish list."""


def add_topic(acting: Acting, pair: Pair, text: str) -> Topic:
    """Put a topic on the agenda of the pair's next talk. Refuses an empty or an over-long one."""
    _check_line(text, "topic")
    topic = Topic(
        workspace_id=pair.coach.workspace_id,
        coach_id=pair.coach.id,
        rep_id=pair.rep.id,
        added_by=acting.by.id,
        text=text,
        added_at=acting.now,
    )
    acting.session.add(topic)
    acting.session.flush()
    return topic


def add_action(
    acting: Acting, pair: Pair, text: str, kpi: str | None = None, check_on: date | None = None
) -> PairAction:
    """Note what the pair agreed to do. Refuses a check date in the past, and more than 25 open actions."""
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
        text=text,
        kpi=kpi,
        check_on=check_on,
        added_on=today,
    )
    session.add(action)
    session.flush()
    return action


def finish_action(acting: Acting, action_id: str) -> PairAction:
    """Tick an action off; either of the pair may, and so may the rep's coach of today for one who left."""
    action = _own_action(acting.session, acting.by, action_id)
    action.done_on = action.done_on or acting.today
    acting.session.flush()
    return action


def reopen_action(acting: Acting, action_id: str) -> PairAction:
    """Take a tick back."""
    action = _own_action(acting.session, acting.by, action_id)
    action.done_on = None
    acting.session.flush()
    return action


def open_actions(session: Session, pair: Pair) -> list[PairAction]:
    """What the pair still has to do, oldest first; what a former coach who left agreed on is included."""
    still_open = select(PairAction).where(
        PairAction.workspace_id == pair.coach.workspace_id,
        PairAction.rep_id == pair.rep.id,
        col(PairAction.coach_id).in_(coaches_of_open_items(session, pair)),
        col(PairAction.done_on).is_(None),
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


def _own_action(session: Session, person: Person, action_id: str) -> PairAction:
    action = session.get(PairAction, (person.workspace_id, action_id))
    if action is None:
        raise Refusal("coaching.action_not_there")
    coach = session.get(Person, (action.workspace_id, action.coach_id))
    rep = session.get(Person, (action.workspace_id, action.rep_id))
    taken_over = coach is not None and coach.ends_on is not None and rep is not None and rep.manager_id == person.id
    if person.id not in (action.coach_id, action.rep_id) and not taken_over:
        raise Refusal("coaching.action_not_there")
    return action


def _check_line(text: str, field: str) -> None:
    if not text:
        raise Refusal("coaching.nothing_written", field=field)
    if len(text) > LONGEST_LINE:
        raise Refusal("coaching.too_long", limit=LONGEST_LINE, field=field)

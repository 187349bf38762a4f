"""After a change of manager: the rep says of each open action whether it goes along, is closed, or stays theirs alone."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from models.acting import Acting
from models.coaching.open_items import MOST_OPEN, action_to_change, open_actions
from models.coaching.pair import Pair, is_coach_now, own_pair
from models.coaching.records import ActionState, PairAction
from models.coaching.states import next_of_action
from models.refusal import Refusal
from models.team.records import Person


def left_behind(session: Session, rep: Person, today: date) -> list[PairAction]:
    """The rep's open actions with somebody who does not coach them any more, oldest first.

    Only the rep sees them until they have said what becomes of each.
    """
    return [action for action in _open_of(session, rep) if _is_left_behind(session, rep, action, today)]


def kept_private(session: Session, rep: Person) -> list[PairAction]:
    """The open actions that the rep keeps for themself, oldest first."""
    return open_actions(session, Pair(rep, rep))


def take_along(acting: Acting, action_id: str) -> PairAction:
    """It becomes an action with the manager of today. Refuses it without one, and when they have too many already."""
    action = _own(acting, action_id, "take_along")
    pair = own_pair(acting.session, acting.by, acting.today)
    if pair is None:
        raise Refusal("coaching.no_coach")
    if len(open_actions(acting.session, pair)) >= MOST_OPEN:
        raise Refusal("coaching.too_many_actions", limit=MOST_OPEN)
    action.coach_id = pair.coach.id
    acting.session.flush()
    return action


def keep_private(acting: Acting, action_id: str) -> PairAction:
    """It becomes the rep's alone: no coach sees it, neither the former one nor the next."""
    action = _own(acting, action_id, "keep_private")
    action.coach_id = acting.by.id
    acting.session.flush()
    return action


def reps_with_left_behind(
    session: Session, workspace_id: str, today: date
) -> Iterator[tuple[Person, list[PairAction]]]:
    """Everybody who is to be asked, with the actions that it is about; who has no manager yet is asked once they have one."""
    with_somebody_else = (
        select(PairAction.rep_id)
        .join(Person, (col(Person.workspace_id) == PairAction.workspace_id) & (col(Person.id) == PairAction.rep_id))
        .where(
            PairAction.workspace_id == workspace_id,
            PairAction.state == ActionState.OPEN,
            PairAction.coach_id != PairAction.rep_id,
            PairAction.coach_id != Person.manager_id,  # NULL for who has none: not asked
        )
    )
    for rep_id in sorted(set(session.exec(with_somebody_else.distinct()))):
        rep = session.get_one(Person, (workspace_id, rep_id))
        if waiting := left_behind(session, rep, today):
            yield rep, waiting


def _own(acting: Acting, action_id: str, does: str) -> PairAction:
    """An open action of the rep's that waits for their word, or that they kept for themself."""
    action, side = action_to_change(acting, action_id)
    action.state = next_of_action(action.state, does, side)
    is_own = action.coach_id == acting.by.id
    if not is_own and not _is_left_behind(acting.session, acting.by, action, acting.today):
        raise Refusal("coaching.nothing_to_take_over")
    return action


def _is_left_behind(session: Session, rep: Person, action: PairAction, today: date) -> bool:
    coach = session.get_one(Person, (rep.workspace_id, action.coach_id))
    return not is_coach_now(session, coach, rep, today)


def _open_of(session: Session, rep: Person) -> list[PairAction]:
    still_open = select(PairAction).where(
        PairAction.workspace_id == rep.workspace_id, PairAction.rep_id == rep.id, PairAction.state == ActionState.OPEN
    )
    return list(session.exec(still_open.order_by(col(PairAction.added_on), col(PairAction.id))))

"""What people do with the improvement plan: take up, hand over, finish, drop, add, and take back."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.goals.actions import close_goal
from models.goals.records import Goal
from models.permissions import Right
from models.plan.queries import HORIZONS, next_number
from models.plan.records import LONGEST_TITLE, ActionState, PlanAction
from models.refusal import Refusal
from models.rights import About
from models.scorecard.kpis import KPIS
from models.team.records import Person

_BY = "by"
_TAKEN_BACK = ("state", "owner_id", "horizon_days", "kpi", "starts_on", "ends_on", "goal_id")


@dataclass(frozen=True, slots=True)
class Terms:
    """Who takes an action up, for how long, and by which KPI it is followed."""

    owner: Person
    horizon_days: int
    kpi: str | None


def take_up(acting: Acting, action: PlanAction, terms: Terms) -> PlanAction:
    """Accept a proposal, or change the terms of one that is running: its date counts from today when they are new."""
    today = acting.today
    acting.rights.require(Right.CHANGE_PLAN)
    _is_one_of(action, ActionState.PROPOSED, ActionState.ACCEPTED)
    _check(acting.by, terms)
    _remember(acting, action)
    if action.state == ActionState.PROPOSED or action.horizon_days != terms.horizon_days:
        action.starts_on, action.ends_on = today, _last_day(today, terms.horizon_days)
    action.state = ActionState.ACCEPTED
    action.owner_id, action.horizon_days, action.kpi = terms.owner.id, terms.horizon_days, terms.kpi
    acting.session.flush()
    return action


def add_own(acting: Acting, title: str, terms: Terms) -> PlanAction:
    """An action of one's own. Refuses an empty or long title, and who does not steer the plan."""
    session, by, today = acting.session, acting.by, acting.today
    acting.rights.require(Right.CHANGE_PLAN)
    if not title.strip():
        raise Refusal("plan.no_title", field="title")
    if len(title) > LONGEST_TITLE:
        raise Refusal("plan.title_too_long", most=LONGEST_TITLE, field="title")
    _check(by, terms)
    action = PlanAction(
        workspace_id=by.workspace_id,
        number=next_number(session, by.workspace_id),
        title=title.strip(),
        horizon_days=terms.horizon_days,
        kpi=terms.kpi,
        owner_id=terms.owner.id,
        starts_on=today,
        ends_on=_last_day(today, terms.horizon_days),
        state=ActionState.ACCEPTED,
        added_by=by.id,
        changed_at=acting.now,
        before={"state": ActionState.DROPPED.value, _BY: by.id},
    )
    session.add(action)
    session.flush()
    return action


def finish(acting: Acting, action: PlanAction) -> PlanAction:
    """Done. Its owner may say so too. Refuses what is not running."""
    acting.rights.require(Right.FINISH_ACTION, _about(action))
    _is_one_of(action, ActionState.ACCEPTED)
    _remember(acting, action)
    action.state = ActionState.DONE
    acting.session.flush()
    return action


def drop(acting: Acting, action: PlanAction) -> PlanAction:
    """Not, or no longer. A goal that it became stays: it is closed by itself. Refuses what is done or dropped."""
    acting.rights.require(Right.CHANGE_PLAN)
    _is_one_of(action, ActionState.PROPOSED, ActionState.ACCEPTED)
    _remember(acting, action)
    action.state = ActionState.DROPPED
    acting.session.flush()
    return action


def take_back(acting: Acting, action: PlanAction) -> PlanAction:
    """As it was before the last change; a goal that it became in that change is closed."""
    session, by = acting.session, acting.by
    acting.rights.require(
        Right.FINISH_ACTION if action.state == ActionState.DONE else Right.CHANGE_PLAN, _about(action)
    )
    if action.before is None:
        raise Refusal("plan.nothing_to_undo")
    before, goal_id = action.before, action.goal_id
    for name in _TAKEN_BACK:
        if name not in before:
            continue
        value = before[name]
        is_day = name in ("starts_on", "ends_on") and isinstance(value, str)
        setattr(action, name, date.fromisoformat(str(value)) if is_day else value)
    if goal_id is not None and "goal_id" in before and action.goal_id != goal_id:
        goal = session.get(Goal, (by.workspace_id, goal_id))
        if goal is not None and goal.closed_at is None:
            close_goal(acting, goal)
    action.before, action.changed_at = None, acting.now
    session.flush()
    return action


def became(acting: Acting, action: PlanAction, goal: Goal, kpi: str) -> None:
    """The action is followed by this goal from now on."""
    before = action.before if action.changed_at == acting.now else None
    _remember(acting, action)
    if before is not None:  # added or taken up in the same breath: one undo takes back both
        action.before = {**before, "goal_id": None}
    action.goal_id, action.kpi = goal.id, kpi


def actions_of_owner(session: Session, person: Person) -> list[PlanAction]:
    """What somebody has running, the next to end first."""
    mine = select(PlanAction).where(
        PlanAction.workspace_id == person.workspace_id,
        PlanAction.owner_id == person.id,
        PlanAction.state == ActionState.ACCEPTED,
    )
    return list(session.exec(mine.order_by(col(PlanAction.ends_on), col(PlanAction.number))))


def _about(action: PlanAction) -> About:
    """Whose an action is, for who may say that it is done."""
    return About(action.workspace_id, action.owner_id)


def _is_one_of(action: PlanAction, *states: ActionState) -> None:
    if action.state not in states:
        raise Refusal(f"plan.is_{action.state}", number=action.number)


def _check(by: Person, terms: Terms) -> None:
    if terms.owner.workspace_id != by.workspace_id or terms.owner.ends_on is not None:
        raise Refusal("plan.owner_left", name=terms.owner.name, field="owner")
    if terms.horizon_days not in HORIZONS:
        raise Refusal("plan.unknown_horizon", days=terms.horizon_days, field="horizon")
    if terms.kpi is not None and terms.kpi not in KPIS:
        raise Refusal("plan.unknown_kpi", kpi=terms.kpi, field="kpi")


def _remember(acting: Acting, action: PlanAction) -> None:
    values = {name: getattr(action, name) for name in _TAKEN_BACK} | {_BY: acting.by.id}
    action.before = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    action.changed_at = acting.now


def _last_day(today: date, days: int) -> date:
    return today + timedelta(days=days - 1)

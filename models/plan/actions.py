"""What people do with the improvement plan: take up, hand over, finish, drop, add, and take back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.goals.actions import close_goal
from models.goals.records import Goal
from models.plan.queries import HORIZONS, may_change_plan, next_number
from models.plan.records import LONGEST_TITLE, ActionState, PlanAction
from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.team.access import leaders, sight_of
from models.team.records import Person

_BY = "by"
_TAKEN_BACK = ("state", "owner_id", "horizon_days", "kpi", "starts_on", "ends_on", "goal_id")


@dataclass(frozen=True, slots=True)
class Terms:
    """Who takes an action up, for how long, and by which KPI it is followed."""

    owner: Person
    horizon_days: int
    kpi: str | None


def take_up(session: Session, by: Person, action: PlanAction, terms: Terms, today: date, now: datetime) -> PlanAction:
    """Accept a proposal, or change the terms of one that is running: its date counts from today when they are new."""
    _steers(session, by)
    _is_one_of(action, ActionState.PROPOSED, ActionState.ACCEPTED)
    _check(by, terms)
    _remember(action, by, now)
    if action.state == ActionState.PROPOSED or action.horizon_days != terms.horizon_days:
        action.starts_on, action.ends_on = today, _last_day(today, terms.horizon_days)
    action.state = ActionState.ACCEPTED
    action.owner_id, action.horizon_days, action.kpi = terms.owner.id, terms.horizon_days, terms.kpi
    session.flush()
    return action


def add_own(session: Session, by: Person, title: str, terms: Terms, today: date, now: datetime) -> PlanAction:
    """An action of one's own. Refuses an empty or long title, and who does not steer the plan."""
    _steers(session, by)
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
        changed_at=now,
        before={"state": ActionState.DROPPED.value, _BY: by.id},
    )
    session.add(action)
    session.flush()
    return action


def finish(session: Session, by: Person, action: PlanAction, now: datetime) -> PlanAction:
    """Done. Its owner may say so too. Refuses what is not running."""
    if action.owner_id != by.id:
        _steers(session, by)
    _is_one_of(action, ActionState.ACCEPTED)
    _remember(action, by, now)
    action.state = ActionState.DONE
    session.flush()
    return action


def drop(session: Session, by: Person, action: PlanAction, now: datetime) -> PlanAction:
    """Not, or no longer. A goal that it became stays: it is closed by itself. Refuses what is done or dropped."""
    _steers(session, by)
    _is_one_of(action, ActionState.PROPOSED, ActionState.ACCEPTED)
    _remember(action, by, now)
    action.state = ActionState.DROPPED
    session.flush()
    return action


def take_back(session: Session, by: Person, action: PlanAction, now: datetime) -> PlanAction:
    """As it was before the last change; a goal that it became in that change is closed."""
    if action.owner_id != by.id or action.state != ActionState.DONE:
        _steers(session, by)
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
            close_goal(session, sight_of(session, by), goal, now)
    action.before, action.changed_at = None, now
    session.flush()
    return action


def became(action: PlanAction, by: Person, goal: Goal, kpi: str, now: datetime) -> None:
    """The action is followed by this goal from now on."""
    before = action.before if action.changed_at == now else None
    _remember(action, by, now)
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


def _steers(session: Session, by: Person) -> None:
    if not may_change_plan(session, by):
        raise Refusal("plan.managers_only", helpers=leaders(session, by))


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


def _remember(action: PlanAction, by: Person, now: datetime) -> None:
    values = {name: getattr(action, name) for name in _TAKEN_BACK} | {_BY: by.id}
    action.before = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    action.changed_at = now


def _last_day(today: date, days: int) -> date:
    return today + timedelta(days=days - 1)

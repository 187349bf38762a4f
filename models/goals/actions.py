"""What people do with goals: set, close, take back, and move the target of a successor."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from models.acting import Acting
from models.goals.horizon import Horizon, is_rolling, successor_of
from models.goals.queries import about_goal, goals_that_ended, milestones_of, next_number, successor_of_goal
from models.goals.records import Goal, Milestone
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About, Rights
from models.scorecard.kpis import Unit
from models.scorecard.own_kpis import kpi_in
from models.scorecard.scope import Scope, ScopeKind

LONGEST_TITLE = 160
MOST_MILESTONES = 8
LARGEST_TARGET = Decimal(10) ** 12


@dataclass(frozen=True)
class NewGoal:
    """A goal to set. `milestones` are KPI keys with their targets: rates 0 to 1, money in whole units.

    With milestones it needs no title.
    """

    title: str
    scope: Scope
    horizon: Horizon
    milestones: tuple[tuple[str, Decimal], ...] = ()
    skill: str | None = None
    """The skill of the survey that it is to bring on."""


def set_goal(acting: Acting, new: NewGoal) -> Goal:
    """Set a goal. Refuses who may not, an empty or long title, and targets that cannot be."""
    session, by = acting.session, acting.by
    _require_scope(acting.rights, new.scope)
    if not new.title.strip() and not new.milestones:
        raise Refusal("goals.no_title", field="title")
    if len(new.title) > LONGEST_TITLE:
        raise Refusal("goals.title_too_long", most=LONGEST_TITLE, field="title")
    if len(new.milestones) > MOST_MILESTONES:
        raise Refusal("goals.too_many_milestones", most=MOST_MILESTONES)
    for kpi, target in new.milestones:
        check_target(acting, kpi, target)
    goal = Goal(
        workspace_id=by.workspace_id,
        number=next_number(session, by.workspace_id),
        title=new.title.strip(),
        scope_kind=new.scope.kind.value,
        scope_id=new.scope.id,
        horizon=new.horizon.name,
        starts_on=new.horizon.period.start,
        ends_on=new.horizon.period.last_day,
        skill=new.skill,
        set_by=by.id,
        created_at=acting.now,
    )
    session.add(goal)
    session.flush()
    _add_milestones(session, goal, dict(new.milestones))
    return goal


def close_goal(acting: Acting, goal: Goal) -> Goal:
    """Close a goal before its date. Refuses somebody else's and one that is closed already."""
    require_goal_change(acting.rights, goal)
    if goal.closed_at is not None:
        raise Refusal("goals.closed_already", number=goal.number)
    goal.closed_at = acting.now
    acting.session.flush()
    return goal


def reopen_goal(acting: Acting, goal: Goal) -> Goal:
    """Take the closing back."""
    require_goal_change(acting.rights, goal)
    goal.closed_at = None
    acting.session.flush()
    return goal


def roll_over(session: Session, goal: Goal, now: datetime) -> Goal | None:
    """Close a goal that has ended; a rolling one opens its successor with the same milestones."""
    goal.closed_at = now
    session.flush()
    if not is_rolling(goal.horizon):
        return None
    return _follow(session, goal, successor_of(goal.horizon, goal.ends_on, 1), goal.set_by, now)


def follow(acting: Acting, goal: Goal, targets: dict[str, Decimal] | None = None) -> Goal:
    """The same goal for the next quarter, with its targets or with these. A second time finds the one that is there.

    Refuses somebody else's, one that still runs, and a next quarter that is over as well.
    """
    require_goal_change(acting.rights, goal)
    if there := successor_of_goal(acting.session, goal):
        return there
    horizon = successor_of(goal.horizon, goal.ends_on, acting.workspace.fiscal_start_month)
    if horizon.period.end <= acting.today:
        raise Refusal("goals.quarter_is_over", quarter=horizon.name)
    if goal.closed_at is None:
        raise Refusal("goals.still_runs", number=goal.number)
    for kpi, target in (targets or {}).items():
        check_target(acting, kpi, target)
    return _follow(acting.session, goal, horizon, acting.by.id, acting.now, targets or {})


def _follow(
    session: Session,
    goal: Goal,
    horizon: Horizon,
    set_by: str,
    now: datetime,
    targets: dict[str, Decimal] | None = None,
) -> Goal:
    successor = Goal(
        workspace_id=goal.workspace_id,
        number=next_number(session, goal.workspace_id),
        title=goal.title,
        scope_kind=goal.scope_kind,
        scope_id=goal.scope_id,
        horizon=horizon.name,
        starts_on=horizon.period.start,
        ends_on=horizon.period.last_day,
        objective_id=goal.objective_id,
        follows_id=goal.id,
        set_by=set_by,
        created_at=now,
    )
    session.add(successor)
    session.flush()
    steps = milestones_of(session, [goal])[goal.id]
    kept = {step.kpi: Decimal(step.target) for step in steps}
    _add_milestones(session, successor, kept | (targets or {}))
    return successor


def roll_over_forgotten(session: Session, workspace_id: str, before: date, now: datetime) -> int:
    """Close the goals that ended before that day without anybody hearing of it, up to the successor that is running.

    Returns how many were closed.
    """
    closed = 0
    while ended := goals_that_ended(session, workspace_id, before):
        for goal in ended:
            roll_over(session, goal, now)
        closed += len(ended)
    return closed


def move_targets(acting: Acting, goal: Goal, targets: dict[str, Decimal]) -> Goal:
    """Change the targets of an open goal's milestones. Refuses what cannot be."""
    session = acting.session
    require_goal_change(acting.rights, goal)
    if goal.closed_at is not None:
        raise Refusal("goals.closed_already", number=goal.number)
    for milestone in milestones_of(session, [goal])[goal.id]:
        if milestone.kpi in targets:
            check_target(acting, milestone.kpi, targets[milestone.kpi])
            milestone.target = _text(targets[milestone.kpi])
    session.flush()
    return goal


def add_milestones(acting: Acting, goal: Goal, targets: dict[str, Decimal]) -> Goal:
    """Give an open goal these milestones besides its own. Refuses too many, what it has already and what cannot be."""
    require_goal_change(acting.rights, goal)
    if goal.closed_at is not None:
        raise Refusal("goals.closed_already", number=goal.number)
    if len(milestones_of(acting.session, [goal])[goal.id]) + len(targets) > MOST_MILESTONES:
        raise Refusal("goals.too_many_milestones", most=MOST_MILESTONES)
    for kpi, target in targets.items():
        check_target(acting, kpi, target)
    _add_milestones(acting.session, goal, targets)
    return goal


def remove_milestones(acting: Acting, goal: Goal, kpis: Collection[str]) -> Goal:
    """Undo of that; those that are gone already stay gone."""
    require_goal_change(acting.rights, goal)
    for milestone in milestones_of(acting.session, [goal])[goal.id]:
        if milestone.kpi in kpis:
            acting.session.delete(milestone)
    acting.session.flush()
    return goal


def require_goal_change(rights: Rights, goal: Goal) -> None:
    """Refuses who may not close or change the goal: its owner, who is above them, and leaders may."""
    rights.require(Right.CHANGE_GOAL, about_goal(goal), number=goal.number)


def _require_scope(rights: Rights, scope: Scope) -> None:
    """Refuses a goal for somebody, a team or a company for whom they may not set one."""
    workspace_id = rights.person.workspace_id
    match scope.kind:
        case ScopeKind.PERSON:
            rights.require(Right.SET_GOAL, About(workspace_id, scope.id), name=scope.name)
        case ScopeKind.TEAM:
            rights.require(Right.SET_GOAL_OF_TEAM, About(workspace_id, team_id=scope.id), name=scope.name)
        case ScopeKind.WORKSPACE:
            rights.require(Right.SET_GOAL_OF_COMPANY, name=scope.name)


def check_target(acting: Acting, kpi: str, target: Decimal) -> None:
    """Refuses what no milestone can be: nothing, the absurd, and a rate above 100 %."""
    if target <= 0:
        raise Refusal("goals.target_not_positive", kpi=kpi, field=kpi)
    if target > LARGEST_TARGET:
        raise Refusal("goals.target_absurd", kpi=kpi, field=kpi)
    if kpi_in(acting.workspace, kpi, of_one_rep=True).unit is Unit.RATE and target > 1:
        raise Refusal("goals.rate_above_all", kpi=kpi, field=kpi)


def _add_milestones(session: Session, goal: Goal, targets: dict[str, Decimal]) -> None:
    for kpi, target in targets.items():
        session.add(Milestone(workspace_id=goal.workspace_id, goal_id=goal.id, kpi=kpi, target=_text(target)))
        session.flush()


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")

"""An action becomes a goal with a KPI: whose, by when, and what it should come to."""

from datetime import datetime
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from sqlmodel import Session

from models.acting import Acting
from models.goals.actions import NewGoal, set_goal
from models.goals.horizon import rolling_from
from models.goals.progress import best_of_four
from models.goals.records import Goal, Objective
from models.period import PeriodType
from models.plan.actions import became
from models.plan.queries import title_of
from models.plan.records import ActionState, PlanAction
from models.refusal import Refusal
from models.scorecard.kpis import KPIS, InTime, Level, Unit, kpi_of
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.team.records import Person, Team
from models.workspace.records import Workspace

_DAYS_IN = {PeriodType.WEEK: 7, PeriodType.MONTH: 30, PeriodType.QUARTER: 90, PeriodType.YEAR: 365}
"""Horizons are counted in days: 30, 60 and 90 are one, two and three months."""


def scope_of_action(session: Session, workspace: Workspace, owner: Person, kpi: str | None) -> Scope:
    """Whose figures count: the owner's own when they sell and can move the KPI, else their team's, else everybody's."""
    is_theirs = kpi is None or KPIS[kpi].level is Level.REP
    if owner.is_rep and is_theirs:
        return scope_of_person(session, workspace, owner)
    team = session.get(Team, (workspace.workspace_id, owner.team_id)) if owner.team_id else None
    return scope_of_team(session, workspace, team) if team else scope_of_workspace(session, workspace)


def likely_target(
    session: Session, workspace: Workspace, action: PlanAction, owner: Person, kpi: str, now: datetime
) -> Decimal | None:
    """The best of the last four stretches of the same length: shown to be possible, to become usual.

    None where there is no figure, and where less is better: then somebody has to say it.
    """
    scope = scope_of_action(session, workspace, owner, kpi)
    horizon = rolling_from(action.horizon_days, scope.today(now))
    row = kpi_of(kpi, of_one_rep=scope.is_person)
    best = best_of_four(session, workspace, scope, horizon, [kpi], now)[kpi]
    if best is None or best <= 0 or row.lower_is_better:
        return None
    if row.unit is Unit.RATE:
        return best.quantize(Decimal("0.01"))
    if row.unit is Unit.SCORE:
        return best.quantize(Decimal("0.1"))
    return best.quantize(Decimal(1), rounding=ROUND_UP)


def over_horizon(kpi: str, target: Decimal, per: PeriodType | None, days: int) -> Decimal:
    """A target of so much a week or month, over `days`: 2 a month are 4 in 60 days, rounded up to a whole one.

    A figure that is not added up (a rate, a score, a snapshot) is the same over any stretch.
    """
    row = KPIS.get(kpi)
    if per is None or (row is not None and row.kind is not InTime.FLOW):
        return target
    whole = target * days / _DAYS_IN[per]
    return whole.quantize(Decimal(1), rounding=ROUND_HALF_UP if row and row.unit is Unit.MONEY else ROUND_UP)


def become_goal(
    acting: Acting, action: PlanAction, owner: Person, kpi: str, target: Decimal, objective: Objective | None = None
) -> Goal:
    """Set the goal and tie the action to it. Refuses an action that is one already, or that nobody took up."""
    if action.state != ActionState.ACCEPTED:
        raise Refusal(f"plan.is_{action.state}", number=action.number)
    if action.goal_id is not None:
        raise Refusal("plan.is_goal_already", number=action.number)
    scope = scope_of_action(acting.session, acting.workspace, owner, kpi)
    title = title_of(action, owner.language or acting.workspace.language)
    horizon = rolling_from(action.horizon_days, scope.today(acting.now))
    goal = set_goal(acting, NewGoal(title, scope, horizon, ((kpi, target),)))
    goal.objective_id = objective.id if objective else None
    became(acting, action, goal, kpi)
    acting.session.flush()
    return goal

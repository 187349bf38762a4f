"""How far a goal has come, milestone by milestone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from models.goals.horizon import Horizon
from models.goals.records import Goal, Milestone
from models.period import Period
from models.scorecard.figure import Figure
from models.scorecard.kpis import Kpi
from models.scorecard.pacing import Pace, pace_of
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.team.records import Person, Team
from models.workspace.records import Workspace

PERIODS_BACK = 4


@dataclass(frozen=True)
class Step:
    """One milestone with its figure so far. Rates 0 to 1, money in whole units."""

    kpi: Kpi
    target: Decimal
    figure: Figure
    pace: Pace | None

    @property
    def is_reached(self) -> bool:
        """Whether the target is met."""
        if self.figure.value is None:
            return False
        actual, target = Decimal(str(self.figure.value)), self.target
        return actual <= target if self.kpi.lower_is_better else actual >= target


@dataclass(frozen=True)
class Progress:
    """A goal and all its steps, as of a day."""

    goal: Goal
    owner: str
    steps: tuple[Step, ...]
    days_left: int
    currency: str

    @property
    def is_reached(self) -> bool:
        """Whether every milestone is met; a goal without milestones is never known to be."""
        return bool(self.steps) and all(step.is_reached for step in self.steps)


def progress_of(
    session: Session, workspace: Workspace, goal: Goal, milestones: list[Milestone], now: datetime
) -> Progress:
    """The goal's milestones with figures, from the same scorecard that everybody sees."""
    scope = scope_of_goal(session, workspace, goal)
    period = Period(goal.starts_on, goal.ends_on + timedelta(days=1), goal.horizon)
    today = scope.today(now)
    steps: tuple[Step, ...] = ()
    if milestones:
        scorecard = scorecard_of(session, workspace, scope, period, now, kpis=[one.kpi for one in milestones])
        steps = tuple(step_of(milestone, scorecard) for milestone in milestones if milestone.kpi in scorecard.lines)
    left = max(0, (goal.ends_on - today).days + 1)
    return Progress(goal, scope.name, steps, left, workspace.currency)


def scope_of_goal(session: Session, workspace: Workspace, goal: Goal) -> Scope:
    """Whose figures count for the goal. Raises KeyError when its person or team is gone."""
    key = (goal.workspace_id, goal.scope_id)
    if goal.scope_kind == "person" and (person := session.get(Person, key)):
        return scope_of_person(session, workspace, person)
    if goal.scope_kind == "team" and (team := session.get(Team, key)):
        return scope_of_team(session, workspace, team)
    if goal.scope_kind == "workspace":
        return scope_of_workspace(session, workspace)
    raise KeyError(goal.scope_id)


def best_of_four(
    session: Session, workspace: Workspace, scope: Scope, horizon: Horizon, kpis: list[str], now: datetime
) -> dict[str, Decimal | None]:
    """Per KPI the best figure of the last four stretches as long as the horizon; None when there is none."""
    first, length = min(horizon.period.start, scope.today(now)), timedelta(days=horizon.period.days)
    cards = [
        scorecard_of(session, workspace, scope, _before(first, length, back), now, kpis=kpis)
        for back in range(1, PERIODS_BACK + 1)
    ]
    best: dict[str, Decimal | None] = {}
    for key in kpis:
        values = [card.lines[key].figure.value for card in cards]
        known = [Decimal(str(value)) for value in values if value is not None]
        best[key] = max(known) if known else None
    return best


def _before(first: date, length: timedelta, back: int) -> Period:
    return Period(first - length * back, first - length * (back - 1))


def step_of(milestone: Milestone, scorecard: Scorecard) -> Step:
    """A milestone with its figure in this scorecard."""
    kpi = scorecard.lines[milestone.kpi].kpi
    target = Decimal(milestone.target)
    figure = scorecard.lines[milestone.kpi].figure
    pace = None
    if figure.value is not None and target > 0:
        pace = pace_of(kpi, figure.value, float(target), scorecard.capacity)
    return Step(kpi, target, figure, pace)

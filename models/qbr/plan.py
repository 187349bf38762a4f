"""The 90-day plan: lines of a KPI, a number and a day, a start from the back-solver, and the goals that it becomes.

A line lasts to the end of the running quarter, or 30, 60 or 90 days: the horizons that a goal can have. The lines of one
horizon are one goal. Handing in once more moves those goals, and makes no second ones.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from models.acting import Acting
from models.goals.actions import (
    NewGoal,
    add_milestones,
    check_target,
    close_goal,
    move_targets,
    remove_milestones,
    set_goal,
)
from models.goals.advice import advice_for
from models.goals.back_solver import Aim, milestones_for, needed_for
from models.goals.horizon import Horizon, rolling_from
from models.goals.lint import Advice
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.period import quarter_of
from models.qbr.queries import to_answer
from models.qbr.records import Qbr
from models.qbr.states import Step, require_step
from models.qbr.subjects import scope_of
from models.refusal import Refusal
from models.scorecard.own_kpis import kpi_in
from models.scorecard.scope import Scope
from models.scorecard.scorecard import SALES, scorecard_of
from models.workspace.records import Workspace

MOST_LINES = 6
QUARTER = "quarter"
HORIZONS = (QUARTER, "30d", "60d", "90d")
"""How long a line lasts: to the end of the running quarter, or so many days from the day on which it is handed in."""


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan. `target`: a rate 0 to 1, money in whole units."""

    kpi: str
    target: Decimal
    horizon: str = QUARTER


def lines_of(qbr: Qbr) -> list[PlanLine]:
    """The plan as it stands."""
    return [PlanLine(line["kpi"], Decimal(line["target"]), line["horizon"]) for line in qbr.plan]


def horizon_named(name: str, today: date, fiscal_start_month: int) -> Horizon:
    """The days that a line lasts, when it begins today."""
    if name != QUARTER:
        return rolling_from(int(name.removesuffix("d")), today)
    running = quarter_of(today, fiscal_start_month)
    return Horizon(running.name, running)


def set_plan(acting: Acting, qbr_id: str, lines: Sequence[PlanLine]) -> Qbr:
    """These are the lines from now on. Refuses a KPI twice, more than six, and targets that cannot be."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    require_step(Step.ANSWER, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    if len(lines) > MOST_LINES:
        raise Refusal("qbr.too_many_lines", limit=MOST_LINES)
    for place, line in enumerate(lines):
        if line.kpi in {earlier.kpi for earlier in lines[:place]}:
            raise Refusal("qbr.twice_in_plan", kpi=line.kpi)
        if line.horizon not in HORIZONS:
            raise Refusal("qbr.unknown_horizon")
        check_target(acting, line.kpi, line.target)
    qbr.plan = [
        {"kpi": line.kpi, "target": format(line.target.normalize(), "f"), "horizon": line.horizon} for line in lines
    ]
    acting.session.flush()
    return qbr


def add_line(acting: Acting, qbr_id: str, line: PlanLine) -> Qbr:
    """One more line; one of the same KPI makes place for it."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    return set_plan(acting, qbr_id, [*(one for one in lines_of(qbr) if one.kpi != line.kpi), line])


def remove_line(acting: Acting, qbr_id: str, kpi: str) -> Qbr:
    """One line fewer."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    return set_plan(acting, qbr_id, [one for one in lines_of(qbr) if one.kpi != kpi])


def proposal_for(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> list[PlanLine]:
    """What the quarter's sales target takes by the rates of the last 90 days: a start. Empty without a target.

    The leads are what there is of them already with what it still takes, so that a line counts from the quarter's first day.
    """
    quarter = quarter_of(scope.today(now), workspace.fiscal_start_month)
    target = scorecard_of(session, workspace, scope, quarter, now, kpis=[SALES]).sales.target
    if target is None or target.value <= 0:
        return []
    aim = Aim(SALES, Decimal(str(round(target.value))), quarter)
    needed = needed_for(session, workspace, scope, aim, now, beside=False)
    leads = milestones_for(session, workspace, needed, now)
    return [PlanLine(SALES, aim.target), *(PlanLine(kpi, number) for kpi, number in leads.items())]


def by_horizon(lines: Sequence[PlanLine]) -> Mapping[str, dict[str, Decimal]]:
    """The targets of the lines of each horizon."""
    found: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for line in lines:
        found[line.horizon][line.kpi] = line.target
    return found


def advice_on_plan(session: Session, workspace: Workspace, qbr: Qbr, now: datetime) -> list[Advice]:
    """What is weak about the plan as a whole; empty when nothing is."""
    lines = [line for line in lines_of(qbr) if _is_known(workspace, line.kpi)]
    if not lines:
        return []
    scope = scope_of(session, workspace, qbr)
    horizon = horizon_named(lines[0].horizon, scope.today(now), workspace.fiscal_start_month)
    return advice_for(
        session, workspace, NewGoal("", scope, horizon, tuple((one.kpi, one.target) for one in lines)), now
    )


def make_goals(acting: Acting, qbr: Qbr) -> None:
    """The plan as goals: new ones, or those of the last time with other targets; what is no longer planned is closed."""
    planned, made = by_horizon(lines_of(qbr)), dict(qbr.goals)
    for name, goal in _open_goals(acting.session, qbr).items():
        if name not in planned:
            close_goal(acting, goal)
            del made[name]
        else:
            _move(acting, goal, planned[name])
    standing = _open_goals(acting.session, qbr)
    scope = scope_of(acting.session, acting.workspace, qbr)
    for name, targets in planned.items():
        if name not in standing:
            horizon = horizon_named(name, acting.today, acting.workspace.fiscal_start_month)
            made[name] = set_goal(acting, NewGoal("", scope, horizon, tuple(targets.items()))).id
    qbr.goals = made


def goals_of(session: Session, qbr: Qbr) -> list[Goal]:
    """The goals that the plan became, the next to end first."""
    found = [session.get(Goal, (qbr.workspace_id, goal_id)) for goal_id in qbr.goals.values()]
    return sorted((goal for goal in found if goal), key=lambda goal: (goal.ends_on, goal.number))


def ends_of(session: Session, qbr: Qbr) -> dict[str, date]:
    """The last days of these goals, by horizon."""
    found = {name: session.get(Goal, (qbr.workspace_id, goal_id)) for name, goal_id in qbr.goals.items()}
    return {name: goal.ends_on for name, goal in found.items() if goal}


def _open_goals(session: Session, qbr: Qbr) -> dict[str, Goal]:
    found = {name: session.get(Goal, (qbr.workspace_id, goal_id)) for name, goal_id in qbr.goals.items()}
    return {name: goal for name, goal in found.items() if goal is not None and goal.closed_at is None}


def _move(acting: Acting, goal: Goal, targets: Mapping[str, Decimal]) -> None:
    has = {step.kpi for step in milestones_of(acting.session, [goal])[goal.id]}
    remove_milestones(acting, goal, has - set(targets))
    move_targets(acting, goal, {kpi: target for kpi, target in targets.items() if kpi in has})
    add_milestones(acting, goal, {kpi: target for kpi, target in targets.items() if kpi not in has})


def _is_known(workspace: Workspace, kpi: str) -> bool:
    try:
        kpi_in(workspace, kpi, of_one_rep=True)
    except KeyError:
        return False
    return True

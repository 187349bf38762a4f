"""The goals of a newcomer: what is usual for them until day 30, 60 and 90, by ramp and calendar, and how far they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil

from sqlmodel import Session

from models.newcomers.program import HORIZONS
from models.newcomers.records import NewcomerPlan
from models.newcomers.starting import days_until, first_day_in
from models.scorecard.kpis import KPIS, InTime, Kpi, Level, Unit
from models.scorecard.own_kpis import kpi_in, own_kpis_on
from models.scorecard.pacing import as_whole
from models.scorecard.role_kpis import in_order_of, kpis_of_role
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from models.workspace.records import Workspace

MOST_TARGETS = 4
"""Of one goal; the order is that of the role."""
NOT_THEIRS = frozenset({"coaching"})
"""What the manager does; the weekly talks stand in the plan by themselves."""

Targets = tuple[tuple[str, Decimal], ...]
"""KPIs with what they should come to since the first day: counts, hours, or money in whole units."""


@dataclass(frozen=True)
class Step:
    """One KPI of a goal since the first day, and its target."""

    kpi: Kpi
    actual: float | None
    """None while the first day is to come, or where the figure is undefined."""
    target: float

    @property
    def is_reached(self) -> bool:
        """Whether it is there."""
        return self.actual is not None and self.actual >= self.target


@dataclass(frozen=True)
class GoalNow:
    """A goal, and how far it is."""

    day: int
    due_on: date
    words: str
    """Empty: the usual words of the program."""
    steps: tuple[Step, ...]


def usual_targets(
    session: Session, workspace: Workspace, person: Person, first_day: date, now: datetime
) -> dict[int, Targets]:
    """By horizon what is asked until then, as `/target` computes it: own targets, else the preset of the role; with the
    ramp, the working days of their own calendar, and leave. Empty for who sells nothing, and where nothing is asked.
    """
    if not person.is_rep:
        return dict.fromkeys(HORIZONS, ())
    known = {**KPIS, **own_kpis_on(workspace, first_day)}
    in_order = in_order_of(kpis_of_role(workspace, person.sales_role, first_day), list(known))
    keys = [key for key in in_order if _adds_up(kpi_in(workspace, key, of_one_rep=True))]
    scope = scope_of_person(session, workspace, person)
    found = {}
    for day in HORIZONS:
        lines = scorecard_of(session, workspace, scope, days_until(first_day, day), now, kpis=keys).lines
        asked = [(lines[key].kpi, lines[key].target) for key in keys if key in lines]
        found[day] = tuple(
            (kpi.key, _as_asked(kpi, target.value)) for kpi, target in asked if target is not None and target.value > 0
        )[:MOST_TARGETS]
    return found


def goals_of(
    session: Session, workspace: Workspace, plan: NewcomerPlan, person: Person, today: date, now: datetime
) -> list[GoalNow]:
    """The goals of a plan as they stand; targets that nobody changed follow ramp, leave and a moved start date."""
    first_day = first_day_in(plan, person)
    stored = {int(goal["day"]): goal for goal in plan.goals}
    usual: Mapping[int, Targets] = {}
    if any(goal.get("targets") is None for goal in plan.goals):
        usual = usual_targets(session, workspace, person, first_day, now)
    found = []
    for day in HORIZONS:
        goal = stored.get(day)
        if goal is None:
            continue
        targets = usual.get(day, ()) if goal.get("targets") is None else as_targets(goal["targets"])
        steps = _steps(session, workspace, person, (first_day, day), targets, today, now)
        found.append(GoalNow(day, days_until(first_day, day).last_day, str(goal.get("words") or ""), steps))
    return found


def as_targets(stored: Sequence[Sequence[str]]) -> Targets:
    """From the plan's JSON."""
    return tuple((kpi, Decimal(value)) for kpi, value in stored)


def _adds_up(kpi: Kpi) -> bool:
    return (
        kpi.kind is InTime.FLOW
        and kpi.level is not Level.TEAM
        and kpi.unit in (Unit.COUNT, Unit.HOURS, Unit.MONEY)
        and not kpi.lower_is_better
        and kpi.key not in NOT_THEIRS
    )


def _as_asked(kpi: Kpi, target: float) -> Decimal:
    """As somebody reads it: things and hours whole, money in hundreds."""
    if kpi.unit is Unit.MONEY:
        return Decimal(ceil(round(target, 2) / 100) * 100)
    return Decimal(as_whole(target))


def _steps(
    session: Session,
    workspace: Workspace,
    person: Person,
    until: tuple[date, int],
    targets: Targets,
    today: date,
    now: datetime,
) -> tuple[Step, ...]:
    first_day, day = until
    kpis = [(kpi_in(workspace, key, of_one_rep=True), float(value)) for key, value in targets]
    if first_day > today or not kpis:
        return tuple(Step(kpi, None, target) for kpi, target in kpis)
    scope = scope_of_person(session, workspace, person)
    keys = [kpi.key for kpi, _ in kpis]
    lines = scorecard_of(session, workspace, scope, days_until(first_day, day), now, kpis=keys).lines
    return tuple(Step(kpi, lines[kpi.key].figure.value, target) for kpi, target in kpis)

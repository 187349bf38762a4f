"""Whether a target is more than anybody has shown: advice when it is set, never a refusal."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.period import PeriodType, period_of, previous
from models.scorecard.kpis import InTime, Kpi, figure_of
from models.scorecard.own_kpis import kpi_in
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import Scope
from models.scorecard.team_figures import REPS_AT_TARGET
from models.workspace.records import Workspace

PERIODS_BACK = 4
TOO_MUCH = 2
"""Times the best of those periods."""


@dataclass(frozen=True, slots=True)
class Lately:
    """What the running and the last four whole periods show of a KPI."""

    best: float | None
    """Of the whole ones; None when none of them has a figure, or when less is better."""
    is_recorded: bool
    """Whether anything was recorded for it at all, or Koers has not been here for one whole period to tell."""


def lately(
    session: Session, workspace: Workspace, scope: Scope, kpi_key: str, period_type: PeriodType, now: datetime
) -> Lately:
    """What was reached lately. Figures of teams that count their reps are taken as recorded, without a best."""
    kpi = kpi_in(workspace, kpi_key, of_one_rep=scope.is_person)
    if kpi_key == REPS_AT_TARGET:
        return Lately(None, True)
    today, fiscal = scope.today(now), workspace.fiscal_start_month
    running = period_of(period_type, today, fiscal)
    periods, values = [running], []
    while len(periods) <= PERIODS_BACK:
        periods.append(previous(periods[-1], period_type, fiscal))
    is_recorded = workspace.created_at.astimezone(scope.zone).date() > periods[1].start
    for period in periods:
        facts = read_facts(session, workspace, scope, period, min(period.last_day, today), kpi.sources)
        figure = figure_of(kpi, facts.together())
        is_recorded = is_recorded or figure.n > 0
        if figure.value is not None and figure.n and period != running:
            values.append(figure.value)
    return Lately(None if kpi.lower_is_better else max(values, default=None), is_recorded)


def is_too_much(kpi: Kpi, target: float, best: float | None) -> bool:
    """More than twice the best of the last four periods; not said of rates, which end at 100 %."""
    return best is not None and kpi.kind is not InTime.RATIO and target > TOO_MUCH * best

"""Whether a target is more than anybody has shown: advice when it is set, never a refusal."""

from datetime import datetime

from sqlmodel import Session

from models.period import PeriodType, period_of, previous
from models.scorecard.formulas import FORMULAS
from models.scorecard.kpis import Kind, kpi_of
from models.scorecard.reading import read_facts
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

PERIODS_BACK = 4
TOO_MUCH = 2
"""Times the best of those periods."""


def best_of_last_periods(
    session: Session, workspace: Workspace, scope: Scope, kpi_key: str, period_type: PeriodType, now: datetime
) -> float | None:
    """The best of the last four whole periods of this type; None when nothing is recorded in any of them."""
    kpi = kpi_of(kpi_key, of_one_rep=scope.is_person)
    if kpi_key not in FORMULAS or kpi.lower_is_better:
        return None
    today, fiscal = scope.today(now), workspace.fiscal_start_month
    period, values = period_of(period_type, today, fiscal), []
    for _ in range(PERIODS_BACK):
        period = previous(period, period_type, fiscal)
        facts = read_facts(session, workspace, scope, period, period.last_day, kpi.sources)
        figure = FORMULAS[kpi_key](facts.together())
        if figure.value is not None and figure.n:
            values.append(figure.value)
    return max(values, default=None)


def is_too_much(kpi_key: str, target: float, best: float | None) -> bool:
    """More than twice the best of the last four periods; not said of rates, which end at 100 %."""
    kpi = kpi_of(kpi_key, of_one_rep=True)
    return best is not None and kpi.kind is not Kind.RATIO and target > TOO_MUCH * best

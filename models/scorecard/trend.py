"""How one person's most important lead KPI went: twelve weeks or months, from two small questions to the database."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, literal_column, select
from sqlmodel import Session, col

from models.activity.records import Activity, CreditShare
from models.period import Period, PeriodType, period_of, previous
from models.scorecard.counted import CountedEntries
from models.scorecard.kpis import InTime, Kpi, Timing, Unit
from models.scorecard.line import Line
from models.scorecard.scorecard import Scorecard
from models.workspace.records import Workspace

LENGTH = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """The figure of a KPI in each of the last weeks or months, oldest first; the last one may still run."""

    kpi: Kpi
    period_type: PeriodType
    parts: tuple[tuple[Period, float], ...]


def trend_of(session: Session, workspace: Workspace, scorecard: Scorecard, last_day: date) -> Trend | None:
    """Of the lead KPI with a target that weighs most, up to `last_day`; None without one, and where nothing was done."""
    line = _most_important(scorecard)
    if line is None or line.target is None:
        return None
    kind = PeriodType.WEEK if line.target.period_type is PeriodType.WEEK else PeriodType.MONTH
    periods = [period_of(kind, min(last_day, scorecard.period.last_day), workspace.fiscal_start_month)]
    while len(periods) < LENGTH:
        periods.insert(0, previous(periods[0], kind, workspace.fiscal_start_month))
    starts, values = [period.start for period in periods], [0.0] * LENGTH
    seen = Period(periods[0].start, periods[-1].end)
    for day, value in _by_day(session, workspace.workspace_id, scorecard.scope.id, line.kpi, seen):
        values[bisect_right(starts, day) - 1] += value
    return Trend(line.kpi, kind, tuple(zip(periods, values, strict=True))) if any(values) else None


def _most_important(scorecard: Scorecard) -> Line | None:
    fitting = [line for line in scorecard.lines.values() if line.target and scorecard.weights[line.kpi.key]]
    fitting = [line for line in fitting if _is_counted_by_day(line.kpi)]
    return max(fitting, key=lambda line: scorecard.weights[line.kpi.key], default=None)


def _is_counted_by_day(kpi: Kpi) -> bool:
    only_entries = all(isinstance(one, CountedEntries) for one in kpi.counts)
    return kpi.timing is Timing.LEAD and kpi.kind is InTime.FLOW and kpi.unit is not Unit.MONEY and only_entries


def _by_day(
    session: Session, workspace_id: str, person_id: str, kpi: Kpi, period: Period
) -> Iterator[tuple[date, float]]:
    """What each day adds: own entries summed, of shared ones their part."""
    counts = [one for one in kpi.counts if isinstance(one, CountedEntries)]
    within = (
        col(Activity.workspace_id) == workspace_id,
        col(Activity.happened_on) >= period.start,
        col(Activity.happened_on) < period.end,
        col(Activity.kind).in_(sorted({str(kind) for one in counts for kind in one.kinds})),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    same = and_(
        col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
    )
    amount = Activity.minutes if kpi.unit is Unit.HOURS else Activity.quantity
    key = (col(Activity.happened_on), col(Activity.kind), col(Activity.is_first))
    own: Any = (
        select(*key, func.sum(col(amount)), literal_column("100"))
        .where(*within, col(Activity.person_id) == person_id, ~exists().where(same))
        .group_by(*key)
    )
    shared: Any = (
        select(*key, col(amount), col(CreditShare.percent))
        .join(CreditShare, same)
        .where(*within, col(CreditShare.person_id) == person_id)
    )
    for question in (own, shared):
        for day, kind, is_first, value, percent in session.execute(question):
            if any(one.has(kind, is_first) for one in counts):
                yield day, (value or 0) * percent / 100 / (60 if kpi.unit is Unit.HOURS else 1)

"""How a scorecard changed against the period before it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.period import Period, PeriodType, period_of, previous
from models.scorecard.scorecard import SALES, Scorecard, scorecard_of
from models.workspace.records import Workspace


@dataclass(frozen=True, slots=True)
class Change:
    """The score (1 is exactly on target) and the sales of the period before, and what is more or less now."""

    period: Period
    until: date
    """The last day that was looked at: a running period is compared with as many days of the one before."""
    score: float | None
    sales: float | None
    score_change: float | None
    """None where one of the two periods has no score."""
    sales_change: float | None


def change_of(
    session: Session, workspace: Workspace, scorecard: Scorecard, now: datetime, at: date | None = None
) -> Change | None:
    """Against the period before, as far as this one has come; None on its first day, and before it begins."""
    period, fiscal = scorecard.period, workspace.fiscal_start_month
    last_day = min(scorecard.scope.today(now) if at is None else at, period.last_day)
    if last_day < period.start or (at is None and last_day == period.start < period.last_day):
        return None
    before = period_before(period, fiscal)
    until = min(before.last_day, before.start + (last_day - period.start))
    if last_day == period.last_day:
        until = before.last_day
    card = scorecard_of(session, workspace, scorecard.scope, before, now, until)
    score, sales = card.score.overall, card.lines[SALES].figure.value
    return Change(
        before,
        until,
        score,
        sales,
        _difference(scorecard.score.overall, score),
        _difference(scorecard.lines[SALES].figure.value, sales),
    )


def period_before(period: Period, fiscal_start_month: int = 1) -> Period:
    """The week, month, quarter or year before one; before any other stretch as many days."""
    for kind in PeriodType:
        if period_of(kind, period.start, fiscal_start_month) == period:
            return previous(period, kind, fiscal_start_month)
    return Period(period.start - timedelta(days=period.days), period.start)


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before

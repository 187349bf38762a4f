"""The trend: sales month by month beside the same months a year ago, and a simple forecast with its error."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.analysis.forecast import Forecast, forecast_of
from models.analysis.question import Question, months_between
from models.analysis.sales import Won, added_up, first_day_won, won_by_day
from models.period import Period, month_of, months_after

A_YEAR = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One month. Money is in whole units."""

    month: date
    sales: float
    deals: float
    year_ago: float | None
    """None before anything was known."""

    @property
    def change(self) -> float | None:
        """On the same month of last year; None where that was nothing."""
        return self.sales / self.year_ago - 1 if self.year_ago else None


@dataclass(frozen=True)
class Trend:
    """The analysis, of whole months."""

    months: tuple[TrendMonth, ...]
    """Oldest first: the last twelve that are known, or those of the period that was asked for where it is a year."""
    forecast: Forecast | None
    forecast_months: tuple[date, ...]
    known_months: int
    """Whole months since the first won deal."""
    running: date | None
    """The month that is not over, and so not in it."""
    left_out: Won
    """What has no value or no rate."""

    @property
    def sales(self) -> float:
        """Of all its months."""
        return sum(month.sales for month in self.months)

    @property
    def year_ago(self) -> float | None:
        """Of the same months a year ago; None where one of them is not known."""
        known = [month.year_ago for month in self.months if month.year_ago is not None]
        return sum(known) if known and len(known) == len(self.months) else None

    @property
    def change(self) -> float | None:
        """On the same months of last year."""
        return self.sales / self.year_ago - 1 if self.year_ago else None

    @property
    def best(self) -> TrendMonth | None:
        """The month with the most sales."""
        return max(self.months, key=lambda month: month.sales) if self.sales else None


def read_trend(question: Question) -> Trend:
    """Sales of the whole months of the period (at least twelve), beside those of a year ago."""
    end = month_of(min(question.period.end, question.last_day + _DAY)).start
    running = end if end < question.period.end else None
    first_known = first_day_won(question)
    if first_known is None or first_known >= end:
        return Trend((), None, (), 0, running, Won())
    first = min(months_after(end, -A_YEAR), end)
    if question.period.days > 350:
        first = question.period.start.replace(day=1)
    history = won_by_day(question, Period(min(first_known, months_after(first, -A_YEAR)), end))
    monthly = _monthly(question, history, months_between(first_known, end))
    shown = months_between(max(first, first_known), end)
    months = tuple(
        TrendMonth(
            month,
            monthly.get(month, (0.0, 0.0))[0],
            monthly.get(month, (0.0, 0.0))[1],
            monthly[ago][0] if (ago := months_after(month, -A_YEAR)) in monthly else None,
        )
        for month in shown
    )
    found = forecast_of([sales for sales, _ in monthly.values()])
    ahead = tuple(months_after(end, at) for at in range(len(found.values))) if found else ()
    return Trend(months, found, ahead, len(monthly), running, added_up(list(history.values())))


def _monthly(question: Question, days: dict[date, Won], months: list[date]) -> dict[date, tuple[float, float]]:
    """Sales and deals of each whole month since the first, also where there were none."""
    minor, deals = dict.fromkeys(months, 0.0), dict.fromkeys(months, 0.0)
    for day, won in days.items():
        month = day.replace(day=1)
        if month in minor:
            minor[month] += won.minor
            deals[month] += won.count
    return {month: (question.whole(minor[month]), deals[month]) for month in months}

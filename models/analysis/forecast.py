"""A simple forecast of a monthly series, and how far it was off when it was tried on the past.

With two years and more: the same month of last year × how much the last twelve months grew on the twelve before. With
less there is no season to go by: the mean of the last three months. Beside it stands what needs no model at all, “the
same month of last year”: a forecast that is no nearer than that says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

YEAR = 12
SEASONAL_MONTHS = 24
RECENT = 3
MOST_TESTED = 12
"""Months that are tried, the latest ones: how it was off years ago says little of now."""
AHEAD = 3
"""Months that are forecast."""
LEAST_GROWTH, MOST_GROWTH = 0.5, 2.0
"""A company that grew threefold does not do so again; nor does it vanish."""

Series = Sequence[float]
Method = Callable[[Series, int], float]
"""The value of the month `ahead` (1: the next) behind a series."""


@dataclass(frozen=True, slots=True)
class Error:
    """How far a method was off: the sum of what it was off / the sum of what there was, over the months that were tried."""

    share: float
    months: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the next months are expected to be."""

    method: str
    """`growth`: last year's month × growth; `recent`: the mean of the last three months."""
    values: tuple[float, ...]
    error: Error | None
    """None where no month could be tried yet."""
    naive: Error | None
    """Of “the same month of last year”, over the same months; None where last year is not known."""
    growth: float | None = None

    @property
    def is_better(self) -> bool | None:
        """Whether it was nearer than the same month of last year; None when that cannot be said."""
        if self.error is None or self.naive is None:
            return None
        return self.error.share < self.naive.share


def forecast_of(series: Series) -> Forecast | None:
    """The next three months behind a series of whole months, oldest first; None of fewer than three."""
    if len(series) < RECENT or not any(series):
        return None
    seasonal = len(series) >= SEASONAL_MONTHS
    method, fewest = (last_year_grown, SEASONAL_MONTHS) if seasonal else (mean_of_recent, RECENT)
    tested = list(range(fewest, len(series)))[-MOST_TESTED:]
    error = error_of(method, series, tested)
    comparable = [at for at in tested if at >= YEAR]
    naive = error_of(same_month_last_year, series, comparable) if comparable == tested else None
    values = tuple(method(series, ahead) for ahead in range(1, AHEAD + 1))
    return Forecast("growth" if seasonal else "recent", values, error, naive, growth_of(series) if seasonal else None)


def growth_of(series: Series) -> float:
    """The last twelve months / the twelve before, kept between a half and two; 1 when there was nothing before."""
    before = sum(series[-2 * YEAR : -YEAR])
    return min(MOST_GROWTH, max(LEAST_GROWTH, sum(series[-YEAR:]) / before)) if before else 1.0


def last_year_grown(series: Series, ahead: int) -> float:
    """The same month of last year × growth."""
    return same_month_last_year(series, ahead) * growth_of(series)


def mean_of_recent(series: Series, ahead: int) -> float:
    """The mean of the last three months, however far ahead."""
    return sum(series[-RECENT:]) / len(series[-RECENT:])


def same_month_last_year(series: Series, ahead: int) -> float:
    """What the same month was a year ago."""
    return series[len(series) + ahead - 1 - YEAR]


def error_of(method: Method, series: Series, months: Sequence[int]) -> Error | None:
    """How far a method was off one month ahead, each time knowing only what came before; None where nothing was."""
    actual = sum(series[at] for at in months)
    if not months or not actual:
        return None
    off = sum(abs(method(series[:at], 1) - series[at]) for at in months)
    return Error(off / actual, len(months))

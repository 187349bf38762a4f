"""How a target is spread over the days of its period: evenly over the working days (weekends and public holidays left
out), or by season where there is one; and how much of that may be asked of somebody.

8 a week is 8 in every week, and about 35 in a month.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from models.period import Period, PeriodType, period_of
from models.scorecard.pacing import Workload
from models.scorecard.reading.season import NO_SEASONS, Seasons
from models.team.calendar import Calendar, days_of

LONGER_THAN_A_MONTH = (PeriodType.QUARTER, PeriodType.YEAR)
"""Within these the season makes a difference: its share of a quarter goes to each month."""


class Part(NamedTuple):
    """So many times the target of one period lies in a stretch: for everybody, and as may be asked of this person."""

    whole: float
    asked: float


class Spread:
    """The days of one person (or, with an everyday calendar, of a team), for all their targets in a period."""

    def __init__(self, workload: Workload, fiscal_start_month: int = 1, seasons: Seasons = NO_SEASONS) -> None:
        self.workload, self.fiscal_start_month, self.seasons = workload, fiscal_start_month, seasons
        self._pattern = replace(workload.calendar, away=(), starts_on=None, ends_on=None)
        self._known: dict[tuple[PeriodType, Period, bool], Part] = {}

    def part(self, period_type: PeriodType, stretch: Period, *, is_seasonal: bool = False) -> Part:
        """How many targets of this type lie in `stretch`: 3 of a month in a quarter, about 4.2 of a week in a month."""
        is_seasonal = is_seasonal and period_type in LONGER_THAN_A_MONTH
        key = (period_type, stretch, is_seasonal)
        if key not in self._known:
            self._known[key] = self._part(period_type, stretch, is_seasonal)
        return self._known[key]

    def _part(self, period_type: PeriodType, stretch: Period, is_seasonal: bool) -> Part:
        is_even = not is_seasonal or self._is_of_whole_ones(
            period_type, stretch
        )  # of whole periods the season says nothing
        if is_even and self.workload.is_full_quota(stretch):
            whole = _periods_in(self._pattern, period_type, stretch, self.fiscal_start_month)
            return Part(whole, whole)
        whole = asked = 0.0
        for period in _periods(period_type, stretch, self.fiscal_start_month):
            season = self.seasons.before(period.start) if is_seasonal else {}
            within = period.overlap(stretch.start, stretch.end)
            assert within is not None
            if all_of_it := self._weight(period, season):
                whole += self._weight(within, season) / all_of_it
                asked += self._asked(within, season) / all_of_it
        return Part(whole, asked)

    def _is_of_whole_ones(self, period_type: PeriodType, stretch: Period) -> bool:
        return all(
            period.overlap(stretch.start, stretch.end) == period
            for period in _periods(period_type, stretch, self.fiscal_start_month)
        )

    def _weight(self, period: Period, season: Mapping[int, float]) -> float:
        if not season:
            return working_days_in(self._pattern, period)
        return sum(season[month] * days for month, days in _by_month(self._pattern, period).items())

    def _asked(self, period: Period, season: Mapping[int, float]) -> float:
        if self.workload.is_full_quota(period):
            return self._weight(period, season)
        return sum(self.workload.quota_on(day) * season.get(day.month, 1.0) for day in days_of(period))


def _periods(period_type: PeriodType, stretch: Period, fiscal_start_month: int) -> Iterator[Period]:
    """The weeks, months, quarters or years that touch a stretch of days."""
    period = period_of(period_type, stretch.start, fiscal_start_month)
    while period.start < stretch.end:
        yield period
        period = period_of(period_type, period.end, fiscal_start_month)


@lru_cache(maxsize=4096)
def _periods_in(pattern: Calendar, period_type: PeriodType, stretch: Period, fiscal_start_month: int) -> float:
    """The days of a stretch, each as its share of the period in which it lies: once for all who work on the same days."""
    total = 0.0
    for period in _periods(period_type, stretch, fiscal_start_month):
        within = period.overlap(stretch.start, stretch.end)
        if within and (days := working_days_in(pattern, period)):
            total += 1.0 if within == period else working_days_in(pattern, within) / days
    return total


@lru_cache(maxsize=16384)
def working_days_in(pattern: Calendar, period: Period) -> int:
    """Days of the pattern that are no public holidays, employed and present or not."""
    return round(sum(pattern.pattern_on(day) for day in days_of(period)))


@lru_cache(maxsize=4096)
def _by_month(pattern: Calendar, period: Period) -> Mapping[int, int]:
    """The same by month of the year, for a season."""
    days: dict[int, int] = {}
    for day in days_of(period):
        days[day.month] = days.get(day.month, 0) + round(pattern.pattern_on(day))
    return days

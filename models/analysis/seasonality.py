"""Seasonality: how much more or less than in an ordinary month is sold in each month of the year.

The index is the one that paces targets (`models/scorecard/reading/season.py`): the ratio to the centred average of
twelve months, the median of each month, normalised to a mean of 1. It wants 24 whole months. From 12 on it is told as
provisional: where no centred average reaches, the nearest one stands in.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from models.analysis.question import Question, months_between
from models.analysis.sales import won_by_day
from models.period import Period
from models.scorecard.reading.season import FEWEST_MONTHS, monthly_sales, seasonal_index
from models.scorecard.scope import ScopeKind

A_YEAR = 12
Monthly = Mapping[tuple[int, int], float]
"""Sales by year and month, in minor units."""


@dataclass(frozen=True)
class Seasonality:
    """The analysis."""

    index: Mapping[int, float]
    """By month of the year, 1 is an ordinary month; empty with fewer than twelve whole months."""
    known_months: int
    """Whole months since the first won deal."""
    years: Mapping[int, int]
    """By month of the year: how often it was seen."""
    spreads_targets: bool = False
    """Of the company and of a team it is the index by which targets are spread; of a person or a channel it is none."""

    @property
    def is_provisional(self) -> bool:
        """Fewer than 24 months."""
        return A_YEAR <= self.known_months < FEWEST_MONTHS

    @property
    def reason(self) -> str | None:
        """Why there is none: `few_months`, or `nothing_won` in any of them."""
        if self.index:
            return None
        return "few_months" if self.known_months < A_YEAR else "gaps"

    @property
    def strongest(self) -> int:
        """The month of the year in which most is sold."""
        return max(self.index, key=lambda month: self.index[month])

    @property
    def weakest(self) -> int:
        """The month of the year in which least is sold."""
        return min(self.index, key=lambda month: self.index[month])


def read_seasonality(question: Question) -> Seasonality:
    """The index from the whole months before the end of the period."""
    end = question.whole_months_end
    monthly = {month: value for month, value in _monthly(question, end).items() if date(*month, 1) < end}
    spreads = question.channel is None and question.scope.kind in (ScopeKind.WORKSPACE, ScopeKind.TEAM)
    return replace(seasonality_of(monthly, end), spreads_targets=spreads)


def seasonality_of(monthly: Monthly, end: date) -> Seasonality:
    """The index from `monthly`, up to and not including the month of `end`; months in between count as 0."""
    if not monthly:
        return Seasonality({}, 0, {})
    months = months_between(date(*min(monthly), 1), end)
    seen: defaultdict[int, int] = defaultdict(int)
    for month in months:
        seen[month.month] += 1
    if len(months) < A_YEAR:
        return Seasonality({}, len(months), seen)
    if len(months) >= FEWEST_MONTHS:
        return Seasonality(seasonal_index(monthly, end), len(months), seen)
    series = [(month.month, monthly.get((month.year, month.month), 0.0)) for month in months]
    return Seasonality(provisional_index(series), len(months), seen)


def provisional_index(series: Sequence[tuple[int, float]]) -> dict[int, float]:
    """The same index of 12 to 23 months: a month near either end is compared with the nearest centred average.

    Of exactly twelve there is no centred one: all are compared with their mean.
    """
    values = [value for _, value in series]
    centres = {
        at: (sum(values[at - 5 : at + 6]) + (values[at - 6] + values[at + 6]) / 2) / A_YEAR
        for at in range(6, len(values) - 6)
    } or {0: sum(values) / len(values)}
    ratios: defaultdict[int, list[float]] = defaultdict(list)
    for at, (month, value) in enumerate(series):
        average = centres[min(centres, key=lambda centre: abs(centre - at))]
        if average > 0:
            ratios[month].append(value / average)
    if len(ratios) < A_YEAR:
        return {}
    index = {month: median(found) for month, found in sorted(ratios.items())}
    mean = sum(index.values()) / A_YEAR
    return {month: value / mean for month, value in index.items()} if mean else {}


def _monthly(question: Question, end: date) -> Monthly:
    if question.channel is None:
        whose = None if question.is_company else question.scope.roll
        return monthly_sales(question.session, question.workspace.workspace_id, whose)
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for day, won in won_by_day(question, Period(date.min, end)).items():
        found[day.year, day.month] += won.minor
    return found

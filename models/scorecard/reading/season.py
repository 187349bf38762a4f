"""The seasonal index: how busy each month of the year is, from a team's own won value."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from statistics import median

from sqlalchemy import extract, func
from sqlmodel import Session, col, select

from models.deals.queries import of_workspace
from models.deals.records import Deal, Outcome
from models.period import month_of, months_after
from models.scorecard.scope import Scope

FEWEST_MONTHS = 24
"""Whole months of data below which there is no index."""


def season_of(session: Session, workspace_id: str, scope: Scope, before: date) -> dict[int, float]:
    """The index by month of the year (1 is ordinary), from deals won in the whole months before `before`.

    Empty with fewer than 24 months of data. A person's season is that of the deals they share in: use their team's.
    """
    end = month_of(before).start
    year, month = extract("year", col(Deal.closed_on)), extract("month", col(Deal.closed_on))
    people = scope.ids
    won = (
        select(year, month, func.sum(col(Deal.reporting_minor)))
        .where(*of_workspace(workspace_id, people), Deal.outcome == Outcome.WON, col(Deal.closed_on) < end)
        .group_by(year, month)
    )
    return seasonal_index({(int(y), int(m)): float(value or 0) for y, m, value in session.exec(won)}, end)


def seasonal_index(monthly: Mapping[tuple[int, int], float], end: date) -> dict[int, float]:
    """Ratio to the centred 12-month moving average, the median of each month, normalised to a mean of 1.

    `monthly` by year and month, up to and not including the month of `end`; months in between count as 0.
    """
    if not monthly:
        return {}
    month, series = date(*min(monthly), 1), []
    while month < end:
        series.append((month.month, monthly.get((month.year, month.month), 0.0)))
        month = months_after(month, 1)
    if len(series) < FEWEST_MONTHS:
        return {}
    ratios: dict[int, list[float]] = defaultdict(list)
    for at in range(6, len(series) - 6):
        around = [value for _, value in series[at - 6 : at + 7]]
        average = (sum(around[1:-1]) + (around[0] + around[-1]) / 2) / 12
        if average > 0:
            ratios[series[at][0]].append(series[at][1] / average)
    if len(ratios) < 12:
        return {}
    index = {month: median(found) for month, found in sorted(ratios.items())}
    mean = sum(index.values()) / 12
    return {month: value / mean for month, value in index.items()} if mean else {}

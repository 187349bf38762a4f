"""The seasonal index: how busy each month of the year is, from a team's own won value."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, extract, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from models.deals.queries import of_workspace, theirs
from models.deals.records import Deal, Outcome
from models.period import Period, month_of, months_after
from models.prepared import AT_ONCE, Prepared, PreparedForSome, fetch, fetch_some
from models.scorecard.scope import stays_in_team
from models.team.membership import Roll, Stay
from models.workspace.records import Workspace

FEWEST_MONTHS = 24
"""Whole months of data below which there is no index."""
A_MONTH = 31
"""Days. Within one month the season is the same every day, and makes no difference."""
LEAST = 0.01
"""What a month in which nothing was ever won is to a target: a quarter made of such months keeps its target and its pace."""


class Seasons:
    """The seasonal index of one group of sellers at any moment; their sales are read when it is first asked for."""

    def __init__(self, read: Callable[[], Mapping[tuple[int, int], float]]) -> None:
        self._read = read
        self._known: dict[date, dict[int, float]] = {}

    @cached_property
    def monthly(self) -> Mapping[tuple[int, int], float]:
        """Won value by year and month."""
        return self._read()

    def before(self, day: date) -> dict[int, float]:
        """The index by month of the year (1 is ordinary), from the whole months before `day`; empty with fewer than 24."""
        end = month_of(day).start
        if end not in self._known:
            earlier = {month: value for month, value in self.monthly.items() if date(*month, 1) < end}
            self._known[end] = {month: max(value, LEAST) for month, value in seasonal_index(earlier, end).items()}
        return self._known[end]

    def in_pace_of(self, period: Period) -> dict[int, float]:
        """The index by which a period is paced: from before it began, as its months have it, so that a weak year does
        not lower what it expects. Empty for a month or less: there it is the same every day."""
        return self.before(period.start) if period.days > A_MONTH else {}


NO_SEASONS = Seasons(dict)


class SeasonBook:
    """The seasons of a workspace's teams. A person has those of their team, in every scorecard in which they stand."""

    def __init__(self, session: Session, workspace: Workspace) -> None:
        self._session, self._workspace = session, workspace
        self._known: dict[str, Seasons] = {}

    def of_stay(self, stay: Stay) -> Seasons:
        """Of the team in which somebody is; without a team, of their own deals."""
        if stay.place.team_id:
            return self.of_team(stay.place.team_id)
        person = stay.person
        return self._kept(person.id, lambda: Roll([Stay(person.id, person, stay.place)]))

    def of_team(self, team_id: str) -> Seasons:
        """Of the deals in which somebody has a share who was in the team when they were won."""
        workspace_id = self._workspace.workspace_id
        return self._kept(team_id, lambda: Roll(stays_in_team(self._session, workspace_id, team_id)))

    def of_company(self) -> Seasons:
        """Of all deals."""
        return self._kept("", lambda: None)

    def _kept(self, key: str, whose: Callable[[], Roll | None]) -> Seasons:
        if key not in self._known:
            workspace_id = self._workspace.workspace_id
            self._known[key] = Seasons(lambda: monthly_sales(self._session, workspace_id, whose()))
        return self._known[key]


def monthly_sales(session: Session, workspace_id: str, whose: Roll | None) -> dict[tuple[int, int], float]:
    """Won value by year and month, of the deals in which one of these has a share (everybody's for None)."""
    asked = {"workspace_id": workspace_id}
    if whose is None:
        rows = fetch(session, _MONTHLY, asked)
    elif not whose.movers and len(whose.stays) <= AT_ONCE:  # a sum over two lists would count a shared deal twice
        rows = fetch_some(session, _MONTHLY_OF, asked, person_id=whose.ids or ())
    else:
        rows = list(session.execute(_by_month(_theirs(workspace_id, whose))))
    return {(int(year), int(month)): float(value or 0) for year, month, value in rows}


def _by_month(*which: ColumnElement[bool]) -> Any:
    year, month = extract("year", col(Deal.closed_on)), extract("month", col(Deal.closed_on))
    won = (col(Deal.outcome) == Outcome.WON.value, col(Deal.closed_on).is_not(None))
    return sa_select(year, month, func.sum(col(Deal.reporting_minor))).where(*which, *won).group_by(year, month)


_HERE = (col(Deal.workspace_id) == bindparam("workspace_id"), col(Deal.removed_at).is_(None))
_MONTHLY = Prepared(_by_month(*_HERE))
_MONTHLY_OF = PreparedForSome(lambda one_of: _by_month(*_HERE, theirs(one_of)))


def _theirs(workspace_id: str, whose: Roll) -> ColumnElement[bool]:
    """Deals of these; of who moved those that closed while they were there."""
    parts = [and_(*of_workspace(workspace_id, whose.settled))]
    for stay in whose.stays:
        if stay.person.id in whose.movers:
            was_there = (col(Deal.closed_on) >= stay.first, col(Deal.closed_on) < stay.end)
            parts.append(and_(*of_workspace(workspace_id, [stay.person.id]), *was_there))
    return or_(*parts)


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

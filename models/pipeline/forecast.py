"""The forecast by month: commit and best case, what was forecast before for that month, and how far off that was.

Of a month, as of the end of a day:

- commit: won in the month so far + the full value of the open deals expected to close in it that are as good as certain,
  which is a probability of at least 75 % (a workspace whose last stage is below that: of at least that stage's)
- best case: won so far + the full value of every open deal that is expected to close in it
- expected: won so far + their weighted value

What was forecast before is taken from the history: what was open at the end of the day before the month began, with the
stage, value, probability and expected close that each deal had on that day. Nothing has to be stored for it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from models.deals.queries import of_workspace
from models.deals.records import Deal, StageChange
from models.deals.stages import Stages
from models.period import Period, month_of, months_after
from models.pipeline.open_deals import PipelineDeal, total_of
from models.pipeline.past import Past
from models.scorecard.formulas import WON
from models.scorecard.kpis import Source
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

CERTAIN = 75
"""Percent."""
MONTHS_BEHIND, MONTHS_AHEAD = 3, 2


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a month comes to, as seen at the end of a day. Money is in minor units of the reporting currency."""

    commit: float
    expected: float
    best: float


@dataclass(frozen=True, slots=True)
class MonthForecast:
    """A month: what is seen now, and what was seen just before it began."""

    month: Period
    won: float
    """In it, so far."""
    now: Forecast
    before: Forecast | None
    """As of the end of the day before it began; of the months to come as of that before the running one. None when nothing
    of that time is known."""
    is_over: bool

    @property
    def off(self) -> float | None:
        """Of a month that is over: won / the commit of before − 1: −0.2 is 20 % less than was forecast."""
        return _off(self.won, self.before.commit) if self.is_over and self.before else None

    @property
    def off_expected(self) -> float | None:
        """The same against what was expected before, by the weighted value."""
        return _off(self.won, self.before.expected) if self.is_over and self.before else None


def commit_from(stages: Stages, day: date) -> int:
    """The probability (percent) from which a deal is as good as certain on `day`."""
    last = stages.probability(stages.keys[-1], day)
    return min(CERTAIN, CERTAIN if last is None else last)


def forecast_of(month: Period, deals: Sequence[PipelineDeal], won: float, certain: int) -> Forecast:
    """What `month` comes to with these open deals and what is won in it already."""
    in_it = [one for one in deals if one.expected_close is not None and one.expected_close in month]
    sure = [one for one in in_it if (one.deal.probability or 0) >= certain]
    total = total_of(in_it)
    return Forecast(won + total_of(sure).value, won + total.weighted, won + total.value)


def first_eve(day: date) -> date:
    """The first of the days as of which a forecast of `day` looks back."""
    return months_after(day.replace(day=1), -MONTHS_BEHIND) - timedelta(days=1)


def forecasts(session: Session, workspace: Workspace, past: Past, deals: Sequence[PipelineDeal]) -> list[MonthForecast]:
    """The three months before that of the day of `past`, that one, and the two after it; `deals` are those open on it.

    `past` goes back to the `first_eve` of its day.
    """
    scope, day = past.scope, past.day
    first = day.replace(day=1)
    months = [month_of(months_after(first, ahead)) for ahead in range(-MONTHS_BEHIND, MONTHS_AHEAD + 1)]
    won = _won_by_month(session, workspace, scope, Period(months[0].start, day + timedelta(days=1)), day)
    known_since = _known_since(session, workspace.workspace_id, scope)
    seen: dict[date, list[PipelineDeal]] = {}
    found = []
    for month in months:
        eve = min(month.start, first) - timedelta(days=1)
        if eve not in seen:
            seen[eve] = past.open_on(eve, Period(month.start, month.end if month.start < first else months[-1].end))
        in_it, is_over = won.get(month.start, 0.0), month.end <= first
        now = forecast_of(month, () if is_over else deals, in_it, commit_from(past.stages, day))
        is_known = known_since is not None and known_since <= eve
        before = forecast_of(month, seen[eve], 0, commit_from(past.stages, eve)) if is_known else None
        found.append(MonthForecast(month, in_it, now, before, is_over))
    return found


def _won_by_month(session: Session, workspace: Workspace, scope: Scope, period: Period, day: date) -> dict[date, float]:
    """The scope's part of what was won, by the first day of the month."""
    facts = read_facts(session, workspace, scope, period, day, {Source.DEALS}, with_firsts=False).together()
    won: dict[date, float] = defaultdict(float)
    for part in facts.deals_of(WON):
        won[part.deal.closed_on.replace(day=1)] += (part.deal.reporting_minor or 0) * part.share
    return won


def _known_since(session: Session, workspace_id: str, scope: Scope) -> date | None:
    """The first day of the scope's first deal: before it nothing could be forecast."""
    first = select(func.min(col(StageChange.happened_on))).where(
        StageChange.workspace_id == workspace_id, col(StageChange.undone_at).is_(None)
    )
    if scope.ids is not None:
        theirs = select(col(Deal.id)).where(*of_workspace(workspace_id, scope.ids))
        first = first.where(col(StageChange.deal_id).in_(theirs))
    return session.exec(first).one()


def _off(came: float, forecast: float) -> float | None:
    return came / forecast - 1 if forecast else None

"""What is asked of an analysis: of whom, of which period, by which channel, and as of which day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from models.analysis.table import Usual
from models.money import decimals_of
from models.period import Period, month_of, months_after, quarter_of, year_of
from models.scorecard.scope import Scope, ScopeKind
from models.workspace.records import Workspace

MOST_BUCKETS = 20
"""Points of one series that Slack's charts take."""


@dataclass(frozen=True)
class Question:
    """One analysis as somebody asks for it."""

    session: Session
    workspace: Workspace
    scope: Scope
    period: Period
    today: date
    """Where the subject's periods begin and end."""
    last_day: date
    """The last day that anybody in it may have logged for."""
    channel: str | None = None

    @property
    def is_company(self) -> bool:
        """Costs are entered for the company as a whole: only of it are they told."""
        return self.scope.kind is ScopeKind.WORKSPACE

    @property
    def seen(self) -> Period | None:
        """The days of the period that have begun; None of one that lies ahead."""
        return self.period.overlap(self.period.start, self.last_day + timedelta(days=1))

    @property
    def whole_months_end(self) -> date:
        """The day after the last whole month of the period: today's is not over, also on its last day."""
        return month_of(min(self.period.end, self.today)).start

    @property
    def year(self) -> Period:
        """The twelve months that end with the period, or with today while it runs."""
        end = min(self.period.end, self.last_day + timedelta(days=1))
        return Period(months_after(end, -12), end)

    @property
    def year_before(self) -> Period:
        """The twelve months before those."""
        return Period(months_after(self.year.end, -24), self.year.start)

    def whole(self, minor: float) -> float:
        """Minor units as whole units of the reporting currency, to the cent."""
        return round(minor / float(10 ** decimals_of(self.workspace.currency)), 2)


def usual_period(usual: Usual, today: date, fiscal_start_month: int) -> Period:
    """The period of an analysis when none was said. In its first month the year says nothing yet: the one before is meant."""
    if usual is Usual.THIS_YEAR:
        return year_of(months_after(today, -1), fiscal_start_month)
    running = month_of(today)
    end = running.end if usual is Usual.UNTIL_NOW else running.start
    return Period(months_after(end, -12), end)


def buckets_of(period: Period, fiscal_start_month: int = 1) -> list[Period]:
    """The period cut into months; into fiscal quarters or years where there would be more than twenty.

    What sticks out at either end is cut off, so that the parts add up to the period.
    """
    months = _cut(period, month_of)
    if len(months) <= MOST_BUCKETS:
        return months
    quarters = _cut(period, lambda day: quarter_of(day, fiscal_start_month))
    if len(quarters) <= MOST_BUCKETS:
        return quarters
    return _cut(period, lambda day: year_of(day, fiscal_start_month))


def months_between(first: date, end: date) -> list[date]:
    """The first days of the whole months from that of `first` up to, and not including, that of `end`."""
    month, found = first.replace(day=1), []
    while month < end.replace(day=1):
        found.append(month)
        month = months_after(month, 1)
    return found


def _cut(period: Period, whole: Callable[[date], Period]) -> list[Period]:
    found, day = [], period.start
    while day < period.end:
        part = whole(day).overlap(period.start, period.end)
        assert part is not None
        found.append(part)
        day = part.end
    return found

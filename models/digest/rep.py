"""One rep's week in a digest: what was measured of it, and whether anything may be said of it yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.period import Period, week_of
from models.scorecard.pacing import BEST_ATTAINMENT
from models.team.calendar import Calendar

WEEK_KPIS = ("first_meetings", "follow_ups", "proposals")
"""What somebody can do something about this week, in the order of the sales process."""
MONTH_KPI = "sales_by_channel"
"""Sales are looked at over the month: one week says little."""
FEWEST_DAYS = 3
"""At work in the week, before anybody is called or praised; for who works fewer days a week, all of theirs."""
FEWEST_DONE = 3
"""Praise for one meeting in a week of one day would be praise for nothing."""


def is_enough(days_worked: float, usual_days: int) -> bool:
    """Three days, or all of theirs: before that a week says nothing of anybody."""
    return days_worked >= min(FEWEST_DAYS, usual_days) > 0


def says_something(calendar: Calendar, today: date) -> bool:
    """Whether the running week does of who works by this calendar, today included: on Wednesday, in an ordinary one."""
    so_far = Period(week_of(today).start, today + timedelta(days=1))
    return is_enough(calendar.capacity(so_far), calendar.working_days.count("1"))


@dataclass(frozen=True)
class Measured:
    """One KPI of somebody's week; of the month of the digest when its target is one of a month (sales: always)."""

    kpi: str
    actual: float
    target: float | None = None
    attainment: float | None = None
    """Against the target (of a month: against what was expected to date); None without a target or too early."""
    of_month: bool = False
    by_others: float = 0
    """Of a team: the part of `actual` that people without the target added; the rest is compared with it."""
    tells_of_others: bool = True
    """Whether that may be said: not of one colleague alone."""
    expected: float | None = None
    """To date; None where nothing was."""


@dataclass(frozen=True)
class RepWeek:
    """One rep's week in a digest."""

    person_id: str
    name: str
    slack_user_id: str | None
    measured: tuple[Measured, ...]
    days_worked: float
    """Of the running week: up to and with today."""
    entries: int
    """Everything they logged for the week, of any kind."""
    won: float = 0
    """Value of the deals won in the week, in whole units of the reporting currency."""
    won_from: tuple[str, ...] = ()
    """The customers whose deals these are, by name: for who manages them, not for a channel."""
    counts_from: date | None = None
    """Since when Koers knows them, in their first two weeks: they are welcomed, and not judged."""
    is_first: bool = False
    """It is the week in which they logged for the first time."""
    usual_days: int = 5
    """How many days a week they work."""
    came_back: bool = False
    """They were away for all of the week before: they are let be for a week."""
    works_later: bool = False
    """Of the running week: not at work yet, and will be."""
    has_gone: bool = False
    """Since then they left, or went to another team: what they did counts, and nobody here is asked to help them."""
    open_deal: str | None = None
    """The customer of their largest open deal; empty when they have none, None where it was not looked up."""

    @property
    def is_away(self) -> bool:
        """Not at work on any day of the week."""
        return self.days_worked == 0 and not self.works_later

    @property
    def has_worked_enough(self) -> bool:
        """Enough for the week to say something of them."""
        return is_enough(self.days_worked, self.usual_days)

    @property
    def may_be_called(self) -> bool:
        """Whether it may be said of them that they are on course, behind or silent."""
        return self.has_worked_enough and self.counts_from is None and not self.came_back and not self.has_gone

    @property
    def score(self) -> float | None:
        """Mean attainment, each at most 150 %; None when nothing has a target."""
        counted = [min(one.attainment, BEST_ATTAINMENT) for one in self.measured if one.attainment is not None]
        return sum(counted) / len(counted) if counted else None

    @property
    def behind_with(self) -> list[Measured]:
        """What is below its target, the furthest first."""
        below = [one for one in self.measured if one.attainment is not None and one.attainment < 1]
        return sorted(below, key=lambda one: one.attainment or 0)

    @property
    def strength(self) -> Measured | None:
        """What they did best of what leads to results: three or more of it, its target reached, in a week of three days."""
        enough = [
            one
            for one in self.measured
            if one.kpi in WEEK_KPIS and one.actual >= FEWEST_DONE and (one.attainment or 0) >= 1
        ]
        return max(enough, key=lambda one: one.attainment or 0, default=None) if self.has_worked_enough else None

    @property
    def has_won(self) -> bool:
        """Whether a deal of theirs was won in the week, also one without a value."""
        return self.won > 0 or bool(self.won_from)

    @property
    def is_silent(self) -> bool:
        """At work, and nothing logged: unknown, which is not the same as nothing done."""
        return self.may_be_called and self.entries == 0 and not self.has_won

    @property
    def has_targets(self) -> bool:
        """Whether anything of the week has a target."""
        return any(one.target for one in self.measured)

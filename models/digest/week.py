"""A team's week: who needs help and why, who deserves praise, and what is missing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.period import Period
from models.plan.queries import PlanProgress
from models.scorecard.pacing import AHEAD_FROM, AT_RISK_BELOW, BEHIND_BELOW, BEST_ATTAINMENT, as_whole

WEEK_KPIS = ("first_meetings", "follow_ups", "proposals")
"""What somebody can do something about this week, in the order of the sales process."""
MONTH_KPI = "sales_by_channel"
"""Sales are looked at over the month: one week says little."""
MOST_HELPED = 5
MOST_PRAISED = 3
FEWEST_DAYS = 3
FEWEST_DONE = 3
"""Praise for one meeting in a week of one day would be praise for nothing."""


@dataclass(frozen=True)
class Measured:
    """One KPI of somebody's week; of the month to date when its target is one of a month (sales: always)."""

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


@dataclass(frozen=True)
class RepWeek:
    """One rep's week in a digest."""

    person_id: str
    name: str
    slack_user_id: str | None
    measured: tuple[Measured, ...]
    days_worked: float
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

    @property
    def score(self) -> float | None:
        """Mean attainment, each at most 150 %; None when nothing has a target."""
        counted = [min(one.attainment, BEST_ATTAINMENT) for one in self.measured if one.attainment is not None]
        return sum(counted) / len(counted) if counted else None

    @property
    def worst(self) -> Measured | None:
        """What is furthest below its target."""
        with_target = [one for one in self.measured if one.attainment is not None]
        return min(with_target, key=lambda one: one.attainment or 0, default=None)

    @property
    def strength(self) -> Measured | None:
        """What they did best of what leads to results: three or more of it, its target reached, in a week of three days."""
        enough = [
            one
            for one in self.measured
            if one.kpi in WEEK_KPIS and one.actual >= FEWEST_DONE and (one.attainment or 0) >= 1
        ]
        if self.days_worked < FEWEST_DAYS:
            return None
        return max(enough, key=lambda one: one.attainment or 0, default=None)

    @property
    def has_won(self) -> bool:
        """Whether a deal of theirs was won in the week, also one without a value."""
        return self.won > 0 or bool(self.won_from)

    @property
    def is_silent(self) -> bool:
        """At work, and nothing logged: unknown, which is not the same as nothing done. Not of who has just begun."""
        return self.counts_from is None and self.days_worked > 0 and self.entries == 0 and not self.has_won

    @property
    def has_targets(self) -> bool:
        """Whether anything of the week has a target."""
        return any(one.target for one in self.measured)


@dataclass(frozen=True)
class WeakGoal:
    """An open goal that could be sharper."""

    number: int
    title: str
    weakness: str
    """`no_kpi`, `only_lag` or `not_influenced`."""
    kpis: tuple[str, ...] = ()
    """Keys of its KPIs: a goal that nobody named goes by these."""


class Headline(StrEnum):
    """The one sentence above the digest."""

    WELCOME = "welcome"
    NOBODY = "nobody"
    NO_TARGETS = "no_targets"
    SILENT = "silent"
    SOME_SILENT = "some_silent"
    ALL_ON_COURSE = "all_on_course"
    ONE_STANDS_OUT = "one_stands_out"
    MOST_ON_COURSE = "most_on_course"
    MOST_BEHIND = "most_behind"
    ONLY_SALES = "only_sales"
    """Nobody is on course over all their figures, and yet the sales of all together are."""


@dataclass(frozen=True)
class TeamWeek:
    """The week of several reps."""

    period: Period
    month: Period
    reps: tuple[RepWeek, ...]
    totals: tuple[Measured, ...]
    currency: str
    weak_goals: tuple[WeakGoal, ...] = ()
    """For the manager alone."""
    plan: PlanProgress | None = None
    """How far the company's improvement plan is; for the manager."""
    has_channel: bool = False
    """Whether somebody in it can be praised in the channel of their team; for the manager."""
    left_out: tuple[str, ...] = ()
    """Names of reps whose figures could not be computed."""

    @property
    def present(self) -> list[RepWeek]:
        """Who worked at least half a day."""
        return [rep for rep in self.reps if rep.days_worked > 0]

    @property
    def settled(self) -> list[RepWeek]:
        """Those of them who have been with Koers for longer than two weeks."""
        return [rep for rep in self.present if rep.counts_from is None]

    @property
    def beginners(self) -> list[RepWeek]:
        """Who has just begun, whether at work or not."""
        return [rep for rep in self.reps if rep.counts_from is not None]

    @property
    def first_logged(self) -> list[RepWeek]:
        """Who logged for the first time: worth a word."""
        return [rep for rep in self.beginners if rep.is_first]

    @property
    def need_help(self) -> list[RepWeek]:
        """Who is at risk or behind and was at work, the furthest behind first. Silent ones are another matter."""
        below = [
            rep for rep in self.settled if not rep.is_silent and rep.score is not None and rep.score < AT_RISK_BELOW
        ]
        return sorted(below, key=lambda rep: (rep.score or 0, rep.name))

    @property
    def deserve_praise(self) -> list[RepWeek]:
        """Who is ahead by what they did themselves, the best first; wins are told of besides."""
        good = [rep for rep in self.present if (rep.score or 0) >= AHEAD_FROM and rep.strength is not None]
        return sorted(good, key=lambda rep: (-(rep.score or 0), rep.name))

    @property
    def winners(self) -> list[RepWeek]:
        """Everybody who won business, the most first: however the rest of their week went, and also who was away."""
        return sorted((rep for rep in self.reps if rep.has_won), key=lambda rep: (-rep.won, rep.name))

    @property
    def first_praised(self) -> str:
        """The id of who deserves it most; empty without anybody."""
        return next((rep.person_id for rep in (*self.deserve_praise, *self.winners)), "")

    @property
    def has_anything(self) -> bool:
        """Whether anybody logged anything or won business: without it there is nothing to tell a channel."""
        return any(rep.entries or rep.has_won for rep in self.reps)

    @property
    def silent(self) -> list[RepWeek]:
        """Who logged nothing though at work."""
        return [rep for rep in self.present if rep.is_silent]

    @property
    def without_targets(self) -> list[RepWeek]:
        """Who was at work and has nothing to measure the week against."""
        return [rep for rep in self.settled if not rep.has_targets]

    @property
    def on_course(self) -> list[RepWeek]:
        """Who is on track or ahead."""
        return [
            rep for rep in self.settled if rep.score is not None and rep.score >= AT_RISK_BELOW and not rep.is_silent
        ]

    @property
    def measured(self) -> list[RepWeek]:
        """Of how many it can be said whether they are on course."""
        return [rep for rep in self.settled if rep.score is not None]

    @property
    def weakest(self) -> Measured | None:
        """What all of them together are behind with, though each may make up for it elsewhere."""
        behind = [one for one in self.totals if one.attainment is not None and one.attainment < BEHIND_BELOW]
        return min(behind, key=lambda one: one.attainment or 0, default=None)

    @property
    def headline(self) -> Headline:
        """What matters most this week."""
        if self.beginners and not self.settled:
            return Headline.WELCOME
        if not self.present:
            return Headline.NOBODY
        if len(self.silent) == len(self.settled):
            return Headline.SILENT
        if not self.measured:
            return Headline.NO_TARGETS
        if not self.need_help:
            return Headline.SOME_SILENT if self.silent else Headline.ALL_ON_COURSE
        if not self.on_course and self._sells_on_course:
            return Headline.ONLY_SALES
        if len(self.need_help) == 1:
            return Headline.ONE_STANDS_OUT
        is_most = len(self.on_course) * 2 >= len(self.measured)
        return Headline.MOST_ON_COURSE if is_most else Headline.MOST_BEHIND

    @property
    def _sells_on_course(self) -> bool:
        """Whether the sales of all together are on course in the month so far."""
        return any(one.kpi == MONTH_KPI and (one.attainment or 0) >= AT_RISK_BELOW for one in self.totals)

    def figures(self) -> dict[str, float]:
        """What is published, by KPI: kept with the delivery, so that a later change can be told."""
        return {one.kpi: one.actual for one in self.totals}

    def targets(self) -> dict[str, float]:
        """What that is compared with, where there is a target, as it is read: kept in the same way."""
        return {one.kpi: float(as_whole(one.target)) for one in self.totals if one.target is not None}

"""A team's week: who needs help and why, who deserves praise, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.digest.at_stake import DealAtStake
from models.digest.rep import MONTH_KPI, Measured, RepWeek
from models.digest.waiting import NOTHING_WAITS, Waiting
from models.newcomers.standing import Progress
from models.period import Period
from models.plan.queries import PlanProgress
from models.scorecard.kpis import Quadrant
from models.scorecard.pacing import (
    AHEAD_FROM,
    AT_RISK_BELOW,
    BEHIND_BELOW,
    TOO_EARLY_BELOW,
    Status,
    as_whole,
    status_at,
)

MOST_HELPED = 5
MOST_PRAISED = 3


@dataclass(frozen=True)
class WeakGoal:
    """An open goal that could be sharper."""

    number: int
    title: str
    weakness: str
    """`no_kpi`, `only_lag` or `not_influenced`."""
    kpis: tuple[str, ...] = ()
    """Keys of its KPIs: a goal that nobody named goes by these."""


@dataclass(frozen=True)
class Change:
    """What everybody did together in the week, and in the one before it."""

    kpi: str
    actual: float
    before: float
    """Of a running week: as far as that one had come on the same weekday."""


@dataclass(frozen=True)
class QuadrantWeek:
    """A quadrant of the month's scorecard of everybody together, against what was to be expected of it by then."""

    quadrant: Quadrant
    score: float
    """As the scorecard has it: 1 is exactly on target."""
    expected: float
    """What that score would be with everything exactly on pace; 1 when the month is over."""
    worst: str | None
    """The KPI that holds it back most."""

    @property
    def status(self) -> Status:
        """The score against what was to be expected."""
        if self.expected < TOO_EARLY_BELOW:
            return Status.TOO_EARLY
        return status_at(self.score / self.expected)


@dataclass(frozen=True)
class AwayNow:
    """Who is not there in the week in which a digest is read."""

    name: str
    first_day: date
    back_on: date
    """The first day on which they are at work again."""
    all_week: bool
    """All that is left of it."""
    one_day: bool = False


class Headline(StrEnum):
    """The one sentence above the digest."""

    WELCOME = "welcome"
    NOBODY = "nobody"
    NO_TARGETS = "no_targets"
    TOO_EARLY = "too_early"
    """The week has hardly begun, or had too few working days: nothing can be said of anybody."""
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
    """The week of several reps; weak goals and deals at stake are for the manager alone."""

    period: Period
    month: Period
    reps: tuple[RepWeek, ...]
    totals: tuple[Measured, ...]
    currency: str
    weak_goals: tuple[WeakGoal, ...] = ()
    plan: PlanProgress | None = None
    """How far the company's improvement plan is; for the manager."""
    has_channel: bool = False
    """Whether somebody in it can be praised in the channel of their team; for the manager."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Names by id of reps whose figures could not be computed."""
    told_until: date | None = None
    """The last day of the month that its figures look at; None: all of it."""
    is_running: bool = False
    """The week is not over."""
    changes: tuple[Change, ...] = ()
    """Against the week before, in the order of the sales process; sales are the value won in the week."""
    quadrants: tuple[QuadrantWeek, ...] = ()
    """Of the month; for the manager."""
    at_stake: tuple[DealAtStake, ...] = ()
    waiting: Waiting = NOTHING_WAITS
    """What waits for the manager."""
    newcomers: tuple[Progress, ...] = ()
    """Whose first 90 days run; for who leads them."""
    away: tuple[AwayNow, ...] = ()
    """In the week in which it is read; for the manager."""
    praisable: frozenset[str] = frozenset()
    """Ids of who can be praised in the channel of their team."""
    coached: frozenset[str] = frozenset()
    """Ids of those with whom the reader has the 1-2-1s."""

    @property
    def month_is_over(self) -> bool:
        """Whether the figures of the month are those of all of it."""
        return self.told_until is None or self.told_until >= self.month.last_day

    @property
    def present(self) -> list[RepWeek]:
        """Who worked at least half a day; of the running week also who still will."""
        return [rep for rep in self.reps if not rep.is_away]

    @property
    def judged(self) -> list[RepWeek]:
        """Of whom something may be said: here for longer than two weeks, not just back, at work for three days."""
        return [rep for rep in self.reps if rep.may_be_called]

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
        below = [rep for rep in self.measured if not rep.is_silent and (rep.score or 0) < AT_RISK_BELOW]
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
    def says_nothing(self) -> bool:
        """Whether a manager could do nothing with it: nobody to help, praise or ask, no win, no deal, nothing missing."""
        people = (self.need_help, self.deserve_praise, self.winners, self.silent, self.without_targets, self.beginners)
        return not any((*people, self.at_stake, self.weak_goals, self.waiting, self.away, self.left_out, self.weakest))

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
        return [rep for rep in self.judged if (rep.score or 0) >= AT_RISK_BELOW and not rep.is_silent]

    @property
    def measured(self) -> list[RepWeek]:
        """Of how many it can be said whether they are on course."""
        return [rep for rep in self.judged if rep.score is not None]

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
        if not self.judged:
            return Headline.TOO_EARLY
        if len(self.silent) == len(self.judged):
            return Headline.SILENT
        if not self.measured:
            return Headline.TOO_EARLY if any(rep.has_targets for rep in self.judged) else Headline.NO_TARGETS
        if not self.need_help:
            return Headline.SOME_SILENT if self.silent else Headline.ALL_ON_COURSE
        if not self.on_course and self.sells_on_course:
            return Headline.ONLY_SALES
        if len(self.need_help) == 1:
            return Headline.ONE_STANDS_OUT
        is_most = len(self.on_course) * 2 >= len(self.measured)
        return Headline.MOST_ON_COURSE if is_most else Headline.MOST_BEHIND

    @property
    def sells_on_course(self) -> bool:
        """Whether the sales of all together are on course in the month so far."""
        return any(one.kpi == MONTH_KPI and (one.attainment or 0) >= AT_RISK_BELOW for one in self.totals)

    def figures(self) -> dict[str, float]:
        """What is published, by KPI: kept with the delivery, so that a later change can be told."""
        return {one.kpi: one.actual for one in self.totals}

    def targets(self) -> dict[str, float]:
        """What that is compared with, where there is a target, as it is read: kept in the same way."""
        return {one.kpi: float(as_whole(one.target)) for one in self.totals if one.target is not None}

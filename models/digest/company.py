"""A company's week for who leads managers: by team, by manager, towards the quarter, and what is at stake by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.digest.at_stake import DealAtStake
from models.digest.rep import Measured, RepWeek
from models.digest.slipping import Slips
from models.digest.week import TeamWeek
from models.period import Period
from models.scorecard.pacing import AT_RISK_BELOW, BEHIND_BELOW, BEST_ATTAINMENT


@dataclass(frozen=True)
class TeamStanding:
    """One team in its leader's digest."""

    name: str
    """Empty: those who are in no team."""
    managers: tuple[str, ...]
    week: TeamWeek

    @property
    def score(self) -> float | None:
        """How the team stands together: the mean over its figures of what was done of what was to be expected by then.

        Each at most 150 %. Of a team with people who have just begun, over the others; None when nothing can be said.
        """
        if not self.week.measured:
            return None
        reached = (_reached_by(self.week.measured) if self.week.beginners else _reached(self.week.totals)).values()
        return sum(min(one, BEST_ATTAINMENT) for one in reached) / len(reached) if reached else None

    @property
    def is_on_course(self) -> bool:
        """Whether together it reached what makes one rep on track, and at least half of its people are."""
        half = len(self.week.on_course) * 2 >= len(self.week.measured)
        return self.score is not None and self.score >= AT_RISK_BELOW and half

    @property
    def behind_with(self) -> tuple[Measured, ...]:
        """The two things in which the team as a whole is furthest behind."""
        below = [one for one in self.week.totals if one.attainment is not None and one.attainment < AT_RISK_BELOW]
        return tuple(sorted(below, key=lambda one: one.attainment or 0)[:2])

    @property
    def sales(self) -> Measured | None:
        """Of the month, against the target of the month."""
        return next((one for one in self.week.totals if one.kpi == "sales_by_channel"), None)


@dataclass(frozen=True)
class ManagerStanding:
    """What a manager did for their people in a month; whether talks and reviews are held, never what was said."""

    name: str
    people: int
    talks_held: int
    talks_due: int
    """What could have been held by now, at two a month for each of them."""
    reviews_held: int
    """Of the month before: shared with the rep."""
    reviews_due: int
    is_away: bool = False

    @property
    def is_silent(self) -> bool:
        """Neither coached nor reviewed, though something of it was due."""
        due = self.talks_due + self.reviews_due
        return due > 0 and self.talks_held + self.reviews_held == 0


@dataclass(frozen=True)
class Forecast:
    """The quarter: what was won, and what open deals that close in it are worth by their probability."""

    quarter: Period
    won: float
    weighted: float
    target: float | None
    """None when nobody has a sales target."""
    low: float
    """In eight of ten cases it comes to between this and `high`: see `forecast_in`."""
    high: float
    deals: int = 0
    """Open deals with a value that are to close in the quarter."""
    is_over: bool = False
    """The quarter has ended: what was won is what it came to."""
    slips: Slips = field(default_factory=Slips)
    """How deals slipped in the year before; `low` reckons with it where enough of them are on record."""

    @property
    def won_share(self) -> float | None:
        """What was won, of the target."""
        return self.won / self.target if self.target else None

    @property
    def expected(self) -> float:
        """In whole units of the reporting currency. Simple: it knows nothing of deals that are yet to be found."""
        return self.won + self.weighted

    @property
    def share(self) -> float | None:
        """Of the target."""
        return self.expected / self.target if self.target else None


@dataclass(frozen=True)
class CompanyWeek:
    """Everything in the digest of somebody who leads managers."""

    week: TeamWeek
    """Of everybody together."""
    teams: tuple[TeamStanding, ...]
    """Who needs help most comes first."""
    managers: tuple[ManagerStanding, ...]
    """Who did least comes first."""
    forecast: Forecast
    deals: tuple[DealAtStake, ...]
    reviewed: Period
    """The month of which the reviews are told."""
    stage: int | None = None
    """The maturity stage of the company (1 to 5), where it has one that this leader sees."""

    @property
    def measured(self) -> list[TeamStanding]:
        """The teams in which something could be measured."""
        return [team for team in self.teams if team.score is not None]

    @property
    def on_course(self) -> list[TeamStanding]:
        """The teams that are on track on average."""
        return [team for team in self.measured if team.is_on_course]

    @property
    def lags_in_sales(self) -> TeamStanding | None:
        """The team whose sales are furthest behind, where any are: on course over all it does, it may be so in the rest."""
        behind = [
            (one.attainment, n)
            for n, team in enumerate(self.measured)
            if (one := team.sales) is not None and one.attainment is not None and one.attainment < BEHIND_BELOW
        ]
        return self.measured[min(behind)[1]] if behind else None


def _reached(totals: Iterable[Measured]) -> Mapping[str, float]:
    return {one.kpi: one.attainment for one in totals if one.attainment is not None}


def _reached_by(reps: Iterable[RepWeek]) -> Mapping[str, float]:
    """What these people did of what was to be expected of them, added up by KPI."""
    did: defaultdict[str, float] = defaultdict(float)
    asked: defaultdict[str, float] = defaultdict(float)
    for rep in reps:
        for one in rep.measured:
            if one.expected:
                did[one.kpi] += one.actual
                asked[one.kpi] += one.expected
    return {kpi: did[kpi] / asked[kpi] for kpi in asked}

"""A company's week for who leads managers: by team, by manager, towards the quarter, and what is at stake by name."""

from dataclasses import dataclass
from datetime import date

from models.digest.week import Measured, TeamWeek
from models.money import Money
from models.period import Period
from models.scorecard.pacing import AT_RISK_BELOW


@dataclass(frozen=True)
class TeamStanding:
    """One team in its leader's digest."""

    name: str
    """Empty: those who are in no team."""
    managers: tuple[str, ...]
    week: TeamWeek

    @property
    def score(self) -> float | None:
        """Mean of what its reps reached; None when nobody at work had anything to measure, or all have just begun."""
        scores = [rep.score for rep in self.week.measured if rep.score is not None and not rep.is_silent]
        return sum(scores) / len(scores) if scores else None

    @property
    def is_on_course(self) -> bool:
        """Whether its reps reached on average what makes one of them on track."""
        return self.score is not None and self.score >= AT_RISK_BELOW

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
    reviews_held: int
    """Of the month before: shared with the rep."""
    reviews_due: int
    is_away: bool = False
    is_early: bool = False
    """The month of the talks has hardly begun: nothing held says nothing yet."""

    @property
    def is_silent(self) -> bool:
        """Neither coached nor reviewed, though something of it was due."""
        due = self.talks_due + self.reviews_due
        return not self.is_early and due > 0 and self.talks_held + self.reviews_held == 0


@dataclass(frozen=True)
class Forecast:
    """The quarter: what was won, and what open deals that close in it are worth by their probability."""

    quarter: Period
    won: float
    weighted: float
    target: float | None
    """None when nobody has a sales target."""

    @property
    def expected(self) -> float:
        """In whole units of the reporting currency. Simple: it knows nothing of deals that are yet to be found."""
        return self.won + self.weighted

    @property
    def share(self) -> float | None:
        """Of the target."""
        return self.expected / self.target if self.target else None


@dataclass(frozen=True)
class DealAtStake:
    """A large open deal that should be decided by now, or of which nothing was heard."""

    number: int
    customer: str
    owner: str
    worth: Money | None
    closes_on: date | None
    quiet_days: int
    """Since its last step."""
    why: str
    """`overdue`, `this_month` or `quiet`."""


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

    @property
    def measured(self) -> list[TeamStanding]:
        """The teams in which something could be measured."""
        return [team for team in self.teams if team.score is not None]

    @property
    def on_course(self) -> list[TeamStanding]:
        """The teams that are on track on average."""
        return [team for team in self.measured if team.is_on_course]

"""What somebody wants as a target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.period import PeriodType
from models.scorecard.records import TargetScope
from models.team.records import Person, SalesRole, Team


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What somebody wants as a target. Exactly one of person, team and role; none of them is the workspace."""

    kpi: str
    value: Decimal
    period_type: PeriodType
    person: Person | None = None
    team: Team | None = None
    role: SalesRole | None = None
    currency: str | None = None
    """As typed; None is the reporting currency."""
    starts_on: date | None = None
    """A day of the first period for which it holds; None leaves that to the rule (`starting.first_day`)."""
    from_now: bool = False
    """It was said to hold for the running period already."""

    @property
    def scope(self) -> TargetScope:
        """For whom it is."""
        if self.person:
            return TargetScope.PERSON
        if self.team:
            return TargetScope.TEAM
        return TargetScope.ROLE if self.role else TargetScope.WORKSPACE

"""Sales velocity: what the pipeline turns into won value, a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from models.period import Period, months_after
from models.pipeline.open_deals import Total
from models.scorecard.figure import Figure
from models.scorecard.formulas import close_rate, deal_size, sales_cycle
from models.scorecard.kpis import Source
from models.scorecard.reading.people import read_facts
from models.scorecard.scope import Scope
from models.workspace.records import Workspace


@dataclass(frozen=True, slots=True)
class Velocity:
    """n × deal size × close rate / cycle, in whole units of the reporting currency a day."""

    period: Period
    """The three months from which size, rate and cycle are."""
    deals: float
    """n: open deals, of shared ones the scope's part."""
    size: Figure
    """KPI 21: won value / won count."""
    rate: Figure
    """KPI 15: won / (won + lost + returned)."""
    cycle: Figure
    """KPI 18: median days from opened to won."""

    @property
    def per_day(self) -> float | None:
        """None where a factor is undefined, or the cycle is 0 days; 0 when nothing is open."""
        size, rate, cycle = self.size.value, self.rate.value, self.cycle.value
        if size is None or rate is None or not cycle:
            return None
        return self.deals * size * rate / cycle

    @property
    def reason(self) -> str | None:
        """Why there is none: that of the first factor that is undefined (`why_…` of the scorecard), or `cycle_of_0`."""
        undefined = next((one.reason for one in (self.rate, self.cycle, self.size) if one.value is None), None)
        return undefined or (None if self.cycle.value else "cycle_of_0")


def velocity_of(session: Session, workspace: Workspace, scope: Scope, day: date, open_: Total) -> Velocity:
    """The velocity at the end of `day`: n × size × rate / cycle per day.

    n is what is `open_` on that day; deal size, close rate and cycle are KPIs 21, 15 and 18 over the three months that
    end with it (as KPI 21 is over three months), so that of a quarter's last day they are the quarter's own.
    """
    end = day + timedelta(days=1)
    period = Period(months_after(end, -3), end)
    facts = read_facts(session, workspace, scope, period, day, {Source.DEALS}, with_firsts=False).together()
    return Velocity(period, open_.credited, deal_size(facts), close_rate(facts), sales_cycle(facts))

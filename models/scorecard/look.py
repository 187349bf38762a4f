"""Which scorecard is asked for, and what has to be read for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.period import Period, first_instant
from models.scorecard.kpis import KPIS, Kpi
from models.scorecard.own_kpis import own_kpis_on
from models.scorecard.reading.shared import EVERYTHING, SharedReading, Wanted
from models.scorecard.scope import Scope
from models.scorecard.team_figures import key_of_rep
from models.workspace.records import Workspace

WITHOUT_FIRSTS = frozenset({"first_meetings", "follow_ups", "proposals", "sales_by_channel"})
"""They need not know which customers are new, which renewals were told twice, and what was won in the months before."""


@dataclass(frozen=True)
class Look:
    """A scorecard of a scope in a period, as of `now`, or as of the end of the day `at`.

    `kpis`: only these (and what they count of each rep), for who needs no score; what feeds none of them is not read.
    `by_season`: whether its pace goes by the season, for which years of sales are read: not for who needs no pace.
    """

    scope: Scope
    period: Period
    now: datetime
    at: date | None = None
    kpis: Collection[str] | None = None
    by_season: bool = True

    @property
    def until(self) -> date:
        """The first day that is not over."""
        return self.scope.today(self.now) if self.at is None else self.at + timedelta(days=1)

    @property
    def as_of(self) -> datetime:
        """The instant that is looked from."""
        return self.now if self.at is None else min(self.now, first_instant(self.until, self.scope.zone))

    @property
    def last_day(self) -> date:
        """The last day of which anything counts."""
        return self.scope.latest_day(self.now) if self.at is None else self.at

    @property
    def last_seen(self) -> date:
        """The day whose weights and own KPIs hold: those of a period that is over are of its last day."""
        return min(self.period.last_day, self.scope.today(self.now) if self.at is None else self.at)

    def rows(self, workspace: Workspace) -> dict[str, Kpi]:
        """The KPIs that are looked at."""
        every = KPIS | own_kpis_on(workspace, self.last_seen)
        if self.kpis is None:
            return every
        wanted = {*self.kpis, *map(key_of_rep, self.kpis)}
        return {key: row for key, row in every.items() if key in wanted}

    def wanted(self, workspace: Workspace) -> Wanted:
        """The facts that it rests on."""
        if self.kpis is None:
            return Wanted(self.scope, self.period, self.last_day)
        sources = EVERYTHING & {source for row in self.rows(workspace).values() for source in row.sources}
        with_firsts = not WITHOUT_FIRSTS.issuperset(self.kpis)
        return Wanted(self.scope, self.period, self.last_day, sources, with_firsts=with_firsts)


def reading_for(session: Session, workspace: Workspace, looks: Sequence[Look]) -> SharedReading:
    """One reading for all of these scorecards."""
    return SharedReading(session, workspace, [look.wanted(workspace) for look in looks])

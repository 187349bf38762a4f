"""From when Koers counts somebody: nothing before it is expected of them, missed, or called silent.

Activities count from the day on which a person was added, or from the first imported one; deals from that day, or from
the first imported deal that was decided. What somebody types themself never moves it back: a meeting of last week,
entered on the first day, is no reason to expect a whole week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from models.activity.records import Activity, Source
from models.deals.records import Deal
from models.period import Period
from models.prepared import PreparedForSome, fetch_some
from models.scorecard.kpis import Kpi
from models.scorecard.kpis import Source as Fact
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named

DAYS_BEFORE_A_STATUS = 3
"""Working days of somebody's own, with Koers: before they are over it is too early to say anything."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first days that count of one person, by the kind of fact."""

    joined: date
    activities: date
    deals: date

    def of(self, kpi: Kpi) -> date:
        """The first day on which something is expected for a KPI."""
        fed_by = {Fact.ACTIVITIES: self.activities, Fact.DEALS: self.deals, Fact.PIPELINE: self.deals}
        return max((fed_by[fact] for fact in kpi.sources if fact in fed_by), default=self.joined)

    def is_too_early(self, calendar: Calendar, period: Period, until: date) -> bool:
        """Whether fewer than three of their own working days with Koers are over; `until` is the first that is not."""
        end = min(period.end, until)
        if self.joined >= period.end:
            return False
        return end <= self.joined or calendar.capacity(Period(self.joined, end)) < DAYS_BEFORE_A_STATUS


def joined_on(person: Person, workspace: Workspace) -> date:
    """The day on which somebody was added to Koers, where they are."""
    return person.created_at.astimezone(zone_named(person.zone, workspace.zone)).date()


def beginnings_of(
    session: Session, workspace: Workspace, people: Sequence[Person], period: Period
) -> dict[str, Beginning]:
    """Of those of the people who came after the period began, by id; of nobody else anything has to be asked."""
    came = {person.id: day for person in people if (day := joined_on(person, workspace)) > period.start}
    if not came:
        return {}
    of_workspace = {"workspace_id": workspace.workspace_id}
    entries = dict(fetch_some(session, _FIRST_ENTRY, of_workspace, person_id=came))
    deals = dict(fetch_some(session, _FIRST_DEAL, of_workspace, person_id=came))
    return {
        id_: Beginning(day, min(entries.get(id_) or day, day), min(deals.get(id_) or day, day))
        for id_, day in came.items()
    }


_FIRST_ENTRY = PreparedForSome(
    lambda one_of: (
        select(col(Activity.person_id), func.min(col(Activity.happened_on)))
        .where(
            col(Activity.workspace_id) == bindparam("workspace_id"),
            one_of(col(Activity.person_id), "person_id"),
            col(Activity.source) != Source.SLACK.value,
            col(Activity.undone_at).is_(None),
        )
        .group_by(col(Activity.person_id))
    )
)
"""The day of the first imported activity, by person."""
_FIRST_DEAL = PreparedForSome(
    lambda one_of: (
        select(col(Deal.owner_id), func.min(col(Deal.closed_on)))
        .where(
            col(Deal.workspace_id) == bindparam("workspace_id"),
            one_of(col(Deal.owner_id), "person_id"),
            col(Deal.source) != Source.SLACK.value,
            col(Deal.removed_at).is_(None),
        )
        .group_by(col(Deal.owner_id))
    )
)
"""The day of the first imported deal that was decided, by owner."""

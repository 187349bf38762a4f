"""What is due: overdue, today (or before the next working day), within a week; and whom to visit next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.planning import visits_planned
from models.activity.records import PlannedVisit
from models.team.calendar import Calendar
from models.territories.coverage import FEW, Standing
from models.territories.next_visits import SOON, Visit, in_order, values_of
from models.territories.whose import Field, Sort, Whose

LOOKS_BACK = timedelta(days=14)
"""A planned visit of which nobody said within two weeks whether it was held is not asked about any more."""
LOOKS_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Counts:
    """How many accounts are due when; those with a visit planned from today on are in none of them."""

    overdue: int = 0
    due: int = 0
    soon: int = 0


class Place(NamedTuple):
    """An account as a list shows it."""

    name: str
    postcode: str | None


@dataclass(frozen=True)
class DueList:
    """What waits for somebody on a day."""

    standings: Sequence[Standing]
    """All their accounts with a cadence."""
    accounts: int
    """How many are on their list."""
    visits: Sequence[Visit]
    """Overdue, due, or due within a week, in the order in which to visit them."""
    places: dict[str, Place]
    """The accounts that are due, by id."""
    plans: Sequence[PlannedVisit]
    """What is planned and not answered."""
    last_due: date
    """What is due up to this day cannot wait until the next working day."""

    def counts(self, day: date) -> Counts:
        """Of all their accounts, as their manager counts them: until a planned visit is held, the account is as due as it was."""
        return counted(self.standings, day, self.last_due)

    @property
    def urgent(self) -> list[Visit]:
        """What is overdue or due now, in order."""
        return [visit for visit in self.visits if visit.standing.due_on <= self.last_due]


def due_list(session: Session, field: Field, person_id: str, day: date, calendar: Calendar) -> DueList:
    """Somebody's accounts on `day`: what is due, with what is planned; eight questions, however many accounts."""
    workspace_id = field.book.workspace_id
    named = field.named(Whose(Sort.PERSON, person_id), day)
    standings = field.book.standings(day, named)
    plans = visits_planned(session, workspace_id, day - LOOKS_BACK, day + LOOKS_AHEAD, [person_id])
    ahead = {visit.account_id for visit in plans if visit.planned_on >= day}
    last_due = last_due_day(calendar, day)
    open_ones = [one for one in standings if one.due_on <= last_due + SOON and one.named.account_id not in ahead]
    ids = [one.named.account_id for one in open_ones]
    places = places_of(session, workspace_id, ids)
    postcodes = {id_: place.postcode for id_, place in places.items()}
    visits = in_order(open_ones, values_of(session, workspace_id, ids, day), postcodes, day)
    return DueList(standings, len(named), visits, places, plans, last_due)


def last_due_day(calendar: Calendar, day: date) -> date:
    """The day before the next working day: on a Friday what is due on Sunday is due today."""
    following = calendar.next_working_day(day + timedelta(days=1))
    return max(day, min(following - timedelta(days=1), day + SOON))


def counted(standings: Sequence[Standing], day: date, last_due: date) -> Counts:
    """How many are due when."""
    overdue = sum(one.due_on < day for one in standings)
    due = sum(day <= one.due_on <= last_due for one in standings)
    soon = sum(last_due < one.due_on <= last_due + SOON for one in standings)
    return Counts(overdue, due, soon)


def places_of(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, Place]:
    """What these accounts are called and where they are, by id: one question; of all of the workspace where they are many."""
    if not ids:
        return {}
    wanted = select(col(Account.id), col(Account.name), col(Account.postcode)).where(
        Account.workspace_id == workspace_id
    )
    if len(ids) <= FEW:
        wanted = wanted.where(col(Account.id).in_(ids))
    return {id_: Place(name, postcode) for id_, name, postcode in session.exec(wanted)}

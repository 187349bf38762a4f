"""Whose coverage: a rep's list, a territory, a team, a manager's line, or everybody's; on any day, by who was where then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from sqlmodel import Session, col, select

from models.team.membership import Stay, line_on, stays_of
from models.team.records import Person
from models.territories.coverage import Book, Coverage, Standing, coverage
from models.territories.lists import Named

MONTHS_SHOWN = 6


class Sort(StrEnum):
    """The sorts of lists that are asked about."""

    PERSON = "person"
    TERRITORY = "territory"
    TEAM = "team"
    LINE = "line"
    """Everybody below a manager."""
    ALL = "all"


@dataclass(frozen=True)
class Whose:
    """Somebody's, a team's, a territory's … `id` is empty for everybody's."""

    sort: Sort
    id: str = ""


@dataclass(frozen=True)
class Field:
    """The book of a workspace together with who was where."""

    book: Book

    @cached_property
    def stays(self) -> dict[str, tuple[Stay, ...]]:
        """Where everybody was, by id."""
        everybody = select(Person).where(Person.workspace_id == self.book.workspace_id)
        return stays_of(self.book.session, list(self.book.session.exec(everybody)))

    def named(self, whose: Whose, day: date) -> list[Named]:
        """The accounts of that list on `day`."""
        holds = self._holds(whose, day)
        return [one for one in self.book.lists.on(day) if holds(one)]

    def standings(self, whose: Whose, day: date) -> list[Standing]:
        """Those of them that have a cadence, as they stand on `day`."""
        return self.book.standings(day, self.named(whose, day))

    def over_time(self, whose: Whose, today: date, months: int = MONTHS_SHOWN) -> list[tuple[date, Coverage]]:
        """The coverage at the end of each of the last months, oldest first, and today; without months of no cadence."""
        days = [*month_ends(today, months), today]
        rated = ((day, self.book.standings(day, self.named(whose, day), is_rate=True)) for day in days)
        found = [(day, coverage(standings, day)) for day, standings in rated]
        return [(day, value) for day, value in found if value.of]

    def team_of(self, person_id: str | None, day: date) -> str | None:
        """The team that somebody was in on `day`."""
        stay = next((one for one in self.stays.get(person_id or "", ()) if one.covers(day)), None)
        return stay.place.team_id if stay else None

    def _holds(self, whose: Whose, day: date) -> Callable[[Named], bool]:
        match whose.sort:
            case Sort.PERSON:
                return lambda one: one.owner_id == whose.id
            case Sort.TERRITORY:
                return lambda one: one.territory_id == whose.id
            case Sort.TEAM:
                return lambda one: (self.team_of(one.owner_id, day) if one.owner_id else one.team_id) == whose.id
            case Sort.LINE:
                below = line_on(self.stays, whose.id, day)
                return lambda one: one.owner_id in below
            case _:
                return lambda one: True


def field_of(session: Session, workspace_id: str) -> Field:
    """Lists, cadences and people of a workspace, each read when it is asked for."""
    return Field(Book(session, workspace_id))


def by_owner(standings: Sequence[Standing]) -> dict[str | None, list[Standing]]:
    """The accounts by whose list they are on."""
    found: dict[str | None, list[Standing]] = {}
    for standing in standings:
        found.setdefault(standing.named.owner_id, []).append(standing)
    return found


def month_ends(today: date, months: int) -> list[date]:
    """The last days of the months before the running one, oldest first."""
    ends: list[date] = []
    first = today.replace(day=1)
    for _ in range(months):
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]


def owners_at_work(session: Session, workspace_id: str, day: date) -> set[str]:
    """Ids of everybody who is with the company on `day`: what is on the list of who left is up for hand-over."""
    people = select(col(Person.id)).where(
        Person.workspace_id == workspace_id, col(Person.ends_on).is_(None) | (col(Person.ends_on) >= day)
    )
    return set(session.exec(people))

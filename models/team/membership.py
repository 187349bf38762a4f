"""Where somebody was on a day: team, manager, role, working pattern and country hold from a day on.

A figure of a closed period counts a person where they were then. Most people never move: what their row says holds
since ever, and nothing more is read.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from models.period import Period
from models.team.records import Membership, Person

BEGINNING, NEVER = date.min, date.max
"""Since ever, and for good."""
DATED = ("team_id", "manager_id", "sales_role", "is_rep", "working_days", "country", "region")
"""What a person has from a day on."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is for a while: everything that holds from a day on."""

    team_id: str | None
    manager_id: str | None
    sales_role: str | None
    is_rep: bool
    working_days: str
    country: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody on the days on which they were in one place: `first` up to, and not including, `end`."""

    key: str
    """The person's id; with the first day behind it, of somebody who moved."""
    person: Person
    place: Place
    first: date = BEGINNING
    end: date = NEVER

    def covers(self, day: date) -> bool:
        """Whether they were there on that day."""
        return self.first <= day < self.end

    def within(self, period: Period) -> Period | None:
        """Its days that lie in `period`; while they are employed."""
        person = self.person
        first = max(self.first, person.starts_on or BEGINNING)
        end = min(self.end, NEVER if person.ends_on is None else _day_after(person.ends_on))
        return period.overlap(first, end)


def stays_of(session: Session, people: Sequence[Person]) -> dict[str, tuple[Stay, ...]]:
    """Where each of these people of one workspace was, in order of day, by id: one question, and only if any moved."""
    moved = [person for person in people if person.has_moved]
    rows: defaultdict[str, list[Membership]] = defaultdict(list)
    if moved:
        wanted = select(Membership).where(Membership.workspace_id == moved[0].workspace_id)
        if len(moved) <= 500:
            wanted = wanted.where(col(Membership.person_id).in_([person.id for person in moved]))
        for row in session.exec(wanted.order_by(col(Membership.from_day))):
            rows[row.person_id].append(row)
    return {person.id: _stays(person, rows.get(person.id, ())) for person in people}


def place_of(row: Person | Membership) -> Place:
    """What a row says."""
    return Place(row.team_id, row.manager_id, row.sales_role, row.is_rep, row.working_days, row.country, row.region)


def _stays(person: Person, rows: Sequence[Membership]) -> tuple[Stay, ...]:
    if not rows:
        return (Stay(person.id, person, place_of(person)),)
    firsts = [BEGINNING, *(row.from_day for row in rows[1:])]
    ends = [*firsts[1:], NEVER]
    return tuple(
        Stay(f"{person.id}@{first.isoformat()}", person, place_of(row), first, end)
        for row, first, end in zip(rows, firsts, ends, strict=True)
    )


class Roll:
    """Who counts in a scope on which day: its stays, found by person and day."""

    def __init__(self, stays: Sequence[Stay], everybody: bool = False) -> None:
        self.stays, self.everybody = tuple(stays), everybody
        self._of: dict[str, list[Stay]] = defaultdict(list)
        for stay in stays:
            self._of[stay.person.id].append(stay)
        self.movers = frozenset(id_ for id_, own in self._of.items() if own[0].key != id_)
        """Who has to be looked up by day."""

    @property
    def ids(self) -> frozenset[str] | None:
        """Everybody who is in it on some day; None for the whole workspace."""
        return None if self.everybody else frozenset(self._of)

    @property
    def settled(self) -> frozenset[str] | None:
        """Who is in it on every day; None for the whole workspace, of which the movers are no part here."""
        return None if self.everybody else frozenset(self._of) - self.movers

    @property
    def keys(self) -> frozenset[str] | None:
        """Of all its stays; None for the whole workspace."""
        return None if self.everybody else frozenset(stay.key for stay in self.stays)

    def stays_of(self, person_id: str) -> Sequence[Stay]:
        """The stays of one person, in order of day."""
        return self._of.get(person_id, ())

    def keys_of(self, person_id: str) -> frozenset[str]:
        """Of the stays of one person."""
        return frozenset(stay.key for stay in self._of.get(person_id, ()))

    def key(self, person_id: str, day: date) -> str:
        """The stay of a person on a day; empty when they were elsewhere. Of who never moved it is their id."""
        if person_id not in self.movers:
            return person_id
        own = self._of[person_id]
        at = bisect_right(own, day, key=lambda stay: stay.first) - 1
        return own[at].key if at >= 0 and own[at].covers(day) else ""

    def shares(self, shares: tuple[tuple[str, int], ...], day: date) -> tuple[tuple[str, int], ...]:
        """Who has which part of something of that day, with stays for people."""
        if not self.movers or not any(person_id in self.movers for person_id, _ in shares):
            return shares
        return tuple((self.key(person_id, day), percent) for person_id, percent in shares)


def line_stays(people: Mapping[str, tuple[Stay, ...]], manager_id: str) -> list[Stay]:
    """The stays below a manager, at any depth: everybody's line as it was, day by day. `people` are the workspace's.

    A circle in the line ends where it began; the manager is never below themself.
    """
    turns = sorted({stay.first for stays in people.values() for stay in stays})
    below: dict[str, list[Stay]] = {}
    was: tuple[object, frozenset[str]] = (None, frozenset())
    for at, first in enumerate(turns):
        end = turns[at + 1] if at + 1 < len(turns) else NEVER
        now = {id_: _at(stays, first) for id_, stays in people.items()}
        above = {id_: stay.place.manager_id for id_, stay in now.items()}
        if above != was[0]:
            was = (above, _below(above, manager_id))
        for id_ in was[1]:
            _add(below.setdefault(id_, []), now[id_], first, end)
    return [stay for id_ in sorted(below) for stay in below[id_]]


def line_on(people: Mapping[str, tuple[Stay, ...]], manager_id: str, day: date) -> frozenset[str]:
    """Ids of everybody below a manager on a day."""
    return _below({id_: _at(stays, day).place.manager_id for id_, stays in people.items()}, manager_id)


def _add(found: list[Stay], stay: Stay, first: date, end: date) -> None:
    """The part of a stay between two turns of the line; with the part before it, where that touches."""
    if found and found[-1].place == stay.place and found[-1].end == first:
        first, _ = found[-1].first, found.pop()
    is_whole = (first, end) == (BEGINNING, NEVER)
    key = stay.person.id if is_whole else f"{stay.person.id}@{first.isoformat()}"
    found.append(replace(stay, key=key, first=first, end=end))


def _at(stays: Sequence[Stay], day: date) -> Stay:
    return stays[0] if len(stays) == 1 else next(stay for stay in stays if stay.covers(day))


def _below(above: Mapping[str, str | None], manager_id: str) -> frozenset[str]:
    reports: defaultdict[str | None, list[str]] = defaultdict(list)
    for id_, manager in above.items():
        reports[manager].append(id_)
    found: set[str] = set()
    at = [manager_id]
    while at:
        for id_ in reports[at.pop()]:
            if id_ not in found and id_ != manager_id:
                found.add(id_)
                at.append(id_)
    return frozenset(found)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)

"""One reading of the database for several scorecards of the same people.

    reading = SharedReading(session, workspace, [of_week, of_month, of_the_week_before])
    reading.facts(of_month).together()

`read_facts` is the same for one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.accounts.records import Account
from models.deals.queries import DecidedDeal, decided_between
from models.deals.snapshot import OpenDeal, deals_open_at
from models.deals.stages import UNKNOWN_CHANNEL
from models.period import Period
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some
from models.scorecard.kpis import COUNTED_KINDS, Source
from models.scorecard.own_kpis import kinds_counted
from models.scorecard.reading.beginnings import Beginning, beginnings_of
from models.scorecard.reading.contracts import read_contracts_due
from models.scorecard.reading.customers import first_wins
from models.scorecard.reading.development import read_development
from models.scorecard.reading.entries import EntryBook, EntryLog, read_entries
from models.scorecard.reading.people import FactBook, recent_months
from models.scorecard.reading.renewals import read_renewed_due, told_by_entry
from models.scorecard.reading.season import SeasonBook
from models.scorecard.scope import Scope
from models.scorecard.targets.book import TargetBook, read_targets
from models.team.calendar import Calendar, calendars_of
from models.team.membership import Roll
from models.team.records import Person
from models.workspace.records import Workspace

EVERYTHING = frozenset(Source)


@dataclass(frozen=True)
class Wanted:
    """Facts that are asked for: of whom, in which period, and as far as which day (which is included).

    Only the `sources` that are named are read, of the activities only these `kinds` (None: all that a KPI counts).
    Without `with_firsts` there are neither new customers nor renewals in it: three questions fewer.
    """

    scope: Scope
    period: Period
    last_day: date
    sources: Collection[Source] = EVERYTHING
    kinds: Collection[str] | None = None
    with_firsts: bool = True

    @cached_property
    def seen(self) -> Period | None:
        """The days that are looked at; None when there are none, or nobody."""
        ids = self.scope.roll.ids
        if ids is not None and not ids:
            return None
        return self.period.overlap(self.period.start, self.last_day + timedelta(days=1))

    @property
    def deals_since(self) -> date:
        """The first day of which the decided deals are looked at."""
        return min(self.period.start, recent_months(self.period).start) if self.with_firsts else self.period.start


class SharedReading:
    """What several scorecards of the same people rest on, read once: entries, deals, targets, calendars, seasons.

    The week, the week before and the month of a team are cut from one reading, and so are the teams of one line: the
    records of more people and more days than a scorecard counts make no difference to it. Nothing is read before it is
    asked for, and what one scorecard alone needs (its pipeline, its reviews) is read for that one.
    """

    def __init__(self, session: Session, workspace: Workspace, wanted: Sequence[Wanted]) -> None:
        self.session, self.workspace = session, workspace
        self.seasons = SeasonBook(session, workspace)
        self._wanted = wanted
        self._calendars: dict[str, Calendar] = {}

    def facts(self, wanted: Wanted) -> FactBook:
        """The facts of one of those for which this reading is."""
        scope, period, seen, sources = wanted.scope, wanted.period, wanted.seen, wanted.sources
        if seen is None:
            return FactBook(self.workspace, scope, period)
        session, workspace_id, roll = self.session, self.workspace.workspace_id, scope.roll
        has_entries, has_deals = Source.ACTIVITIES in sources, Source.DEALS in sources
        decided = self.decided(Period(wanted.deals_since, seen.end), roll.ids) if has_deals else []
        firsts, told = frozenset[str](), dict[str, bool]()
        if has_deals and wanted.with_firsts:
            firsts = first_wins(session, workspace_id, seen, decided)
            told = told_by_entry(session, workspace_id, [d for d in decided if d.closed_on in seen], wanted.last_day)
        counts_due = has_entries and has_deals and wanted.with_firsts
        return FactBook(
            self.workspace,
            scope,
            period,
            self._entries.book(seen, roll) if has_entries else EntryBook(),
            read_renewed_due(session, workspace_id, period, roll, wanted.last_day) if counts_due else (),
            read_contracts_due(session, workspace_id, period, roll, wanted.last_day) if counts_due else (),
            [replace(d, shares=roll.shares(d.shares, d.closed_on)) for d in decided] if roll.movers else decided,
            firsts,
            told,
            _open_deals(session, workspace_id, roll, seen.last_day) if Source.PIPELINE in sources else [],
            _opened_accounts(session, workspace_id, seen, roll) if Source.ACCOUNTS in sources else [],
            read_development(session, self.workspace, scope, seen, sources),
        )

    def decided(self, period: Period, people: Collection[str] | None) -> list[DecidedDeal]:
        """The deals decided in some of the days of this reading, in order of day; of these people (None: everybody's)."""
        if people is None:
            return [deal for deal in self._decided if deal.closed_on in period]
        places = sorted({place for id_ in people for place in self._places_of_deals.get(id_, ())})
        return [deal for place in places if (deal := self._decided[place]).closed_on in period]

    def calendars(self, people: Sequence[Person]) -> dict[str, Calendar]:
        """The calendars of these people, by id."""
        new = [person for person in people if person.id not in self._calendars]
        self._calendars |= calendars_of(self.session, self.workspace, new) if new else {}
        return {person.id: self._calendars[person.id] for person in people}

    def beginnings(self, people: Sequence[Person], period: Period) -> dict[str, Beginning]:
        """From when those count who came after a period began, by id."""
        return beginnings_of(self.session, self.workspace, people, period)

    @cached_property
    def targets(self) -> TargetBook:
        """Of everybody, all roles, the company, and the teams that are whole in one of the scopes."""
        people = {person.id for one in self._wanted for person in one.scope.people}
        teams = frozenset[str]().union(*(one.scope.teams for one in self._wanted))
        return read_targets(self.session, self.workspace, people, teams=teams)

    @cached_property
    def _entries(self) -> EntryLog:
        asking = [one for one in self._wanted if one.seen and Source.ACTIVITIES in one.sources]
        every = COUNTED_KINDS | kinds_counted(self.workspace)
        kinds = frozenset[str]().union(*(every if one.kinds is None else one.kinds for one in asking))
        periods, rolls = {one.seen for one in asking if one.seen}, [one.scope.roll for one in asking]
        return read_entries(self.session, self.workspace.workspace_id, periods, rolls, sorted(kinds))

    @cached_property
    def _decided(self) -> list[DecidedDeal]:
        asking = [one for one in self._wanted if one.seen and Source.DEALS in one.sources]
        days = Period(min(one.deals_since for one in asking), max(one.period.end for one in asking))
        every = [one.scope.roll.ids for one in asking]
        people = None if None in every else frozenset[str]().union(*(ids or () for ids in every))
        return decided_between(self.session, self.workspace.workspace_id, days, people)

    @cached_property
    def _places_of_deals(self) -> Mapping[str, Sequence[int]]:
        """Where in that list the deals of each person stand, owned or shared."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, deal in enumerate(self._decided):
            for id_ in {deal.owner_id, *(person_id for person_id, _ in deal.shares)}:
                found[id_].append(place)
        return found


def read_facts(
    session: Session,
    workspace: Workspace,
    scope: Scope,
    period: Period,
    last_day: date,
    sources: Collection[Source] = EVERYTHING,
    kinds: Collection[str] | None = None,
    *,
    with_firsts: bool = True,
) -> FactBook:
    """The facts of `scope` in `period`, as far as `last_day` (which is included); the rest as in `Wanted`."""
    wanted = Wanted(scope, period, last_day, sources, kinds, with_firsts)
    return SharedReading(session, workspace, [wanted]).facts(wanted)


def _open_deals(session: Session, workspace_id: str, roll: Roll, day: date) -> list[OpenDeal]:
    found = deals_open_at(session, workspace_id, day, roll.ids)
    return [replace(deal, shares=roll.shares(deal.shares, day)) for deal in found] if roll.movers else found


def _opened_accounts(session: Session, workspace_id: str, period: Period, roll: Roll) -> list[tuple[str | None, str]]:
    days: dict[str, Any] = {"workspace_id": workspace_id, "start": period.start, "end": period.end}
    of_some, owners = _OPENED_BY, roll.ids
    rows = fetch(session, _OPENED, days) if owners is None else fetch_some(session, of_some, days, owner_id=owners)
    return [
        (roll.key(owner, day) if owner and day else None, channel or UNKNOWN_CHANNEL) for owner, channel, day in rows
    ]


_OF_ACCOUNTS: Any = select(col(Account.owner_id), col(Account.channel), col(Account.opened_on)).where(
    col(Account.workspace_id) == bindparam("workspace_id"),
    col(Account.opened_on) >= bindparam("start"),
    col(Account.opened_on) < bindparam("end"),
    col(Account.removed_at).is_(None),
)
_OPENED = Prepared(_OF_ACCOUNTS)
_OPENED_BY = PreparedForSome(lambda one_of: _OF_ACCOUNTS.where(one_of(col(Account.owner_id), "owner_id")))

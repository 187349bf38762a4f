"""Which accounts stand on whose list on a day: the dated rows, read together.

An account is on the list of the person who is named with it, else on that of its territory's owner.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.prepared import Prepared, fetch
from models.territories.records import NamedAccount, Territory, TerritoryTerm


class Naming(NamedTuple):
    """What is said of an account from a day on."""

    account_id: str
    from_day: date
    territory_id: str | None
    tier: str | None
    owner_id: str | None

    @property
    def says_something(self) -> bool:
        """Whether it names the account at all: one that was taken off every list says nothing."""
        return bool(self.territory_id or self.tier or self.owner_id)


class Term(NamedTuple):
    """What is said of a territory from a day on."""

    territory_id: str
    from_day: date
    region: str
    team_id: str | None
    owner_id: str | None
    is_over: bool


Row = TypeVar("Row", Naming, Term)


@dataclass(frozen=True)
class Named:
    """An account as it stands on a day."""

    account_id: str
    tier: str | None
    territory_id: str | None
    owner_id: str | None
    """On whose list it is; None: on nobody's."""
    team_id: str | None
    """Of its territory, where nobody has it on a list."""
    since: date
    """Since when it has a tier, whichever; of one without a tier since when it is named."""


class Lists:
    """Every dated row of a workspace; asked for as many days as one likes."""

    def __init__(
        self, namings: Sequence[Naming], terms: Sequence[Term], territories: Mapping[str, str] | None = None
    ) -> None:
        """Rows in order of day. `territories` are names by id."""
        self.territories = dict(territories or {})
        self._namings = _by(0, namings)
        self._terms = _by(0, terms)

    def on(self, day: date) -> list[Named]:
        """Every account that is named on `day`."""
        terms = {id_: term for id_, rows in self._terms.items() if (term := _at(rows, day)) and not term.is_over}
        found = (self._named(rows, terms, day) for rows in self._namings.values())
        return [named for named in found if named is not None]

    def term_on(self, territory_id: str | None, day: date) -> Term | None:
        """The territory as it is on `day`; None before its first day and after its last."""
        term = _at(self._terms.get(territory_id or "", ()), day)
        return None if term is None or term.is_over else term

    def territories_on(self, day: date) -> list[Term]:
        """Every territory that there is on `day`, by name."""
        found = [term for id_ in self._terms if (term := self.term_on(id_, day))]
        return sorted(found, key=lambda term: self.territories.get(term.territory_id, "").casefold())

    def naming_on(self, account_id: str, day: date) -> Naming | None:
        """What is said of an account on `day`."""
        return _at(self._namings.get(account_id, ()), day)

    def last_naming(self, account_id: str) -> Naming | None:
        """What was said last of an account, also for a day to come."""
        return next(reversed(self._namings.get(account_id, ())), None)

    def namings_from(self, account_id: str, day: date) -> list[Naming]:
        """What holds for an account on `day`, and each change that is still to come."""
        return _from(self._namings.get(account_id, ()), day)

    def terms_from(self, territory_id: str, day: date) -> list[Term]:
        """The same of a territory."""
        return _from(self._terms.get(territory_id, ()), day)

    def unsaid_after(self, territory_id: str, day: date) -> list[date]:
        """First days of later rows that say nothing: the territory was only named, by a file of accounts."""
        rows = self._terms.get(territory_id, ())
        return [
            row.from_day
            for row in rows
            if row.from_day > day and not (row.region or row.team_id or row.owner_id or row.is_over)
        ]

    def last_term(self, territory_id: str) -> Term | None:
        """The same of a territory; None of one that is over."""
        term = next(reversed(self._terms.get(territory_id, ())), None)
        return None if term is None or term.is_over else term

    def owner_of(self, naming: Naming | None, day: date) -> str | None:
        """On whose list an account is of which this is said."""
        if naming is None or naming.owner_id:
            return naming.owner_id if naming else None
        term = self.term_on(naming.territory_id, day)
        return term.owner_id if term else None

    def _named(self, rows: Sequence[Naming], terms: Mapping[str, Term], day: date) -> Named | None:
        row = _at(rows, day)
        if row is None or not row.says_something:
            return None
        term = terms.get(row.territory_id or "")
        if term is None and not row.tier and not row.owner_id:
            return None
        owner = row.owner_id or (term.owner_id if term else None)
        territory, team = (term.territory_id, term.team_id) if term else (None, None)
        return Named(row.account_id, row.tier, territory, owner, team, _since(rows, day))


def lists_of(session: Session, workspace_id: str, account_ids: Collection[str] | None = None) -> Lists:
    """The lists of a workspace: two questions; of `account_ids` alone where a few are meant."""
    return Lists(_namings(session, workspace_id, account_ids), *_terms(session, workspace_id))


def lists_of_person(session: Session, workspace_id: str, person_id: str) -> Lists:
    """The lists of the accounts that ever were on this person's: all rows of these, and nobody else's accounts."""
    terms, names = _terms(session, workspace_id)
    territories = {term.territory_id for term in terms if term.owner_id == person_id}
    theirs = select(col(NamedAccount.account_id)).where(
        NamedAccount.workspace_id == workspace_id,
        (col(NamedAccount.owner_id) == person_id) | col(NamedAccount.territory_id).in_(territories),
    )
    return Lists(_namings(session, workspace_id, theirs), terms, names)


def owner_of_account(session: Session, workspace_id: str, account_id: str, day: date) -> str | None:
    """On whose list the account is on `day`: asked at every entry, so built once."""
    rows = fetch(session, _OF_ONE, {"workspace_id": workspace_id, "account_id": account_id})
    if not rows:
        return None
    namings = [Naming(*row[:5]) for row in rows]
    row = _at(namings, day)
    if row is None or row.owner_id or not row.territory_id:
        return row.owner_id if row else None
    return lists_of(session, workspace_id, ()).owner_of(row, day)


def _namings(session: Session, workspace_id: str, account_ids: Any) -> list[Naming]:
    """In order of day. Without those of accounts that became part of another one, or were deleted."""
    said = (
        sa.select(*_NAMING)
        .join(
            Account,
            (col(Account.workspace_id) == col(NamedAccount.workspace_id))
            & (col(Account.id) == col(NamedAccount.account_id)),
        )
        .where(
            col(NamedAccount.workspace_id) == workspace_id,
            col(NamedAccount.undone_at).is_(None),
            col(Account.removed_at).is_(None),
        )
    )
    if account_ids is not None:
        if isinstance(account_ids, Sized) and not account_ids:
            return []
        said = said.where(col(NamedAccount.account_id).in_(account_ids))
    return [Naming(*row) for row in session.execute(said.order_by(col(NamedAccount.from_day), col(NamedAccount.id)))]


def _terms(session: Session, workspace_id: str) -> tuple[list[Term], dict[str, str]]:
    """In order of day, and the names of the territories."""
    said = select(TerritoryTerm, col(Territory.name)).join(
        Territory,
        (col(Territory.workspace_id) == col(TerritoryTerm.workspace_id))
        & (col(Territory.id) == col(TerritoryTerm.territory_id)),
    )
    said = said.where(TerritoryTerm.workspace_id == workspace_id, col(TerritoryTerm.undone_at).is_(None))
    rows = session.exec(said.order_by(col(TerritoryTerm.from_day), col(TerritoryTerm.id))).all()
    terms = [Term(t.territory_id, t.from_day, t.region, t.team_id, t.owner_id, t.is_over) for t, _ in rows]
    return terms, {term.territory_id: name for term, name in rows}


def _by(place: int, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row[place])].append(row)
    return dict(found)


def _at(rows: Sequence[Row], day: date) -> Row | None:
    """The row that holds on `day`: the last that began by then."""
    found = None
    for row in rows:
        if row.from_day > day:
            break
        found = row
    return found


def _from(rows: Sequence[Row], day: date) -> list[Row]:
    """The row that holds on `day`, and of each later day the last one."""
    found: list[Row] = []
    for row in rows:
        if found and (row.from_day <= day or row.from_day == found[-1].from_day):
            found.pop()
        found.append(row)
    return found


def _since(rows: Sequence[Naming], day: date) -> date:
    """The first day of the run of rows with a tier, up to the one that holds on `day`; of that row where it has none."""
    since: date | None = None
    last = day
    for row in rows:
        if row.from_day > day:
            break
        last = row.from_day
        since = (since or row.from_day) if row.tier else None
    return since or last


_NAMING: tuple[Any, ...] = (
    col(NamedAccount.account_id),
    col(NamedAccount.from_day),
    col(NamedAccount.territory_id),
    col(NamedAccount.tier),
    col(NamedAccount.owner_id),
)
_OF_ONE = Prepared(
    sa.select(*_NAMING)
    .where(
        col(NamedAccount.workspace_id) == bindparam("workspace_id"),
        col(NamedAccount.account_id) == bindparam("account_id"),
        col(NamedAccount.undone_at).is_(None),
    )
    .order_by(col(NamedAccount.from_day), col(NamedAccount.id))
)

"""What people do with territories and named accounts: add, change, end, name, undo. Nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlmodel import Session, select

from models.accounts.records import Account
from models.acting import Acting
from models.database import new_id
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About
from models.team.records import Person, Team
from models.territories.cadence import check_tier
from models.territories.lists import Lists, Naming, Term, lists_of
from models.territories.records import NamedAccount, Territory, TerritoryTerm

LONGEST_NAME = 80
NOBODY = ""
"""What is taken away: no owner, no territory, no tier."""
OF_THE_ACCOUNT = {"sector": 80, "size": 40, "segment": 80, "postcode": 16}
"""What is said of the account itself, and how long it may be."""


@dataclass(frozen=True)
class TerritoryTerms:
    """What is said of a territory; None leaves a thing as it is, `NOBODY` takes it away."""

    region: str | None = None
    team_id: str | None = None
    owner_id: str | None = None


@dataclass(frozen=True)
class AccountTerms:
    """What is said of an account; None leaves a thing as it is, `NOBODY` takes it away."""

    tier: str | None = None
    territory_id: str | None = None
    owner_id: str | None = None
    sector: str | None = None
    size: str | None = None
    segment: str | None = None
    postcode: str | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether it leaves everything as it is."""
        return all(getattr(self, field.name) is None for field in fields(self))

    @property
    def names(self) -> bool:
        """Whether it is about tier, territory or list."""
        return not (self.tier is None and self.territory_id is None and self.owner_id is None)


def territory_named(session: Session, workspace_id: str, name: str) -> Territory | None:
    """The territory of this name, however it is typed; also one that is over."""
    found = select(Territory).where(Territory.workspace_id == workspace_id, Territory.key == territory_key(name))
    return session.exec(found).first()


def territory_key(name: str) -> str:
    """The name folded: `North-West` and `north west` are one territory."""
    folded = name.strip().casefold()
    return ("".join(letter for letter in folded if letter.isalnum()) or folded)[:LONGEST_NAME]


def add_territory(acting: Acting, name: str, terms: TerritoryTerms, from_day: date) -> tuple[Territory, str]:
    """A new territory from `from_day` on; returns it and the batch, for undo. Refuses a name that there is already."""
    acting.rights.require(Right.MANAGE_TERRITORIES)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("territories.which_name", limit=LONGEST_NAME, field="name")
    session, workspace_id = acting.session, acting.workspace.workspace_id
    territory = territory_named(session, workspace_id, name)
    if territory is not None and lists_of(session, workspace_id, ()).term_on(territory.id, from_day):
        raise Refusal("territories.there_already", name=territory.name, field="name")
    if territory is None:
        key = territory_key(name)
        territory = Territory(workspace_id=workspace_id, id=new_id(), name=name, key=key, created_at=acting.now)
        session.add(territory)
        session.flush()
    return territory, _say(acting, territory, None, terms, from_day)


def change_territory(acting: Acting, territory: Territory, terms: TerritoryTerms, from_day: date) -> str:
    """Another region, team or owner from `from_day` on; returns the batch. Refuses a territory that is over."""
    acting.rights.require(Right.MANAGE_TERRITORIES)
    term = lists_of(acting.session, territory.workspace_id, ()).term_on(territory.id, from_day)
    if term is None:
        raise Refusal("territories.not_there", name=territory.name, names=())
    return _say(acting, territory, term, terms, from_day)


def end_territory(acting: Acting, territory: Territory, from_day: date) -> str:
    """From `from_day` on it is none; its accounts keep tier and list. Returns the batch."""
    acting.rights.require(Right.MANAGE_TERRITORIES)
    term = lists_of(acting.session, territory.workspace_id, ()).term_on(territory.id, from_day)
    if term is None:
        raise Refusal("territories.not_there", name=territory.name, names=())
    return _say(acting, territory, term, TerritoryTerms(), from_day, is_over=True)


def _say(
    acting: Acting, territory: Territory, was: Term | None, terms: TerritoryTerms, from_day: date, is_over: bool = False
) -> str:
    for owner_id in {terms.owner_id, was.owner_id if was and terms.owner_id is not None else None} - {None, NOBODY}:
        _require_list(acting, str(owner_id))
    if terms.team_id and acting.session.get(Team, (territory.workspace_id, terms.team_id)) is None:
        raise Refusal("territories.no_such_team", field="team")
    if terms.region and len(terms.region) > LONGEST_NAME:
        raise Refusal("territories.text_too_long", limit=LONGEST_NAME, field="region")
    batch = new_id()
    acting.session.add(
        TerritoryTerm(
            workspace_id=territory.workspace_id,
            territory_id=territory.id,
            from_day=from_day,
            region=terms.region if terms.region is not None else (was.region if was else ""),
            team_id=_said(terms.team_id, was.team_id if was else None),
            owner_id=_said(terms.owner_id, was.owner_id if was else None),
            is_over=is_over,
            said_by=acting.by.id,
            said_at=acting.now,
            batch_id=batch,
        )
    )
    acting.session.flush()
    return batch


def another_territory(lists: Lists, account_id: str, territory_id: str | None, day: date) -> Term | None:
    """The other territory in which the account is on `day`: it has to be moved, for it is in one at most."""
    if not territory_id:
        return None
    named = next((one for one in lists.on(day) if one.account_id == account_id), None)
    term = lists.term_on(named.territory_id, day) if named else None
    return term if term is not None and term.territory_id != territory_id else None


def name_accounts(
    acting: Acting, accounts: Sequence[Account], terms: AccountTerms, from_day: date, *, moves: bool = False
) -> str:
    """What holds for the accounts from `from_day` on; returns the batch, for undo.

    Refuses an unknown tier, an account that is in another territory (unless it `moves`), and who may not.
    """
    session, workspace_id = acting.session, acting.workspace.workspace_id
    _check(terms)
    lists = lists_of(session, workspace_id, [account.id for account in accounts])
    batch = new_id()
    for account in accounts:
        other = another_territory(lists, account.id, terms.territory_id, from_day)
        if other is not None and not moves:
            there = lists.territories.get(other.territory_id, "")
            raise Refusal("territories.in_another", account=account.name, territory=there, field="territory")
        was = lists.naming_on(account.id, from_day)
        _require(acting, lists, was, terms, from_day)
        session.add(_row(acting, account, was, terms, from_day, batch))
    session.flush()
    return batch


def _row(
    acting: Acting, account: Account, was: Naming | None, terms: AccountTerms, from_day: date, batch: str
) -> NamedAccount:
    old, new = _set_fields(account, terms)
    return NamedAccount(
        workspace_id=account.workspace_id,
        account_id=account.id,
        from_day=from_day,
        territory_id=_said(terms.territory_id, was.territory_id if was else None),
        tier=_said(terms.tier, was.tier if was else None),
        owner_id=_said(terms.owner_id, was.owner_id if was else None),
        old=old,
        new=new,
        said_by=acting.by.id,
        said_at=acting.now,
        batch_id=batch,
    )


def _set_fields(account: Account, terms: AccountTerms) -> tuple[dict[str, object], dict[str, object]]:
    """What the account itself says from now on: as it was, and as it is."""
    old: dict[str, object] = {}
    new: dict[str, object] = {}
    for name in OF_THE_ACCOUNT:
        said = getattr(terms, name)
        if said is not None and (said or None) != getattr(account, name):
            old[name], new[name] = getattr(account, name), said or None
            setattr(account, name, said or None)
    return old, new


def _require(acting: Acting, lists: Lists, was: Naming | None, terms: AccountTerms, day: date) -> None:
    """Whose list it is, and whose it becomes: both have to be the person's to change; on nobody's list, a manager's."""
    is_on = lists.owner_of(was, day)
    term = lists.term_on(terms.territory_id or (was.territory_id if was else None), day)
    becomes = _said(terms.owner_id, was.owner_id if was else None) or (term.owner_id if term else None)
    concerned = {is_on, becomes} - {None}
    for owner_id in concerned:
        _require_list(acting, str(owner_id))
    if not concerned or (terms.territory_id is not None and becomes != acting.by.id):
        acting.rights.require(Right.MANAGE_TERRITORIES)


def _require_list(acting: Acting, owner_id: str) -> None:
    owner = acting.session.get(Person, (acting.workspace.workspace_id, owner_id))
    name = owner.name if owner else ""
    acting.rights.require(Right.NAME_ACCOUNT, About(acting.workspace.workspace_id, owner_id), person=name)


def _check(terms: AccountTerms) -> None:
    if terms.says_nothing:
        raise Refusal("territories.nothing_said")
    if terms.tier:
        check_tier(terms.tier)
    for name, limit in OF_THE_ACCOUNT.items():
        if len(getattr(terms, name) or "") > limit:
            raise Refusal("territories.text_too_long", limit=limit, field=name)


def _said(said: str | None, was: str | None) -> str | None:
    """What holds: what is said, else what was."""
    return was if said is None else said or None

"""What there is to say about accounts in a list: how they are used, whose they are, and which look alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.accounts.changes import may_change_accounts
from models.accounts.choosing import used_lately
from models.accounts.doubles import pairs_alike
from models.accounts.queries import accounts_like
from models.accounts.records import Account
from models.accounts.use import users_of
from models.activity.records import Activity
from models.deals.records import Deal
from models.rights import Rights
from models.team.records import Person


@dataclass(frozen=True)
class AccountUse:
    """An account with what is about it."""

    account: Account
    entries: int
    deals: int
    last_on: date | None
    """The day of the latest entry."""
    others: Sequence[str]
    """The names of those whose it is besides the person who looks."""
    may_change: bool
    double: "AccountUse | None" = None
    """The one account that looks like it, when both may be changed."""

    @property
    def is_empty(self) -> bool:
        """Nothing is about it."""
        return not self.entries and not self.deals


@dataclass(frozen=True)
class Doubles:
    """Pairs of accounts that look alike: those that the person may merge, the one to keep second."""

    pairs: list[tuple[AccountUse, AccountUse]]
    of_others: int
    """Pairs with an account of the person's that is somebody else's too."""


def accounts_within_reach(session: Session, rights: Rights) -> list[Account]:
    """The accounts of the person and of those below them (a leader's: all), the one used last at the top."""
    people = rights.people_seen()
    used = used_lately(session, rights.person.workspace_id, None if people is None else sorted(people))
    place = {id_: at for at, id_ in enumerate(used)}
    theirs = select(Account).where(
        col(Account.workspace_id) == rights.person.workspace_id, col(Account.removed_at).is_(None)
    )
    within = [
        account
        for account in session.scalars(theirs)
        if people is None or account.id in place or account.owner_id in people
    ]
    return sorted(within, key=lambda account: (place.get(account.id, len(place)), account.key))


def use_of_accounts(
    session: Session, rights: Rights, accounts: Sequence[Account], *, with_doubles: bool = False
) -> list[AccountUse]:
    """What is about these accounts; `with_doubles` also which other one looks like each."""
    alike = {account.id: _only_one_alike(session, account) for account in accounts} if with_doubles else {}
    everything = {one.id: one for one in (*accounts, *filter(None, alike.values()))}
    uses = _uses(session, rights, list(everything.values()))

    def with_double(account: Account) -> AccountUse:
        use, other = uses[account.id], alike.get(account.id)
        double = uses[other.id] if other else None
        if double is None or not (use.may_change and double.may_change):
            return use
        return replace(use, double=double)

    return [with_double(account) for account in accounts]


def doubles_of(session: Session, rights: Rights) -> Doubles:
    """The accounts of the whole workspace that look alike, as far as they are the person's to merge."""
    workspace_id = rights.person.workspace_id
    known = select(Account).where(col(Account.workspace_id) == workspace_id, col(Account.removed_at).is_(None))
    accounts = {account.id: account for account in session.scalars(known)}
    pairs = pairs_alike({id_: account.name for id_, account in accounts.items()})
    uses = _uses(session, rights, [accounts[id_] for id_ in dict.fromkeys(id_ for pair in pairs for id_ in pair)])
    may = [(uses[one].may_change, uses[other].may_change) for one, other in pairs]
    theirs = [in_order(uses[one], uses[other]) for (one, other), both in zip(pairs, may, strict=True) if all(both)]
    return Doubles(theirs, sum(any(both) and not all(both) for both in may))


def in_order(one: AccountUse, other: AccountUse) -> tuple[AccountUse, AccountUse]:
    """Of two that are the same the one that goes, and the one to keep: that has more, else the older one."""

    def weight(use: AccountUse) -> tuple[int, int, float]:
        return use.deals, use.entries, -use.account.created_at.timestamp()

    return (one, other) if weight(one) < weight(other) else (other, one)


def _only_one_alike(session: Session, account: Account) -> Account | None:
    alike = [one for one in accounts_like(session, account.workspace_id, account.name) if one.id != account.id]
    return alike[0] if len(alike) == 1 else None


def _uses(session: Session, rights: Rights, accounts: Sequence[Account]) -> Mapping[str, AccountUse]:
    ids = [account.id for account in accounts]
    person = rights.person
    users = users_of(session, person.workspace_id, ids)
    may = may_change_accounts(session, rights, accounts)
    entries = _counted(session, person.workspace_id, ids)
    deals = _deals(session, person.workspace_id, ids)
    names = _names(session, person.workspace_id, {id_ for whose in users.values() for id_ in whose} - {person.id})
    return {
        account.id: AccountUse(
            account,
            entries=entries.get(account.id, _NONE)[0],
            deals=deals.get(account.id, 0),
            last_on=entries.get(account.id, _NONE)[1],
            others=sorted(names[id_] for id_ in users[account.id] if id_ in names),
            may_change=may[account.id],
        )
        for account in accounts
    }


_NONE: tuple[int, date | None] = (0, None)


def _counted(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, tuple[int, date | None]]:
    """How many entries count for each account, and the day of the latest."""
    counted = (
        select(col(Activity.account_id), func.count(), func.max(Activity.happened_on))
        .where(
            col(Activity.workspace_id) == workspace_id,
            col(Activity.account_id).in_(ids),
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
        )
        .group_by(col(Activity.account_id))
    )
    return {str(id_): (count, day) for id_, count, day in session.execute(counted)}


def _deals(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, int]:
    counted = (
        select(col(Deal.account_id), func.count())
        .where(col(Deal.workspace_id) == workspace_id, col(Deal.account_id).in_(ids), col(Deal.removed_at).is_(None))
        .group_by(col(Deal.account_id))
    )
    return {str(id_): count for id_, count in session.execute(counted)}


def _names(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, str]:
    named = select(Person).where(col(Person.workspace_id) == workspace_id, col(Person.id).in_(ids))
    return {person.id: person.name for person in session.scalars(named)}

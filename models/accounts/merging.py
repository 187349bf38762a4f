"""Two accounts that are one: everything about the one is about the other from now on, and can be parted again."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from models.accounts.changes import note, require_account_change
from models.accounts.cleaning import give_key_up, give_name_back
from models.accounts.naming import still_means
from models.accounts.records import Account, AccountChange, WhatWasDone
from models.accounts.use import columns_that_name_accounts
from models.acting import Acting
from models.activity.records import Activity
from models.activity.settling import settle
from models.references.records import Link
from models.refusal import Refusal
from models.territories.lists import lists_of
from models.territories.records import NamedAccount

FILLED_IN = ("sector", "size", "segment", "postcode", "channel", "owner_id")
"""What the account that stays takes over where it says nothing itself."""
AT_ONCE = 500
"""Ids in one statement."""


def merge_accounts(acting: Acting, account: Account, into: Account) -> AccountChange:
    """`account` is part of `into`: its entries, deals and everything else that names it; first meetings are found anew.

    Refuses an account and itself, and accounts that are somebody else's too, unless they are below.
    """
    if account.id == into.id:
        raise Refusal("accounts.the_same", account=into.name, field="same_as")
    for each in (account, into):
        require_account_change(acting, each)
    old = _fields(into)
    moved = _move_all(acting.session, account, into, _named_since(acting, into))
    _fill_in(into, account)
    account.removed_at, account.merged_into_id = acting.now, into.id
    if not still_means(account.name, into.name):
        give_key_up(acting, account)
    acting.session.flush()
    _settle_entries(acting.session, into, acting.now)
    new = _fields(into)
    changed = [name for name in new if new[name] != old[name]]
    was, now = {name: old[name] for name in changed}, {name: new[name] for name in changed}
    return note(acting, WhatWasDone.MERGE, account, into, old=was, new=now, moved=moved)


def absorb_account(session: Session, account: Account, into: Account, now: datetime) -> None:
    """The same as a CRM says it, where nobody is asked; what somebody said of the account that stays goes first."""
    _move_all(session, account, into, date.min)
    _fill_in(into, account)
    account.removed_at, account.merged_into_id = now, into.id
    session.flush()
    _settle_entries(session, into, now)


def part_accounts(acting: Acting, account: Account, into: Account, change: AccountChange) -> None:
    """Take a merge back: what was moved goes back, what came since stays. Refuses when the name is taken by now."""
    account.removed_at = account.merged_into_id = None
    give_name_back(acting, account, account.name)
    for table, column in _columns():
        _move(acting.session, table, column, change.moved.get(f"{table.name}.{column.name}", []), into.id, account.id)
    for name, value in change.old.items():
        if _as_json(getattr(into, name)) == change.new[name]:
            setattr(into, name, _from_json(name, value))
    acting.session.flush()
    for each in (account, into):
        _settle_entries(acting.session, each, acting.now)


def _named_since(acting: Acting, into: Account) -> date | None:
    """Since when `into` has a tier, territory and list of its own; None where it has none today."""
    named = lists_of(acting.session, into.workspace_id, [into.id]).naming_on(into.id, acting.today)
    if named is None or not named.says_something:
        return None
    first = select(func.min(col(NamedAccount.from_day))).where(
        col(NamedAccount.workspace_id) == into.workspace_id,
        col(NamedAccount.account_id) == into.id,
        col(NamedAccount.undone_at).is_(None),
    )
    return acting.session.scalars(first).one()


def _move_all(session: Session, account: Account, into: Account, named_since: date | None) -> dict[str, list[str]]:
    """Everything that names `account` names `into`; returns the ids of the rows by `table.column`.

    On which list `account` was says something of `into` only for the days before it had one of its own: what is over
    keeps its coverage, and what holds today is what was said of the account that stays.
    """
    moved = {}
    for table, column in _columns():
        named = select(table.c.id).where(table.c.workspace_id == account.workspace_id, column == account.id)
        if table.name == NamedAccount.__tablename__ and named_since is not None:
            named = named.where(table.c.from_day < named_since)
        if ids := list(session.scalars(named.order_by(table.c.id))):
            _move(session, table, column, ids, account.id, into.id)
            moved[f"{table.name}.{column.name}"] = ids
    return moved


def _columns() -> Iterator[tuple[Any, Any]]:
    """What names accounts; what CRMs call the one, the other is called by from then on."""
    yield from columns_that_name_accounts()
    links = Link.__table__  # type: ignore[attr-defined]
    yield links, links.c.fact_id


def _move(session: Session, table: Any, column: Any, ids: list[str], from_id: str, to_id: str) -> None:
    session.flush()
    for at in range(0, len(ids), AT_ONCE):
        rows = (table.c.id.in_(ids[at : at + AT_ONCE]), column == from_id)
        session.execute(update(table).where(*rows).values({column.name: to_id}))
    session.expire_all()


def _fill_in(into: Account, account: Account) -> None:
    for name in FILLED_IN:
        if getattr(into, name) is None:
            setattr(into, name, getattr(account, name))
    days = [into.opened_on, account.opened_on]
    known = [day for day in days if day is not None]
    # Of an account from an import nobody knows since when it is one of ours: longer than those that are opened here.
    into.opened_on = min(known) if len(known) == len(days) else None


def _settle_entries(session: Session, account: Account, now: datetime) -> None:
    """Find anew what tells of one event, and first and follow-up, for every entry about the account."""
    about = select(Activity).where(
        col(Activity.workspace_id) == account.workspace_id,
        col(Activity.account_id) == account.id,
        col(Activity.undone_at).is_(None),
    )
    settle(session, account.workspace_id, session.scalars(about), now=now)


def _fields(account: Account) -> dict[str, Any]:
    return {name: _as_json(getattr(account, name)) for name in (*FILLED_IN, "opened_on")}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_json(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "opened_on" and value else value

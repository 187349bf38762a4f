"""What may be done to accounts, by whom, and how each step is noted."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from models.accounts.records import Account, AccountChange, WhatWasDone
from models.accounts.use import users_of
from models.acting import Acting
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About, Rights
from models.team.records import Person


def may_change_accounts(session: Session, rights: Rights, accounts: Sequence[Account]) -> dict[str, bool]:
    """For each account whether the person may rename, merge or delete it: it is theirs alone, or of people below."""
    workspace_id = rights.person.workspace_id
    users = users_of(session, workspace_id, [account.id for account in accounts])
    may = {
        person_id: rights.may(Right.CHANGE_ACCOUNT, About(workspace_id, person_id))
        for person_id in {None, *(person_id for whose in users.values() for person_id in whose)}
    }
    return {id_: all(may[person_id] for person_id in whose) if whose else may[None] for id_, whose in users.items()}


def require_account_change(acting: Acting, account: Account) -> None:
    """Refuses an account that is somebody else's too, unless they are below, and says whose it is."""
    rights = acting.rights
    whose = users_of(acting.session, account.workspace_id, [account.id])[account.id]
    if not whose:
        rights.require(Right.CHANGE_ACCOUNT, About(account.workspace_id), account=account.name, user="")
    for person_id in sorted(whose):
        person = acting.session.get_one(Person, (account.workspace_id, person_id))
        rights.require(Right.CHANGE_ACCOUNT, person, account=account.name, user=person.name)


def note(
    acting: Acting,
    what: WhatWasDone,
    account: Account,
    into: Account | None = None,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    moved: dict[str, list[str]] | None = None,
) -> AccountChange:
    """Write down what was done, so that it can be taken back."""
    change = AccountChange(
        workspace_id=account.workspace_id,
        account_id=account.id,
        into_id=into.id if into else None,
        what=what,
        changed_by=acting.by.id,
        changed_at=acting.now,
        old=old or {},
        new=new or {},
        moved=moved or {},
    )
    acting.session.add(change)
    acting.session.flush()
    return change


def change_with_id(session: Session, workspace_id: str, change_id: str) -> AccountChange:
    """What was done. Refuses what is not there, or not in this workspace."""
    change = session.get(AccountChange, (workspace_id, change_id))
    if change is None:
        raise Refusal("accounts.change_not_there")
    return change


def latest_change_by(session: Session, person: Person) -> AccountChange | None:
    """The latest thing this person did to any account, as far as it stands."""
    done = select(AccountChange).where(
        AccountChange.workspace_id == person.workspace_id,
        AccountChange.changed_by == person.id,
        col(AccountChange.undone_at).is_(None),
    )
    return session.exec(done.order_by(col(AccountChange.id).desc())).first()


def require_latest(session: Session, change: AccountChange, name: str) -> None:
    """Refuses to take back what is taken back already, or what something that stands came after.

    `name` is that of the account, for whoever is refused.
    """
    if change.undone_at is not None:
        raise Refusal("accounts.undone_before")
    accounts = [id_ for id_ in (change.account_id, change.into_id) if id_]
    since = select(AccountChange.id).where(
        AccountChange.workspace_id == change.workspace_id,
        col(AccountChange.account_id).in_(accounts) | col(AccountChange.into_id).in_(accounts),
        col(AccountChange.id) > change.id,
        col(AccountChange.undone_at).is_(None),
    )
    if session.exec(since.limit(1)).first() is not None:
        raise Refusal("accounts.changed_since", account=name)

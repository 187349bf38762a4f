"""Keeping accounts clean: another name, a better writing, and out with what nothing is about."""

from collections.abc import Iterable

from sqlmodel import select

from models.accounts.actions import check_name
from models.accounts.changes import note, require_account_change
from models.accounts.naming import better_written, key_of, still_means, tidy_name
from models.accounts.queries import living
from models.accounts.records import Account, AccountChange, WhatWasDone
from models.accounts.use import is_in_use
from models.acting import Acting
from models.refusal import Refusal


def rename_account(acting: Acting, account: Account, name: str) -> AccountChange:
    """The account has another name. What it was called still means it, unless that was no name.

    Refuses the name that it has, one that is empty or too long, and that of another account.
    """
    check_name(name)
    require_account_change(acting, account)
    name, was = tidy_name(name), account.name
    if name == was:
        raise Refusal("accounts.called_so_already", account=was, field="name")
    if key_of(name) != account.key:
        _free(acting, account, key_of(name))
        key, account.key = account.key, key_of(name)
        acting.session.flush()
        if key == key_of(was) and still_means(was, name):
            _keep_former_name(acting, account, was)
    account.name = name
    return note(acting, WhatWasDone.RENAME, account, old={"name": was}, new={"name": name})


def delete_account(acting: Acting, account: Account) -> AccountChange:
    """There is no such account any more. Refuses one that something is about."""
    require_account_change(acting, account)
    if is_in_use(acting.session, account):
        raise Refusal("accounts.still_used", account=account.name)
    account.removed_at = acting.now
    return note(acting, WhatWasDone.DELETE, account)


def mend_writing(accounts: Iterable[Account], text: str) -> None:
    """Write the accounts as somebody typed them in `text`, where only capitals differ and theirs has more."""
    for account in accounts:
        if account.name in text:
            continue
        account.name = better_written(account.name, text) or account.name


def give_name_back(acting: Acting, account: Account, name: str) -> None:
    """The account is found by this name again. Refuses when another account has it by now."""
    if key_of(name) != account.key:
        _free(acting, account, key_of(name))
        account.key = key_of(name)
    account.name = name
    acting.session.flush()


def give_key_up(acting: Acting, account: Account) -> None:
    """The account no longer answers to its name."""
    account.key = account.id
    acting.session.flush()


def _free(acting: Acting, account: Account, key: str) -> None:
    """Nobody is called so, or the account itself once was. Refuses when it is another account's name."""
    found = select(Account).where(Account.workspace_id == account.workspace_id, Account.key == key)
    bearer = acting.session.exec(found).first()
    if bearer is None:
        return
    meant = living(acting.session, bearer)
    if meant is not None and meant.id != account.id:
        raise Refusal("accounts.name_taken", account=meant.name, field="name")
    give_key_up(acting, bearer)


def _keep_former_name(acting: Acting, account: Account, name: str) -> None:
    """A file or a colleague that still says the former name means this account, and opens no second one."""
    former = Account(
        workspace_id=account.workspace_id,
        name=name,
        key=key_of(name),
        created_at=account.created_at,
        removed_at=acting.now,
        merged_into_id=account.id,
    )
    acting.session.add(former)
    acting.session.flush()

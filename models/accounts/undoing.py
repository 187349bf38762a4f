"""Taking back what was done to an account."""

from sqlmodel import col, select

from models.accounts.changes import change_with_id, require_account_change, require_latest
from models.accounts.cleaning import give_key_up, give_name_back
from models.accounts.merging import part_accounts
from models.accounts.naming import key_of
from models.accounts.records import Account, AccountChange, WhatWasDone
from models.acting import Acting


def undo_change(acting: Acting, change_id: str) -> AccountChange:
    """The account is as it was before. Whoever did it may take it back, and whoever may do it now.

    Refuses what is taken back already, what something came after, and a name that another account has by now.
    """
    session = acting.session
    change = change_with_id(session, acting.workspace.workspace_id, change_id)
    account = session.get_one(Account, (change.workspace_id, change.account_id))
    into = session.get(Account, (change.workspace_id, change.into_id)) if change.into_id else None
    if change.changed_by != acting.by.id:
        require_account_change(acting, into or account)
    require_latest(session, change, (into or account).name)
    match change.what:
        case WhatWasDone.RENAME:
            _call_as_before(acting, account, str(change.old["name"]))
        case WhatWasDone.DELETE:
            give_name_back(acting, account, account.name)
            account.removed_at = None
        case _ if into is not None:
            part_accounts(acting, account, into, change)
    change.undone_at = acting.now
    session.flush()
    return change


def _call_as_before(acting: Acting, account: Account, name: str) -> None:
    """The former name is the account's own again, not one that it once had."""
    former = select(Account).where(
        Account.workspace_id == account.workspace_id,
        Account.merged_into_id == account.id,
        col(Account.key) == key_of(name),
    )
    for alias in acting.session.exec(former):
        give_key_up(acting, alias)
    give_name_back(acting, account, name)

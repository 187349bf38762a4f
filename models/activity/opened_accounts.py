"""Accounts opened by logging: while no entry of theirs counts (and no deal stands), they are not new accounts."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal


def settle_opened_accounts(session: Session, accounts: Iterable[Account | None]) -> None:
    """Take `opened_on` away from accounts whose entries were all taken back; give it back with the first one.

    An account was brought in by the entry that was stored in the same instant; those that an import, a deal or a
    person entered are left alone.
    """
    for account in {account.id: account for account in accounts if account}.values():
        entries = session.exec(
            select(Activity).where(Activity.workspace_id == account.workspace_id, Activity.account_id == account.id)
        ).all()
        if all(entry.created_at != account.created_at for entry in entries):
            continue
        counting = [entry.happened_on for entry in entries if entry.undone_at is None]
        if counting:
            account.opened_on = account.opened_on or min(counting)
        elif not _has_deal(session, account):
            account.opened_on = None


def _has_deal(session: Session, account: Account) -> bool:
    deal = select(Deal.id).where(
        Deal.workspace_id == account.workspace_id, Deal.account_id == account.id, col(Deal.removed_at).is_(None)
    )
    return session.exec(deal.limit(1)).first() is not None

"""Accounts that an entry or a deal brought in: they are there as long as something uses them.

Taken back by mistake and put back again, or used by somebody else meanwhile, they are what they were.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.accounts.use import is_in_use, was_tended
from models.activity.records import Activity, Source
from models.deals.records import Deal


def settle_accounts(
    session: Session, accounts: Iterable[Account | None], now: datetime, moved: Activity | None = None
) -> None:
    """Remove the accounts that nothing uses any more; bring back those that something uses again.

    An account was brought in by the entry or the deal that was typed in the same instant; those that an import or a
    person entered are left alone, and those that somebody renamed or merged another into stay to be found. `moved` is
    an entry that was about one of them until now.
    """
    session.flush()
    for account in {account.id: account for account in accounts if account}.values():
        was_moved = moved is not None and moved.created_at == account.created_at
        if account.merged_into_id is not None or not (was_moved or _was_brought_in(session, account)):
            continue
        if counting := _days_that_count(session, account):
            account.removed_at = None
            account.opened_on = account.opened_on or min(*counting, now.date())
        else:
            account.opened_on = None
            if not is_in_use(session, account) and not was_tended(session, account):
                account.removed_at = now
    session.flush()


def _was_brought_in(session: Session, account: Account) -> bool:
    entry = select(Activity.id).where(
        Activity.workspace_id == account.workspace_id,
        Activity.account_id == account.id,
        Activity.created_at == account.created_at,
        Activity.source == Source.SLACK,
    )
    deal = select(Deal.id).where(
        Deal.workspace_id == account.workspace_id,
        Deal.account_id == account.id,
        Deal.created_at == account.created_at,
        Deal.source == Source.SLACK,
    )
    return session.exec(entry.limit(1)).first() is not None or session.exec(deal.limit(1)).first() is not None


def _days_that_count(session: Session, account: Account) -> list[date]:
    """The days of its entries that were not taken back, and those on which its deals were opened."""
    entries = select(col(Activity.happened_on)).where(
        Activity.workspace_id == account.workspace_id,
        Activity.account_id == account.id,
        col(Activity.undone_at).is_(None),
    )
    deals = select(Deal).where(
        Deal.workspace_id == account.workspace_id, Deal.account_id == account.id, col(Deal.removed_at).is_(None)
    )
    opened = [deal.opened_on or deal.created_at.date() for deal in session.exec(deals)]
    return [*session.exec(entries), *opened]

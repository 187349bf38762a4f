"""What uses an account: entries that count, deals that stand, and whatever else names it."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Table, and_
from sqlmodel import Session, SQLModel, col, select

from models.accounts.records import Account, AccountChange
from models.activity.records import Activity, CreditShare
from models.deals.records import Deal, DealShare

_OF_THE_ACCOUNTS = {Account.__tablename__, AccountChange.__tablename__}


def columns_that_name_accounts() -> Iterator[tuple[Table, Column[str]]]:
    """Every column of every table that says which account a row is about, also of features that come later."""
    account = Account.__table__  # type: ignore[attr-defined]
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in _OF_THE_ACCOUNTS:
            for foreign in table.foreign_key_constraints:
                if foreign.referred_table is account:
                    yield table, list(foreign.columns)[-1]


def is_in_use(session: Session, account: Account) -> bool:
    """Whether an entry counts for the account, a deal stands with it, or something else names it."""
    return counts_for(session, account) or _is_named_elsewhere(session, account)


def counts_for(session: Session, account: Account) -> bool:
    """Whether an entry that was not taken back, or such a deal, is about the account."""
    entry = _about(Activity, account).where(col(Activity.undone_at).is_(None))
    deal = _about(Deal, account).where(col(Deal.removed_at).is_(None))
    return session.exec(entry).first() is not None or session.exec(deal).first() is not None


def was_tended(session: Session, account: Account) -> bool:
    """Whether somebody renamed the account, or merged another into it: then it is theirs to delete."""
    changes = select(AccountChange.id).where(
        AccountChange.workspace_id == account.workspace_id,
        (col(AccountChange.account_id) == account.id) | (col(AccountChange.into_id) == account.id),
        col(AccountChange.undone_at).is_(None),
    )
    return session.exec(changes.limit(1)).first() is not None


def users_of(session: Session, workspace_id: str, account_ids: Collection[str]) -> dict[str, set[str]]:
    """For each account the ids of those whose it is: its owner, and whoever has a part in its entries and deals."""
    users: dict[str, set[str]] = {account_id: set() for account_id in account_ids}
    if not users:
        return users
    in_workspace = (col(Account.workspace_id) == workspace_id, col(Account.id).in_(users))
    owners = select(col(Account.id), col(Account.owner_id)).where(*in_workspace, col(Account.owner_id).is_not(None))
    for whose in (owners, *(parts.where(*in_workspace).distinct() for parts in _PARTS)):
        for account_id, person_id in session.execute(whose):
            users[account_id].add(person_id)
    return users


def _is_named_elsewhere(session: Session, account: Account) -> bool:
    return any(
        session.execute(
            select(column).where(table.c.workspace_id == account.workspace_id, column == account.id)
        ).first()
        for table, column in columns_that_name_accounts()
        if table.name not in (Activity.__tablename__, Deal.__tablename__)
    )


def _about(record: type[Activity] | type[Deal], account: Account) -> Any:
    about = (col(record.workspace_id) == account.workspace_id, col(record.account_id) == account.id)
    return select(record.id).where(*about).limit(1)


def _parts() -> Iterator[Any]:
    """Account and person, for whoever did something that counts, has a deal, or a share in one of them."""
    entry = and_(_same_account(Activity), col(Activity.undone_at).is_(None))
    deal = and_(_same_account(Deal), col(Deal.removed_at).is_(None))
    entry_share = and_(_same_workspace(CreditShare), col(CreditShare.activity_id) == col(Activity.id))
    deal_share = and_(_same_workspace(DealShare), col(DealShare.deal_id) == col(Deal.id))
    id_ = col(Account.id)
    yield select(id_, col(Activity.person_id)).join(Activity, entry)
    yield select(id_, col(CreditShare.person_id)).join(Activity, entry).join(CreditShare, entry_share)
    yield select(id_, col(Deal.owner_id)).join(Deal, deal)
    yield select(id_, col(DealShare.person_id)).join(Deal, deal).join(DealShare, deal_share)


def _same_workspace(record: Any) -> Any:
    return col(record.workspace_id) == col(Account.workspace_id)


def _same_account(record: Any) -> Any:
    return and_(_same_workspace(record), col(record.account_id) == col(Account.id))


_PARTS = tuple(_parts())

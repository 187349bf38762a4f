"""Opening accounts: the first time somebody names one."""

from datetime import date, datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import Session, select

from models.accounts.naming import LONGEST_NAME, key_of, tidy_name
from models.accounts.queries import accounts_named
from models.accounts.records import Account
from models.refusal import Refusal


def open_account(
    session: Session,
    workspace_id: str,
    name: str,
    *,
    opened_on: date | None,
    now: datetime,
    owner_id: str | None = None,
    channel: str | None = None,
) -> Account:
    """A new account, or the one that somebody else opened under this name a moment ago.

    Refuses a name without a letter, digit or sign, and one above 160 characters.
    """
    check_name(name)
    account = Account(
        workspace_id=workspace_id,
        name=tidy_name(name),
        key=key_of(name),
        opened_on=opened_on,
        owner_id=owner_id,
        channel=channel,
        created_at=now,
    )
    connection = session.connection()
    inserted = connection.execute(
        _OPEN[connection.dialect.name], account.model_dump(), execution_options={"preserve_rowcount": True}
    )
    if inserted.rowcount == 0:
        known = accounts_named(session, workspace_id, [name]).get(account.key)
        return known or _opened_again(session, account)
    make_transient_to_detached(account)
    session.add(account)  # it is stored: the session now knows it, without asking for it again
    return account


def _opened_again(session: Session, account: Account) -> Account:
    """The account that was removed under this name, as if it were new."""
    removed = select(Account).where(Account.workspace_id == account.workspace_id, Account.key == account.key)
    again = session.exec(removed).one()
    for name in ("name", "opened_on", "owner_id", "channel", "created_at"):
        setattr(again, name, getattr(account, name))
    again.removed_at = again.merged_into_id = None
    session.flush()
    return again


_OPEN = {
    "sqlite": sqlite.insert(Account.__table__).on_conflict_do_nothing(),  # type: ignore[attr-defined]
    "postgresql": postgresql.insert(Account.__table__).on_conflict_do_nothing(),  # type: ignore[attr-defined]
}
"""Built once: two who name a new company at the same moment open one account."""


def find_or_open_account(
    session: Session,
    workspace_id: str,
    name: str,
    *,
    opened_on: date | None,
    now: datetime,
    owner_id: str | None = None,
    channel: str | None = None,
) -> Account:
    """The account with this name, however it is spelled; opened when nobody named it before."""
    known = accounts_named(session, workspace_id, [name]).get(key_of(name))
    return known or open_account(
        session, workspace_id, name, opened_on=opened_on, now=now, owner_id=owner_id, channel=channel
    )


def check_name(name: str) -> None:
    """Refuses an account name that is empty or too long."""
    tidied = tidy_name(name)
    if not tidied:
        raise Refusal("activity.account_without_name", field="account")
    if len(tidied) > LONGEST_NAME:
        raise Refusal("activity.account_name_too_long", limit=LONGEST_NAME, field="account")

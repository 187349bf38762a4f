"""Who was a customer when: accounts with a won deal, and those who renewed without one."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from models.accounts.records import Account
from models.activity.kinds import Kind
from models.activity.records import Activity
from models.analysis.question import Question
from models.analysis.sales import Won
from models.period import Period

_AT_A_TIME = 500


def customers_in(won: Mapping[str | None, Won]) -> frozenset[str]:
    """The accounts that bought."""
    return frozenset(account for account, one in won.items() if account is not None and one.count)


def kept_in(question: Question, span: Period, accounts: Collection[str]) -> frozenset[str]:
    """Of these accounts those of which the log tells a renewal in `span`: they stay, though no deal was won."""
    renewed: Any = select(col(Activity.account_id)).where(
        col(Activity.workspace_id) == question.workspace.workspace_id,
        col(Activity.happened_on) >= span.start,
        col(Activity.happened_on) < span.end,
        col(Activity.kind) == Kind.RENEWAL.value,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
        col(Activity.account_id).is_not(None),
    )
    return frozenset(question.session.execute(renewed.distinct()).scalars()) & frozenset(accounts)


def accounts_with_ids(question: Question, ids: Collection[str]) -> dict[str, Account]:
    """The accounts, by id."""
    found: dict[str, Account] = {}
    for at in range(0, len(ordered := sorted(ids)), _AT_A_TIME):
        named: Any = select(Account).where(
            col(Account.workspace_id) == question.workspace.workspace_id,
            col(Account.id).in_(ordered[at : at + _AT_A_TIME]),
        )
        found |= {account.id: account for account in question.session.execute(named).scalars()}
    return found

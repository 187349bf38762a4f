"""The customers of a scope: accounts of which a deal was ever won there, with what they bought and when they were spoken to.

What they bought is “sales” (KPI 5) as the ten analyses sum it: of a shared deal the part of those in the scope, on the
days on which they were there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from models.accounts.records import Account
from models.analysis.customers import accounts_with_ids, customers_in
from models.analysis.question import Question
from models.analysis.sales import ACCOUNT, DAY, won_by, won_by_account
from models.period import Period
from models.territories.lists import lists_of

LONG_AGO = date(1970, 1, 1)
"""The first day of “ever”."""


@dataclass(frozen=True, slots=True)
class Customer:
    """An account that has bought. Money is in whole units of the reporting currency."""

    account: Account
    ever: float
    this_year: float
    """In the twelve months up to the day."""
    last_bought: date


def ever(question: Question) -> Period:
    """Everything up to the as-of day."""
    return Period(LONG_AGO, question.year.end)


def customers_of(question: Question) -> dict[str, Customer]:
    """Every account of which the scope has won a deal by the as-of day, by id."""
    bought = won_by_account(question, ever(question))
    lately = won_by_account(question, question.year)
    ids = customers_in(bought)
    days: dict[str, date] = {}
    for (account, day), _ in won_by(question, ever(question), ACCOUNT, DAY):
        if account in ids:
            days[account] = max(day, days.get(account, LONG_AGO))
    accounts = accounts_with_ids(question, ids)
    return {
        id_: Customer(
            accounts[id_],
            question.whole(bought[id_].minor),
            question.whole(lately[id_].minor) if id_ in lately else 0,
            days[id_],
        )
        for id_ in sorted(ids)
        if id_ in accounts
    }


BY = ("sector", "tier", "size", "segment")
"""What customers are grouped by: what the account says of itself (`segment` is the company's own word), and the tier in which
it is named on the day.
"""


def groups_of(question: Question, accounts: Collection[str], by: str) -> dict[str, str | None]:
    """In which group each of these accounts is; None where nobody said it."""
    if by != "tier":
        found = accounts_with_ids(question, accounts)
        return {id_: getattr(account, by) or None for id_, account in found.items()}
    lists = lists_of(question.session, question.workspace.workspace_id)
    tiers = {named.account_id: named.tier for named in lists.on(question.today)}
    return {id_: tiers.get(id_) for id_ in accounts}

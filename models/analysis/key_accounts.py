"""Key accounts: how much hangs on a few customers, whether they stay and grow (NRR, GRR), and who went silent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from models.analysis.customers import accounts_with_ids, customers_in, kept_in
from models.analysis.question import Question
from models.analysis.sales import Won, added_up, first_day_won, knows_year_before, won_by_account
from models.analysis.silence import counts_since, is_silent, last_bought, last_contacts, last_signs
from models.period import Period

TOP = 0.2
"""The part of the customers that is looked at, the largest ones: rounded up, so that of five it is one."""


@dataclass(frozen=True, slots=True)
class KeyAccount:
    """A customer among the largest. Money is in whole units."""

    id: str
    name: str
    sales: float
    share: float
    """Of everything that was sold to customers in the period."""
    this_year: float
    last_year: float
    last_contact: date | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Retention:
    """What the customers of a year ago bought then, and what they buy now. Minor units."""

    customers: int
    then: float
    now: float
    kept: float
    """Of each no more than it bought then."""
    lost: int
    """Who neither bought nor renewed since."""
    renewed_without_a_deal: int
    """Who stayed by a renewal in the log: their value is in no deal, so in neither rate."""
    is_known: bool = True
    """Whether deals are known of half of the year before or more; of its last weeks alone there is no rate."""

    @property
    def nrr(self) -> float | None:
        """Net revenue retention: what they buy now / what they bought then; above 1 they grew."""
        return self.now / self.then if self.then and self.is_known else None

    @property
    def grr(self) -> float | None:
        """Gross revenue retention: the same without what anybody bought more; at most 1."""
        return self.kept / self.then if self.then and self.is_known else None


@dataclass(frozen=True)
class KeyAccounts:
    """The analysis."""

    top: tuple[KeyAccount, ...]
    """The largest fifth of the customers, the largest first."""
    customers: int
    sales: float
    retention: Retention
    year: Period
    without_account: int
    left_out: Won = field(default_factory=Won)
    """What was sold in the period; what of it has no value or no rate is in no sum."""

    @property
    def share(self) -> float | None:
        """The share of the largest fifth; None without sales."""
        return sum(account.share for account in self.top) if self.sales else None

    @property
    def silent(self) -> tuple[KeyAccount, ...]:
        """Those of whom nothing was heard for ninety days: no contact, and no deal that was won."""
        return tuple(account for account in self.top if account.is_silent)


def top_of(customers: int) -> int:
    """How many are the largest 20 %: rounded up."""
    return ceil(round(customers * TOP, 6))


def retention_of(
    then: Mapping[str, float], now: Mapping[str, float], renewed: Collection[str] = (), *, is_known: bool = True
) -> Retention:
    """NRR and GRR of the customers of `then`: what each bought in the year before, and in this one.

    Who is in `now` has bought, also where nobody knows for how much.
    """
    lost = [account for account in then if account not in now and account not in renewed]
    return Retention(
        len(then),
        sum(then.values()),
        sum(now.get(account, 0) for account in then),
        sum(min(value, now.get(account, 0)) for account, value in then.items()),
        len(lost),
        sum(1 for account in then if account in renewed and account not in now),
        is_known,
    )


def read_key_accounts(question: Question) -> KeyAccounts:
    """The largest fifth of the customers of the period, and what became of those of a year ago."""
    seen = question.seen
    won = won_by_account(question, seen) if seen else {}
    sales = {account: one.minor for account, one in won.items() if account is not None and one.count}
    largest = sorted(sales, key=lambda account: (-sales[account], account))[: top_of(len(sales))]
    this = won_by_account(question, question.year)
    before = won_by_account(question, question.year_before)
    then = {account: before[account].minor for account in customers_in(before)}
    now = {account: this[account].minor for account in customers_in(this)}
    renewed = kept_in(question, question.year, then.keys() - now.keys())
    unknown, is_known = won.get(None), knows_year_before(first_day_won(question), question.year)
    return KeyAccounts(
        tuple(_accounts(question, largest, sales, now, then)),
        len(sales),
        question.whole(sum(sales.values())),
        retention_of(then, now, renewed, is_known=is_known),
        question.year,
        unknown.deals if unknown else 0,
        added_up([*won.values()]),
    )


def _accounts(
    question: Question,
    ids: Sequence[str],
    sales: Mapping[str, float],
    now: Mapping[str, float],
    then: Mapping[str, float],
) -> list[KeyAccount]:
    records, contacts, total = accounts_with_ids(question, ids), last_contacts(question, ids), sum(sales.values())
    bought = last_bought(question, question.period.start) if ids else {}
    signs = last_signs(contacts, bought, counts_since(question), ids)
    return [
        KeyAccount(
            id_,
            records[id_].name,
            question.whole(sales[id_]),
            sales[id_] / total if total else 0,
            question.whole(now.get(id_, 0)),
            question.whole(then.get(id_, 0)),
            contacts.get(id_),
            is_silent(signs[id_], question.today),
        )
        for id_ in ids
    ]

"""Everything about the customers of a scope in one value, as `/koers customers` tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.analysis.key_accounts import KeyAccounts, read_key_accounts
from models.analysis.question import Question
from models.analysis.satisfaction import Scores
from models.analysis.silence import SILENT_DAYS
from models.customers.book import BY, Customer, customers_of
from models.customers.gaps import Gap, baskets_of, gaps_in, products_per_customer
from models.customers.renewals import Renewals, renewals_of
from models.customers.segments import Segment, everybody, segments_of
from models.customers.silent import SilentCustomer, silent_customers


@dataclass(frozen=True)
class CustomersReport:
    """The customers of a scope on a day; sales, key accounts and scores are of the twelve months up to it."""

    customers: Mapping[str, Customer]
    by: str
    """What the segments are by: one of `BY`."""
    segments: Sequence[Segment]
    scores: Scores
    key: KeyAccounts
    silent: Sequence[SilentCustomer]
    silent_days: int
    renewals: Renewals
    gaps: Sequence[Gap]
    products_per_customer: float | None
    """Of the customers of the scope; None when no product was named."""

    @property
    def active(self) -> int:
        """Who bought in the last twelve months."""
        return sum(segment.active for segment in self.segments)

    @property
    def sales(self) -> float:
        """What they bought in them, in whole units."""
        return sum(customer.this_year for customer in self.customers.values())


def customers_report(question: Question, by: str = BY[0], silent_days: int = SILENT_DAYS) -> CustomersReport:
    """The customers of the scope of `question`, as of its day, grouped `by` sector, tier, size or segment."""
    of_the_year = replace(question, period=question.year)
    customers = customers_of(of_the_year)
    segments, baskets = segments_of(of_the_year, customers, by), baskets_of(of_the_year)
    return CustomersReport(
        customers,
        by,
        segments,
        everybody(segments),
        read_key_accounts(of_the_year),
        silent_customers(of_the_year, customers, silent_days),
        silent_days,
        renewals_of(of_the_year),
        gaps_in(baskets, customers),
        products_per_customer(baskets, customers),
    )

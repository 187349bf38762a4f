"""What a customer brings in over their whole life: ARPA × gross margin / churn (domain, 10).

Everything in it is of the twelve months that end with the period: a customer who buys once a year is no lost customer
of a quarter.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from models.analysis.cost_of_sales import gross_margin
from models.analysis.customers import customers_in, kept_in
from models.analysis.question import Question
from models.analysis.sales import Won, added_up, first_day_won, knows_year_before, won_by_account, won_by_day
from models.analysis.spending import CostMonths, cost_months, spent_in, sum_of
from models.costs.records import CostKind
from models.period import Period

A_MONTH = timedelta(days=31)
LONGEST_YEARS = 5
"""The horizon when nobody leaves: for ever is no plan."""


@dataclass(frozen=True)
class Clv:
    """The analysis. Money is in whole units of the reporting currency."""

    year: Period
    revenue: float
    customers: int
    """Accounts that bought in the year."""
    before: int
    """Accounts that bought in the year before."""
    lost: int
    """Of those, who neither bought nor renewed in the year."""
    margin: float | None
    """1 − delivery costs / revenue, of the company; None when no delivery costs were entered, or nothing was sold."""
    is_company: bool
    has_margin_costs: bool
    known_since: date | None = None
    """The day of the first won deal, where that lies within the two years that are compared."""
    months: CostMonths = field(default_factory=CostMonths)
    """Those with sales in the year."""
    left_out: Won = field(default_factory=Won)
    """What was sold in the year; what of it has no value or no rate is in no sum."""

    @property
    def arpa(self) -> float | None:
        """What a customer buys in a year, on average: revenue / customers."""
        return self.revenue / self.customers if self.customers else None

    @property
    def is_year_before_known(self) -> bool:
        """Whether deals are known of half of the year before or more: of its last weeks alone churn is anything."""
        return knows_year_before(self.known_since, self.year)

    @property
    def churn(self) -> float | None:
        """Lost customers / customers of the year before; None when there were none, or hardly anything of it is known."""
        return self.lost / self.before if self.before and self.is_year_before_known else None

    @property
    def years(self) -> float | None:
        """How long a customer stays; None when that is unknown."""
        return horizon(self.churn)

    @property
    def value(self) -> float | None:
        """The lifetime value; None with a reason."""
        return lifetime_value(self.arpa, self.margin, self.churn)

    @property
    def reason(self) -> str | None:
        """Why there is none: `nothing_won`, `no_year_before`, `company_figure`, `no_delivery_costs`."""
        if not self.customers:
            return "nothing_won"
        if self.churn is None:
            return "no_year_before"
        if self.margin is None:
            return "no_delivery_costs" if self.is_company else "company_figure"
        return None


def horizon(churn: float | None) -> float | None:
    """Years that a customer stays: 1 / churn, five when nobody leaves; None when churn is unknown."""
    if churn is None:
        return None
    return 1 / churn if churn else float(LONGEST_YEARS)


def lifetime_value(arpa: float | None, margin: float | None, churn: float | None) -> float | None:
    """ARPA × gross margin / churn, with a horizon of five years when churn is 0. Below 0 where the margin is."""
    years = horizon(churn)
    return None if arpa is None or margin is None or years is None else arpa * margin * years


def read_clv(question: Question) -> Clv:
    """The lifetime value as of the end of the period."""
    year, before = question.year, question.year_before
    now = won_by_account(question, year)
    then = customers_in(won_by_account(question, before))
    bought = customers_in(now)
    kept = kept_in(question, year, then - bought)
    revenue = sum(won.minor for account, won in now.items() if account is not None)
    spent = spent_in(question, year, [CostKind.DELIVERY.value]) if question.is_company else []
    delivery = sum_of(spent)
    everything = sum(won.minor for won in now.values())
    margin = None if delivery is None else gross_margin(everything, delivery)
    return Clv(
        year,
        question.whole(revenue),
        len(bought),
        len(then),
        len(then - bought - kept),
        margin,
        question.is_company,
        delivery is not None,
        first if (first := first_day_won(question)) and first > before.start + A_MONTH else None,
        cost_months(question, won_by_day(question, year), spent) if spent else CostMonths(),
        added_up([*now.values()]),
    )

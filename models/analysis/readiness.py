"""Whether there is enough to analyse: for each of the ten, whether the figure can be told, and what it lacks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from models.analysis.coverage import named_with_cadence
from models.analysis.customers import customers_in
from models.analysis.question import Question, months_between
from models.analysis.sales import PRODUCT, first_day_won, won_by, won_by_account
from models.analysis.satisfaction import FEWEST, Scores, scores_by_segment
from models.analysis.spending import WINS_CUSTOMERS
from models.analysis.table import ANALYSES
from models.costs.records import Cost, CostKind
from models.period import month_of
from models.scorecard.reading.season import FEWEST_MONTHS
from models.scorecard.records import Target

A_YEAR = 12
FEWEST_CUSTOMERS = 5
"""Of fewer, the largest fifth is the largest, and that is no analysis."""
SALES = "sales_by_channel"


class State(StrEnum):
    """How much there is."""

    ENOUGH = "enough"
    THIN = "thin"
    """Something can be told, and it says what is missing."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Readiness:
    """What there is for one analysis. `lack` says what is missing most: `lack_<lack>` of the words."""

    key: str
    state: State
    lack: str = ""
    have: int = 0
    """Of what there is too little: months, scores, customers."""


@dataclass(frozen=True, slots=True)
class Stock:
    """How much there is of everything that the ten rest on, in the last twelve months."""

    months: int
    """Whole months since the first won deal."""
    customers: int
    won: int
    won_with_product: int
    acquisition_costs: int
    delivery_costs: int
    sales_targets: int
    scores: int
    named_accounts: int
    is_company: bool = True


def readiness_of(stock: Stock) -> list[Readiness]:
    """Of each of the ten, in the order of the table."""
    return [_TESTS[key](key, stock) for key in ANALYSES]


def _cac(key: str, stock: Stock) -> Readiness:
    if not stock.is_company:
        return Readiness(key, State.NOTHING, "company_figure")
    if not stock.acquisition_costs:
        return Readiness(key, State.NOTHING, "no_costs")
    return _with_customers(key, stock)


def _clv(key: str, stock: Stock) -> Readiness:
    if not stock.won:
        return Readiness(key, State.NOTHING, "nothing_won")
    if not stock.is_company:
        return Readiness(key, State.THIN, "company_figure")
    if stock.months <= A_YEAR:
        return Readiness(key, State.THIN, "no_year_before", stock.months)
    return Readiness(key, State.ENOUGH) if stock.delivery_costs else Readiness(key, State.THIN, "no_delivery_costs")


def _cost_of_sales(key: str, stock: Stock) -> Readiness:
    if not stock.is_company:
        return Readiness(key, State.NOTHING, "company_figure")
    if not stock.delivery_costs:
        return Readiness(key, State.NOTHING, "no_delivery_costs")
    return Readiness(key, State.ENOUGH) if stock.won else Readiness(key, State.NOTHING, "nothing_won")


def _products(key: str, stock: Stock) -> Readiness:
    if not stock.won:
        return Readiness(key, State.NOTHING, "nothing_won")
    if not stock.won_with_product:
        return Readiness(key, State.NOTHING, "no_products")
    most = stock.won_with_product * 2 >= stock.won
    return Readiness(key, State.ENOUGH) if most else Readiness(key, State.THIN, "few_products", stock.won_with_product)


def _coverage(key: str, stock: Stock) -> Readiness:
    return Readiness(key, State.ENOUGH) if stock.named_accounts else Readiness(key, State.NOTHING, "no_named_accounts")


def _with_customers(key: str, stock: Stock) -> Readiness:
    if not stock.customers:
        return Readiness(key, State.NOTHING, "nothing_won" if not stock.won else "no_accounts")
    few = stock.customers < FEWEST_CUSTOMERS
    return Readiness(key, State.THIN, "few_customers", stock.customers) if few else Readiness(key, State.ENOUGH)


def _trend(key: str, stock: Stock) -> Readiness:
    if not stock.months:
        return Readiness(key, State.NOTHING, "nothing_won")
    return _by_months(key, stock, "few_months_for_trend", 0)


def _sellers(key: str, stock: Stock) -> Readiness:
    return Readiness(key, State.ENOUGH) if stock.sales_targets else Readiness(key, State.THIN, "no_sales_targets")


def _satisfaction(key: str, stock: Stock) -> Readiness:
    if stock.scores >= FEWEST:
        return Readiness(key, State.ENOUGH)
    return Readiness(key, State.THIN if stock.scores else State.NOTHING, "few_scores", stock.scores)


def _seasonality(key: str, stock: Stock) -> Readiness:
    return _by_months(key, stock, "few_months_for_season", A_YEAR)


def _by_months(key: str, stock: Stock, lack: str, fewest: int) -> Readiness:
    if stock.months >= FEWEST_MONTHS:
        return Readiness(key, State.ENOUGH)
    return Readiness(key, State.THIN if stock.months >= fewest else State.NOTHING, lack, stock.months)


_TESTS = {
    "cac": _cac,
    "clv": _clv,
    "cost_of_sales": _cost_of_sales,
    "products": _products,
    "coverage": _coverage,
    "key_accounts": _with_customers,
    "trend": _trend,
    "sellers": _sellers,
    "satisfaction": _satisfaction,
    "seasonality": _seasonality,
}


def read_stock(question: Question) -> Stock:
    """What there is in the period of the question: a handful of counts."""
    session, workspace_id, seen = question.session, question.workspace.workspace_id, question.seen
    assert seen is not None
    first = first_day_won(question)
    end = month_of(seen.end).start
    accounts = won_by_account(question, seen)
    products = {name: won.deals for (name,), won in won_by(question, seen, PRODUCT)}
    of_kinds: Any = (
        select(col(Cost.kind), func.count())
        .where(
            col(Cost.workspace_id) == workspace_id,
            col(Cost.day) >= seen.start,
            col(Cost.day) < seen.end,
            col(Cost.removed_at).is_(None),
        )
        .group_by(col(Cost.kind))
    )
    costs: dict[str, int] = {row[0]: row[1] for row in session.execute(of_kinds)}
    scores = sum(scores_by_segment(question, seen).values(), Scores())
    targets: Any = select(func.count()).where(col(Target.workspace_id) == workspace_id, col(Target.kpi) == SALES)
    return Stock(
        len(months_between(first, end)) if first else 0,
        len(customers_in(accounts)),
        sum(won.deals for won in accounts.values()),
        sum(deals for name, deals in products.items() if name),
        sum(costs.get(kind, 0) for kind in WINS_CUSTOMERS),
        costs.get(CostKind.DELIVERY.value, 0),
        session.execute(targets).scalar_one(),
        scores.entries + scores.asked,
        named_with_cadence(question),
        question.is_company,
    )

"""The cost of a customer, their lifetime value and the cost of sales, worked out by hand."""

from datetime import date

import pytest
from sqlmodel import Session

from models.analysis.cac import clv_to_cac, cost_of_a_customer, read_cac
from models.analysis.clv import horizon, lifetime_value, read_clv
from models.analysis.cost_of_sales import cost_share, gross_margin, read_cost_of_sales
from models.period import Period, fiscal_year
from models.scorecard.scope import scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.analysis.conftest import Ask, cost, year
from tests.models.scorecard.facts import account, decided, entry

Q3 = Period(date(2026, 7, 1), date(2026, 10, 1), "2026-Q3")


@pytest.fixture
def a_quarter(session: Session, cast: Cast) -> None:
    """In Q3: 12,000 of sales and marketing; Acme and Globex are new, Initech was won in May already.

    Acme by direct (July, 10,000), Globex by a partner (August, 5,000), Initech again by direct (September, 4,000).
    """
    acme, globex, initech = (account(session, name).id for name in ("Acme", "Globex", "Initech"))
    decided(session, cast.anna, date(2026, 5, 4), 3_000, account_id=initech, channel="direct")
    decided(session, cast.anna, date(2026, 7, 10), 10_000, account_id=acme, channel="direct")
    decided(session, cast.bram, date(2026, 8, 11), 5_000, account_id=globex, channel="partner")
    decided(session, cast.bram, date(2026, 9, 12), 4_000, account_id=initech, channel="direct")
    decided(session, cast.bram, date(2026, 9, 12), 9_000, "lost", account_id=acme)
    cost(session, "sales", date(2026, 7, 31), 7_000, channel="direct")
    cost(session, "marketing", date(2026, 8, 31), 3_000, channel="partner")
    cost(session, "marketing", date(2026, 8, 31), 2_000)
    cost(session, "delivery", date(2026, 7, 31), 8_000, channel="direct")
    cost(session, "delivery", date(2026, 9, 30), 1_500)
    cost(session, "marketing", date(2026, 10, 1), 99_000)  # the day after the quarter
    cost(session, "sales", date(2026, 8, 1), 50, removed_at=NOW)  # taken back


@pytest.mark.usefixtures("a_quarter")
def test_a_new_customer_costs_what_sales_and_marketing_spent_on_them(session: Session, cast: Cast, ask: Ask) -> None:
    found = read_cac(ask(Q3))
    # (7,000 + 3,000 + 2,000) / 2 new customers = 6,000
    assert (found.total.costs, found.total.customers, found.cac) == (12_000, 2, 6_000)
    # July 7,000 for Acme; August 5,000 for Globex; September nothing for nobody
    assert [(part.costs, part.customers, part.cac) for part in found.parts] == [
        (7_000, 1, 7_000),
        (5_000, 1, 5_000),
        (None, 0, None),
    ]
    # direct 7,000 / Acme; partner 3,000 / Globex; 2,000 on no channel
    assert [(part.channel, part.cac, part.costs) for part in found.channels] == [
        ("direct", 7_000, 7_000),
        ("partner", 3_000, 3_000),
        (None, None, 2_000),
    ]
    card = scorecard_of(session, cast.workspace, scope_of_workspace(session, cast.workspace), Q3, NOW)
    assert card.lines["coca"].figure.value == found.cac


@pytest.mark.usefixtures("a_quarter")
def test_one_channel_has_its_own_costs_and_customers(ask: Ask) -> None:
    found = read_cac(ask(Q3, channel="direct"))
    assert (found.total.costs, found.total.customers, found.cac) == (7_000, 1, 7_000)


@pytest.mark.usefixtures("a_quarter")
def test_of_a_team_the_customers_are_told_and_the_cost_is_the_companys(cast: Cast, ask: Ask) -> None:
    found = read_cac(ask(Q3, cast.team))
    assert (found.cac, found.reason, found.total.customers) == (None, "company_figure", 2)


@pytest.mark.usefixtures("a_quarter")
def test_costs_in_months_without_customers_and_the_other_way_round(session: Session, cast: Cast, ask: Ask) -> None:
    october = Period(date(2026, 10, 1), date(2026, 11, 1), "2026-10")
    found = read_cac(ask(october))
    assert (found.cac, found.reason, found.total.costs) == (None, "no_new_customers", 99_000)
    may = Period(date(2026, 5, 1), date(2026, 6, 1), "2026-05")
    found = read_cac(ask(may))
    assert (found.cac, found.reason, found.total.customers) == (None, "no_costs", 1)


@pytest.mark.usefixtures("a_quarter")
def test_a_cost_without_a_rate_is_in_no_sum_and_told(session: Session, ask: Ask) -> None:
    cost(session, "sales", date(2026, 8, 1), 1_000, currency="USD", reporting_minor=None)
    found = read_cac(ask(Q3))
    assert (found.total.costs, found.costs_without_rate) == (12_000, 1)


def test_a_shared_first_deal_is_a_customer_of_each_for_their_part(session: Session, cast: Cast, ask: Ask) -> None:
    acme = account(session, "Acme").id
    decided(session, cast.anna, date(2026, 8, 1), 100, account_id=acme, split=[(cast.anna, 70), (cast.bram, 30)])
    assert [read_cac(ask(Q3, of)).total.customers for of in (cast.anna, cast.bram, cast.team, None)] == [0.7, 0.3, 1, 1]


# --- lifetime value ---


def test_the_lifetime_value_is_arpa_times_margin_over_churn(session: Session, cast: Cast, ask: Ask) -> None:
    names = ("Acme", "Globex", "Initech", "Umbrella", "Hooli")
    acme, globex, initech, umbrella, hooli = (account(session, name).id for name in names)
    for customer in (acme, globex, initech, umbrella):  # customers of 2024
        decided(session, cast.anna, date(2024, 3, 1), 1_000, account_id=customer)
    decided(session, cast.anna, date(2025, 2, 1), 6_000, account_id=acme)
    decided(session, cast.anna, date(2025, 4, 1), 3_000, account_id=globex)
    decided(session, cast.bram, date(2025, 6, 1), 3_000, account_id=hooli)
    # Umbrella renewed by the log alone: no deal, and no customer lost
    entry(session, cast.bram, "renewal", date(2025, 6, 1), account_id=umbrella)
    cost(session, "delivery", date(2025, 5, 1), 4_800)
    found = read_clv(ask(year(2025)))
    # ARPA: 12,000 / 3 customers = 4,000; margin 1 − 4,800 / 12,000 = 60 %; of four customers of 2024 one (Initech) left: 25 %
    assert (found.arpa, found.margin, found.churn, found.lost) == (4_000, 0.6, 0.25, 1)
    # 4,000 × 0.6 / 0.25 = 9,600 over four years
    assert (found.value, found.years) == (pytest.approx(9_600), 4)


def test_when_nobody_leaves_five_years_are_counted(session: Session, cast: Cast, ask: Ask) -> None:
    acme = account(session, "Acme").id
    for day in (date(2024, 3, 1), date(2025, 3, 1)):
        decided(session, cast.anna, day, 1_000, account_id=acme)
    cost(session, "delivery", date(2025, 3, 1), 250)
    found = read_clv(ask(year(2025)))
    assert (found.churn, found.years, found.value) == (0, 5, 1_000 * 0.75 * 5)


def test_a_negative_margin_makes_a_negative_lifetime_value(session: Session, cast: Cast, ask: Ask) -> None:
    acme, globex = (account(session, name).id for name in ("Acme", "Globex"))
    for customer in (acme, globex):
        decided(session, cast.anna, date(2024, 3, 1), 1_000, account_id=customer)
    decided(session, cast.anna, date(2025, 3, 1), 1_000, account_id=acme)
    cost(session, "delivery", date(2025, 3, 1), 1_500)
    # 1,000 × (1 − 1.5) / 0.5 = −1,000
    assert read_clv(ask(year(2025))).value == -1_000


def test_without_a_year_before_or_without_costs_there_is_a_reason(session: Session, cast: Cast, ask: Ask) -> None:
    assert read_clv(ask(year(2025))).reason == "nothing_won"
    acme = account(session, "Acme").id
    decided(session, cast.anna, date(2025, 3, 1), 1_000, account_id=acme)
    found = read_clv(ask(year(2025)))
    assert (found.value, found.reason, found.arpa) == (None, "no_year_before", 1_000)
    decided(session, cast.anna, date(2024, 3, 1), 1_000, account_id=acme)
    assert read_clv(ask(year(2025))).reason == "no_delivery_costs"
    assert read_clv(ask(year(2025), cast.team)).reason == "company_figure"


def test_a_quarter_is_told_by_the_twelve_months_that_end_with_it(session: Session, cast: Cast, ask: Ask) -> None:
    clv = read_clv(ask(Q3))
    assert (clv.year.start, clv.year.end) == (date(2025, 10, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("arpa", "margin", "churn", "value"),
    [(100, 0.5, 0.1, 500), (100, 0.5, 0, 250), (100, 0.5, 1, 50), (100, None, 0.1, None), (None, 0.5, 0.1, None)],
)
def test_the_formula(arpa: float | None, margin: float | None, churn: float, value: float | None) -> None:
    assert lifetime_value(arpa, margin, churn) == (None if value is None else pytest.approx(value))


def test_small_formulas() -> None:
    assert (horizon(None), horizon(0), horizon(0.5)) == (None, 5, 2)
    assert (cost_of_a_customer(None, 3), cost_of_a_customer(900, 0), cost_of_a_customer(900, 3)) == (None, None, 300)
    assert (clv_to_cac(9_000, 3_000), clv_to_cac(None, 3_000), clv_to_cac(9_000, None)) == (3, None, None)
    assert (cost_share(0, 5), cost_share(200, 50), gross_margin(200, 50)) == (None, 0.25, 0.75)


# --- cost of sales ---


@pytest.mark.usefixtures("a_quarter")
def test_the_cost_of_sales_is_delivery_over_revenue(ask: Ask) -> None:
    found = read_cost_of_sales(ask(Q3))
    # (8,000 + 1,500) / (10,000 + 5,000 + 4,000) = 50 %
    assert (found.total.revenue, found.total.delivery, found.share) == (19_000, 9_500, 0.5)
    # July 8,000 / 10,000; August: nothing was entered; September 1,500 / 4,000
    assert [part.share for part in found.parts] == [0.8, None, 0.375]
    # direct 8,000 / 14,000; partner has none; 1,500 on no channel
    assert [(part.channel, part.revenue, part.delivery) for part in found.channels] == [
        ("direct", 14_000, 8_000),
        ("partner", 5_000, None),
        (None, 0, 1_500),
    ]


def test_delivery_may_cost_more_than_it_brings_in(session: Session, cast: Cast, ask: Ask) -> None:
    decided(session, cast.anna, date(2026, 8, 1), 1_000)
    cost(session, "delivery", date(2026, 8, 1), 1_200)
    assert read_cost_of_sales(ask(Q3)).share == 1.2


def test_a_quarter_without_deals_has_no_cost_of_sales(session: Session, ask: Ask) -> None:
    assert read_cost_of_sales(ask(Q3)).reason == "no_delivery_costs"
    cost(session, "delivery", date(2026, 8, 1), 1_200)
    found = read_cost_of_sales(ask(Q3))
    assert (found.share, found.reason) == (None, "nothing_won")


def test_deals_in_another_currency_count_at_their_rate_or_are_told(session: Session, cast: Cast, ask: Ask) -> None:
    dollars = decided(session, cast.anna, date(2026, 8, 1), 1_000)
    dollars.currency, dollars.reporting_minor = "USD", 90_000
    yen = decided(session, cast.anna, date(2026, 8, 2), 1_000)
    yen.currency, yen.reporting_minor = "JPY", None
    decided(session, cast.anna, date(2026, 8, 3), None)
    cost(session, "delivery", date(2026, 8, 1), 450)
    found = read_cost_of_sales(ask(Q3))
    assert (found.total.revenue, found.share) == (900, 0.5)
    assert (found.deals_without_rate, found.deals_without_value) == (1, 1)


def test_a_fiscal_year_that_starts_in_july_is_cut_where_it_begins(session: Session, cast: Cast, ask: Ask) -> None:
    cast.workspace.fiscal_start_month = 7
    decided(session, cast.anna, date(2025, 6, 30), 500)
    decided(session, cast.anna, date(2025, 7, 1), 1_000)
    decided(session, cast.anna, date(2026, 6, 30), 3_000)
    cost(session, "delivery", date(2026, 6, 30), 1_000)
    found = read_cost_of_sales(ask(fiscal_year(2025, 7)))
    assert (found.total.revenue, found.share) == (4_000, 0.25)
    assert [part.period.start for part in found.parts if part.period][:1] == [date(2025, 7, 1)]

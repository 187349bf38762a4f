"""Each KPI by its definition, from facts made by hand; the sums are worked out beside them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from models.deals.queries import DecidedDeal
from models.deals.snapshot import OpenDeal
from models.scorecard import formulas
from models.scorecard.facts import Facts, Open, Sum, Turnover, WonOrLost
from models.scorecard.formulas import FORMULAS

DAY = date(2026, 11, 10)
_numbers = count(1)


def deal(outcome: str = "won", euros: int | None = 1000, share: float = 1, **more: Any) -> WonOrLost:
    number = next(_numbers)
    values: dict[str, Any] = {
        "deal_id": f"d{number}",
        "number": number,
        "owner_id": "anna",
        "account_id": f"a{number}",
        "outcome": outcome,
        "closed_on": DAY,
        "opened_on": DAY - timedelta(days=30),
        "reporting_minor": None if euros is None else euros * 100,
        "channel": "direct",
        "deal_type": "new",
        "product": None,
        "reason": "",
        "shares": (("anna", 100),),
    }
    return WonOrLost(DecidedDeal(**{**values, **more}), share)


def open_deal(euros: int | None, probability: int | None, share: float = 1) -> Open:
    minor = None if euros is None else euros * 100
    return Open(
        OpenDeal("d", 1, "anna", None, "proposal", minor, "EUR", minor, probability, "direct", DAY, None, ()), share
    )


def test_doing_nothing_is_a_true_zero_and_deciding_nothing_is_undefined() -> None:
    nothing = Facts()
    for key in (
        "first_meetings",
        "follow_ups",
        "proposals",
        "new_customers",
        "sales_by_channel",
        "renewals",
        "training_hours",
        "returned_leads",
        "new_accounts",
        "pipeline",
        "weighted_pipeline",
    ):
        assert FORMULAS[key](nothing).value == 0, key
    for key, reason in {
        "close_rate": "nothing_decided",
        "csat": "no_scores",
        "sales_cycle": "nothing_won",
        "deal_size": "nothing_won",
        "coaching": "no_sessions",
        "turnover": "team_figure",
        "reps_on_track": "team_figure",
        "coca": "company_figure",
    }.items():
        assert (FORMULAS[key](nothing).value, FORMULAS[key](nothing).reason) == (None, reason), key


def test_visits_are_meetings_and_the_order_decides_which() -> None:
    facts = Facts(
        entries={
            ("meeting", True): Sum(2, 2),
            ("visit", True): Sum(1, 1),
            ("meeting", False): Sum(4, 5),
            ("meeting", None): Sum(9, 9),
        }
    )
    assert formulas.first_meetings(facts).value == 3
    assert formulas.follow_ups(facts).value == 5
    assert formulas.follow_ups(facts).n == 4


def test_close_rate_is_won_over_everything_decided() -> None:
    facts = Facts(decided=(deal(), deal(), deal("lost"), deal("returned")))
    rate = formulas.close_rate(facts)
    assert (rate.value, rate.numerator, rate.denominator, rate.n) == (0.5, 2, 4, 4)


def test_close_rate_weighs_a_shared_deal_by_its_credit() -> None:
    rate = formulas.close_rate(Facts(decided=(deal(share=0.6), deal("lost"))))
    assert rate.value == pytest.approx(0.6 / 1.6)


def test_sales_are_won_value_in_total_and_by_channel() -> None:
    facts = Facts(
        decided=(deal(euros=100), deal(euros=300, channel="partner"), deal(euros=200, share=0.5), deal("lost"))
    )
    sales = formulas.sales_by_channel(facts)
    assert sales.value == 500  # 100 + 300 + 200 × 0.5
    assert sales.by_channel == {"partner": 300, "direct": 200}


def test_a_deal_without_a_value_is_left_out_and_said_so() -> None:
    some = formulas.sales_by_channel(Facts(decided=(deal(euros=100), deal(euros=None))))
    assert (some.value, some.left_out) == (100, {"without_value": 1})
    none = formulas.sales_by_channel(Facts(decided=(deal(euros=None),)))
    assert (none.value, none.reason) == (None, "no_values")


def test_a_deal_with_a_value_and_no_rate_is_left_out_for_that_reason() -> None:
    # D15: of three won deals one has no value, and one is 5,000 dollars without a rate.
    dollars = deal(euros=None, value_minor=5000_00)
    some = formulas.sales_by_channel(Facts(decided=(deal(euros=100), deal(euros=None), dollars)))
    assert (some.value, some.left_out) == (100, {"without_value": 1, "without_rate": 1})
    none = formulas.sales_by_channel(Facts(decided=(dollars,)))
    assert (none.value, none.reason, none.left_out) == (None, "no_rates", {"without_rate": 1})
    recent = formulas.deal_size(Facts(decided_recently=(dollars,)))
    assert (recent.reason, recent.left_out) == ("no_rates", {"without_rate": 1})


def test_an_open_deal_without_a_rate_or_a_probability_is_left_out_for_that_reason() -> None:
    dollars = replace(open_deal(None, 50).deal, value_minor=700_00)
    facts = Facts(open_deals=(open_deal(1000, 10), open_deal(400, None), Open(dollars)))
    assert formulas.pipeline(facts).left_out == {"without_rate": 1}
    weighted = formulas.weighted_pipeline(facts)
    assert (weighted.value, weighted.left_out) == (100, {"without_rate": 1, "without_probability": 1})


def test_reps_on_track_are_so_many_of_those_who_were_reviewed() -> None:
    figure = formulas.reps_on_track(Facts(is_team=True, rated_on_track=1, reviewed=2))
    assert (figure.value, figure.n, figure.beside) == (1, 2, {"reviewed": 2})


def test_new_customers_are_first_wins_only() -> None:
    first, second = deal(share=0.6), deal()
    facts = Facts(decided=(first, second, deal(account_id=None)), first_wins=frozenset({first.deal.deal_id}))
    figure = formulas.new_customers(facts)
    assert (figure.value, figure.n, figure.left_out) == (0.6, 1, {"without_account": 1})


def test_sales_cycle_is_the_median_of_won_deals() -> None:
    won = [deal(opened_on=DAY - timedelta(days=days)) for days in (10, 20, 90)]
    figure = formulas.sales_cycle(Facts(decided=(*won, deal("lost"), deal(opened_on=None))))
    assert (figure.value, figure.n, figure.left_out) == (20, 3, {"without_first_day": 1})


def test_deal_size_is_a_quotient_over_three_months_not_a_mean_of_means() -> None:
    size = formulas.deal_size(Facts(decided_recently=(deal(euros=100), deal(euros=500, share=0.5), deal("lost", 9000))))
    assert size.value == pytest.approx(233.33)  # (100 + 250) / 1.5
    assert size.n == 2


def test_customer_satisfaction_is_a_mean_with_its_top_two_share() -> None:
    facts = Facts(entries={("csat", None): Sum(3, 3, 0, score=12, scored=3, satisfied=2)})  # 5, 4 and 3
    figure = formulas.csat(facts)
    assert (figure.value, figure.n) == (4, 3)
    assert figure.beside["satisfied"] == pytest.approx(2 / 3)


def test_the_pipeline_weighs_value_by_probability() -> None:
    facts = Facts(open_deals=(open_deal(1000, 10), open_deal(400, 75, share=0.5), open_deal(None, 50)))
    assert formulas.pipeline(facts).value == 1200  # 1000 + 200
    weighted = formulas.weighted_pipeline(facts)
    assert weighted.value == 250  # 100 + 150
    assert weighted.left_out == {"without_value": 1}


def test_returned_leads_are_leads_and_deals() -> None:
    facts = Facts(entries={("returned", None): Sum(1, 3)}, decided=(deal("returned"), deal()))
    assert formulas.returned_leads(facts).value == 4


def test_renewals_count_a_renewal_deal_only_when_it_was_not_logged_as_well() -> None:
    acme = deal(deal_type="renewal", account_id="acme")
    facts = Facts(
        entries={("renewal", None): Sum(1, 1)},
        renewed_due=1,
        decided=(acme, deal(deal_type="renewal"), deal("lost", deal_type="renewal")),
        told_by_entry={acme.deal.deal_id: True},
    )
    figure = formulas.renewals(facts)
    assert figure.value == 2  # Acme once, and the other account's deal
    assert figure.beside == {"renewal_rate": pytest.approx(2 / 3), "renewals_due": 3}
    # Acme's entry says no due date: its deal, which was won in the period, stands for what was due. Again 2 of 3.
    without_date = replace(facts, renewed_due=0, told_by_entry={acme.deal.deal_id: False})
    assert formulas.renewals(without_date).beside == figure.beside
    assert formulas.renewals(Facts(entries={("renewal", None): Sum(1, 1)})).beside == {}, "nothing is known to be due"


def test_training_is_counted_in_hours() -> None:
    # D15: 50 and 50 minutes are 1 2/3 hours, not 1.67: three months of them are 5 hours, as the quarter says.
    assert formulas.training_hours(Facts(entries={("training", None): Sum(2, 2, minutes=100)})).value == 5 / 3
    assert formulas.training_hours(Facts(entries={("training", None): Sum(2, 2, minutes=150)})).value == 2.5


def test_turnover_is_leavers_with_the_rate_beside_it() -> None:
    figure = formulas.turnover(Facts(is_team=True, turnover=Turnover(2, 10)))
    assert (figure.value, figure.beside["turnover_rate"]) == (2, 0.2)
    assert formulas.turnover(Facts(is_team=True, turnover=Turnover(0, 0))).reason == "no_reps"


def test_acquisition_cost_is_a_figure_of_the_company() -> None:
    first = deal()
    company = Facts(
        is_team=True,
        is_workspace=True,
        acquisition_costs=500_00,
        decided=(first,),
        first_wins=frozenset({first.deal.deal_id}),
    )
    assert formulas.coca(company).value == 500
    assert formulas.coca(replace(company, first_wins=frozenset())).reason == "no_new_customers"
    assert formulas.coca(replace(company, acquisition_costs=None)).reason == "no_costs"
    assert formulas.coca(replace(company, is_workspace=False)).reason == "company_figure"


def test_cross_and_upselling_of_a_rep_is_won_value_of_those_types() -> None:
    facts = Facts(decided=(deal(euros=100, deal_type="upsell"), deal(euros=50, deal_type="crosssell"), deal(euros=999)))
    assert formulas.cross_upsell_value(facts).value == 150


def test_money_without_cents_is_not_divided_by_a_hundred() -> None:
    assert formulas.sales_by_channel(replace(Facts(decided=(deal(euros=100),)), minor_units=1)).value == 10_000

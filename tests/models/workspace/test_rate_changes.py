"""A rate that is entered counts what waited for it, at once, in the periods where it belongs; undo takes that back."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.activity.records import Activity
from models.costs.actions import enter_cost, take_cost_back
from models.costs.records import CostKind
from models.deals.actions import add_deal, decide_deal
from models.deals.history import undo
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.workspace.rate_changes import Quote, set_rate, take_in_rates, undo_rate
from models.workspace.rates import to_reporting
from models.workspace.records import ExchangeRate
from models.workspace.recounting import first_waiting, recount
from models.workspace.settings import Author, author_of, change_settings, undo_changes
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)
MONDAY = date(2026, 11, 9)


def admin(session: Session, cast: Cast) -> Author:
    return author_of(acting(session, cast.dirk))


def won_in_dollars(session: Session, cast: Cast, amount: int = 10_000) -> Deal:
    dollars = DealTerms(value=Money.of(Decimal(amount), "USD"))
    deal, _ = add_deal(acting(session, cast.anna), None, dollars)
    decide_deal(acting(session, cast.anna), deal, Outcome.WON)
    return deal


def test_what_waited_for_a_rate_is_counted_at_once_and_the_answer_says_how_much(session: Session, cast: Cast) -> None:
    deal = won_in_dollars(session, cast)
    cost = enter_cost(acting(session, cast.carla), CostKind.MARKETING, Money.of(500, "USD"), MONDAY)
    assert (deal.reporting_minor, cost.reporting_minor) == (None, None)
    told = set_rate(admin(session, cast), "USD", Decimal("0.92"), date(2026, 11, 1)).recount
    # 10,000 × 0.92 = 9,200 and 500 × 0.92 = 460.
    assert (deal.reporting_minor, cost.reporting_minor) == (920_000, 46_000)
    assert (told.deals.counted, told.costs.counted, told.counted_minor, told.waiting) == (1, 1, 966_000, 0)
    assert told.days == {MONDAY, TODAY}


def test_a_rate_that_begins_later_leaves_what_was_before_it_waiting(session: Session, cast: Cast) -> None:
    cost = enter_cost(acting(session, cast.carla), CostKind.MARKETING, Money.of(500, "USD"), MONDAY)
    told = set_rate(admin(session, cast), "USD", Decimal("0.92"), TODAY).recount
    assert cost.reporting_minor is None
    assert (told.counted, told.waiting, told.waits_for) == (0, 1, {"USD"})


def test_what_was_taken_back_waits_for_no_rate(session: Session, cast: Cast) -> None:
    cost = enter_cost(acting(session, cast.carla), CostKind.MARKETING, Money.of(500, "USD"), MONDAY)
    assert first_waiting(session, cast.workspace, "USD") == MONDAY
    take_cost_back(acting(session, cast.carla), cost.id)
    deal = won_in_dollars(session, cast)
    deal.removed_at = NOW
    call = {"person_id": cast.anna.id, "kind": "proposal", "amount_minor": 100, "currency": "USD"}
    session.add(Activity(workspace_id="T1", happened_on=MONDAY, created_at=NOW, undone_at=NOW, **call))
    session.flush()
    assert first_waiting(session, cast.workspace, "USD") is None


def test_taking_a_rate_back_has_it_wait_again(session: Session, cast: Cast) -> None:
    deal = won_in_dollars(session, cast)
    entered = set_rate(admin(session, cast), "USD", Decimal("0.92"), MONDAY)
    undone = undo_rate(admin(session, cast), entered.change.id)
    assert (deal.reporting_minor, undone.rate) == (None, None)
    with pytest.raises(Refusal, match="undone_already"):
        undo_rate(admin(session, cast), entered.change.id)


def test_a_corrected_rate_of_the_same_day_goes_back_to_the_one_before(session: Session, cast: Cast) -> None:
    deal = won_in_dollars(session, cast)
    set_rate(admin(session, cast), "USD", Decimal("0.92"), MONDAY)
    corrected = set_rate(admin(session, cast), "USD", Decimal("0.93"), MONDAY)
    assert (deal.reporting_minor, corrected.recount.changed) == (930_000, 1)
    undo_rate(admin(session, cast), corrected.change.id)
    assert deal.reporting_minor == 920_000


@pytest.mark.parametrize("rate", ["0", "-1", "1e12"])
def test_a_rate_of_nothing_or_less_is_refused(session: Session, cast: Cast, rate: str) -> None:
    with pytest.raises(Refusal, match="not_positive"):
        set_rate(admin(session, cast), "USD", Decimal(rate), TODAY)


def test_the_reporting_currency_and_one_that_does_not_exist_have_no_rate(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="is_reporting"):
        set_rate(admin(session, cast), "EUR", Decimal(1), TODAY)
    with pytest.raises(Refusal, match="unknown_currency"):
        set_rate(admin(session, cast), "XQX", Decimal(1), TODAY)


def test_only_an_admin_enters_rates_and_the_refusal_says_who_they_are(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="admins_only") as refused:
        author_of(acting(session, cast.carla))
    assert refused.value.values["admins"] == ["Dirk Visser"]


def test_what_a_bank_quotes_is_read_the_other_way_round_and_across(session: Session, cast: Cast) -> None:
    take_in_rates(
        admin(session, cast),
        [Quote("EUR", "USD", MONDAY, Decimal("1.25")), Quote("EUR", "GBP", MONDAY, Decimal("0.8"))],
    )
    # 1 EUR = 1.25 USD, so 100 USD = 80 EUR.
    assert to_reporting(session, cast.workspace, Money.of(100, "USD"), TODAY) == Money.of(80, "EUR")
    cast.workspace.currency = "USD"
    # 100 GBP = 125 EUR = 156.25 USD.
    assert to_reporting(session, cast.workspace, Money.of(100, "GBP"), TODAY) == Money(15_625, "USD")
    assert to_reporting(session, cast.workspace, Money.of(100, "GBP"), date(2026, 11, 8)) is None


def test_another_reporting_currency_has_everything_counted_anew_and_undo_puts_it_back(
    session: Session, cast: Cast
) -> None:
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 11, 1), rate="0.8"))
    dollars = won_in_dollars(session, cast)
    euros, _ = add_deal(acting(session, cast.anna), None, DealTerms(value=Money.of(Decimal(800), "EUR")))
    francs, _ = add_deal(acting(session, cast.anna), None, DealTerms(value=Money.of(Decimal(50), "CHF")))
    assert (dollars.reporting_minor, euros.reporting_minor) == (800_000, 80_000)
    changed = change_settings(admin(session, cast), {"currency": "USD"})
    # 10,000 USD are themselves; 800 EUR = 1,000 USD, as 1 USD is 0.80 EUR; nothing is known of francs.
    assert (dollars.reporting_minor, euros.reporting_minor, francs.reporting_minor) == (1_000_000, 100_000, None)
    assert changed.recount is not None
    assert (changed.recount.changed, changed.recount.waits_for) == (2, {"CHF"})
    undo_changes(admin(session, cast), [changed.changes[0].id])
    assert (cast.workspace.currency, dollars.reporting_minor, euros.reporting_minor) == ("EUR", 800_000, 80_000)


def test_undoing_a_change_of_a_deal_after_the_currency_changed_gives_the_worth_in_the_new_one(
    session: Session, cast: Cast
) -> None:
    deal, _ = add_deal(acting(session, cast.anna), None, DealTerms(value=Money.of(Decimal(800), "EUR")))
    won = decide_deal(acting(session, cast.anna), deal, Outcome.WON, DealTerms(value=Money.of(Decimal(1600), "EUR")))
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 11, 1), rate="0.8"))
    change_settings(admin(session, cast), {"currency": "USD"})
    assert deal.reporting_minor == 200_000
    undo(acting(session, cast.anna), won.id)
    assert (deal.value_minor, deal.reporting_minor) == (80_000, 100_000)


def test_counting_anew_changes_nothing_that_was_right(session: Session, cast: Cast) -> None:
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 11, 1), rate="0.9"))
    deal = won_in_dollars(session, cast)
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 11, 13), rate="0.5"))
    told = recount(session, cast.workspace, NOW.date(), everything=True)
    assert (deal.reporting_minor, told.changed, told.counted, told.days) == (900_000, 0, 0, set())

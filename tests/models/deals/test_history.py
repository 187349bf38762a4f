"""A deal's history: what is done can be taken back, and any past day can be seen again."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from models.accounts.actions import open_account
from models.deals.actions import add_deal, decide_deal, edit_deal, move_deal
from models.deals.history import latest_by, redo, undo
from models.deals.queries import decided_between
from models.deals.records import Deal, DealChange, Outcome, Stage
from models.deals.snapshot import deals_open_at
from models.deals.terms import DealTerms
from models.money import Money
from models.period import month_of
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.records import ExchangeRate
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)


def euro(amount: int) -> Money:
    return Money.of(amount, "EUR")


def on(day: int) -> datetime:
    return NOW.replace(day=day)


def a_deal(session: Session, cast: Cast, day: int = 1, amount: int = 25_000, **terms: object) -> Deal:
    account = open_account(session, "T1", f"Acme {day} {amount}", opened_on=None, now=on(day))
    said = DealTerms(value=euro(amount), **terms)  # type: ignore[arg-type]
    return add_deal(acting(session, cast.anna, on(day)), account, said)[0]


def move(session: Session, person: Person, deal: Deal, stage: str, day: int) -> DealChange:
    return move_deal(acting(session, person, on(day)), deal, stage)


def decide(
    session: Session, cast: Cast, deal: Deal, outcome: Outcome, day: int, closed_on: date | None = None, **terms: object
) -> DealChange:
    said = DealTerms(**terms)  # type: ignore[arg-type]
    return decide_deal(acting(session, cast.anna, on(day)), deal, outcome, said, closed_on)


def seen(session: Session, day: int) -> list[tuple[str, int | None, int | None]]:
    return [
        (deal.stage, deal.reporting_minor and deal.reporting_minor // 100, deal.probability)
        for deal in deals_open_at(session, "T1", TODAY.replace(day=day))
    ]


def test_the_pipeline_of_any_past_day_has_the_stage_and_value_of_that_day(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    move(session, cast.anna, deal, "proposal", 4)
    edit_deal(acting(session, cast.anna, on(6)), deal, DealTerms(value=euro(18_000)))
    decide(session, cast, deal, Outcome.WON, 8)
    assert seen(session, 1) == []
    assert seen(session, 2) == seen(session, 3) == [("qualified", 25_000, 10)]
    assert seen(session, 5) == [("proposal", 25_000, 50)]
    assert seen(session, 7) == [("proposal", 18_000, 50)]
    assert seen(session, 8) == seen(session, 12) == []


def test_two_steps_on_one_day_stand_in_the_order_in_which_they_were_made(session: Session, cast: Cast) -> None:
    for _ in range(5):  # ids within one millisecond are in no order
        deal = a_deal(session, cast, day=2, amount=1_000 + _)
        move(session, cast.anna, deal, "discovery", 2)
        move(session, cast.anna, deal, "negotiation", 2)
    assert {stage for stage, _, _ in seen(session, 2)} == {"negotiation"}


def test_a_deal_won_on_monday_as_we_hear_on_friday_was_not_open_on_tuesday(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    move(session, cast.anna, deal, "proposal", 6)
    decide(session, cast, deal, Outcome.WON, 9, closed_on=date(2026, 11, 4))
    assert seen(session, 3) == [("qualified", 25_000, 10)]
    assert seen(session, 4) == seen(session, 7) == seen(session, 12) == []


def test_a_win_that_is_taken_back_never_happened(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    won = decide(session, cast, deal, Outcome.WON, 5, value=euro(20_000))
    undo(acting(session, cast.anna, on(7)), won.id)
    assert (deal.outcome, deal.closed_on, deal.stage, deal.value_minor) == (None, None, "qualified", 2_500_000)
    assert seen(session, 6) == [("qualified", 25_000, 10)]
    assert decided_between(session, "T1", month_of(TODAY), outcomes=(Outcome.WON,)) == []
    redo(acting(session, cast.anna, on(8)), won.id)
    assert [
        deal.reporting_minor for deal in decided_between(session, "T1", month_of(TODAY), outcomes=(Outcome.WON,))
    ] == [2_000_000]
    assert seen(session, 6) == []


def test_a_deal_that_is_taken_back_counts_nowhere_and_can_be_put_back(session: Session, cast: Cast) -> None:
    a_deal(session, cast, day=2)
    added = latest_by(session, cast.anna)
    assert added is not None
    undo(acting(session, cast.anna), added.id)
    assert seen(session, 12) == []
    redo(acting(session, cast.anna), added.id)
    assert len(seen(session, 12)) == 1


def test_only_the_latest_change_can_be_taken_back(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    first = move(session, cast.anna, deal, "discovery", 3)
    move(session, cast.anna, deal, "proposal", 4)
    with pytest.raises(Refusal, match="changed_since"):
        undo(acting(session, cast.anna), first.id)


def test_undo_twice_does_it_once(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    moved = move(session, cast.anna, deal, "discovery", 3)
    undo(acting(session, cast.anna), moved.id)
    with pytest.raises(Refusal, match="undone_already"):
        undo(acting(session, cast.anna), moved.id)


def test_the_history_says_who_changed_what_from_what_to_what(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    move(session, cast.carla, deal, "proposal", 4)
    change = session.exec(select(DealChange).where(DealChange.what == "move")).one()
    assert change.changed_by == cast.carla.id
    assert (change.old["stage"], change.new["stage"]) == ("qualified", "proposal")


def test_a_split_is_restored_by_undo(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2, shares=((cast.anna.id, 60), (cast.bram.id, 40)))
    halves = ((cast.anna.id, 50), (cast.bram.id, 50))
    change = edit_deal(acting(session, cast.anna), deal, DealTerms(shares=halves))
    undo(acting(session, cast.anna), change.id)
    assert deals_open_at(session, "T1", TODAY)[0].shares == ((cast.anna.id, 60), (cast.bram.id, 40))


def test_whoever_has_a_share_finds_the_deal_among_their_own(session: Session, cast: Cast) -> None:
    shared = a_deal(session, cast, day=2, shares=((cast.anna.id, 60), (cast.bram.id, 40)))
    a_deal(session, cast, day=3)
    assert [deal.number for deal in deals_open_at(session, "T1", TODAY, [cast.bram.id])] == [shared.number]
    assert len(deals_open_at(session, "T1", TODAY, [cast.anna.id])) == 2


def test_a_stage_has_the_probability_that_it_had_on_that_day(session: Session, cast: Cast) -> None:
    for since, probability in ((date(2026, 1, 1), 20), (date(2026, 11, 5), 30)):
        session.add(Stage(workspace_id="T1", key="pilot", position=0, probability=probability, effective_from=since))
    session.flush()
    a_deal(session, cast, day=2)
    assert seen(session, 4) == [("pilot", 25_000, 20)]
    assert seen(session, 5) == [("pilot", 25_000, 30)]


def test_a_persons_own_estimate_goes_before_the_stages_until_the_deal_moves(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2, probability=90)
    move(session, cast.anna, deal, "proposal", 5)
    assert seen(session, 4) == [("qualified", 25_000, 90)]
    assert seen(session, 5) == [("proposal", 25_000, 50)]


def test_a_value_in_another_currency_is_kept_and_counted_at_the_rate_of_its_day(session: Session, cast: Cast) -> None:
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 11, 1), rate="0.9"))
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 11, 10), rate="0.8"))
    dollars = DealTerms(value=Money.of(Decimal(1000), "USD"))
    deal, _ = add_deal(acting(session, cast.anna, on(3)), None, dollars)
    assert (deal.value_minor, deal.currency, deal.reporting_minor) == (100_000, "USD", 90_000)


def test_without_a_rate_the_value_is_kept_and_not_guessed(session: Session, cast: Cast) -> None:
    francs = DealTerms(value=Money.of(Decimal(1000), "CHF"))
    deal, _ = add_deal(acting(session, cast.anna), None, francs)
    assert deal.reporting_minor is None
    session.add(ExchangeRate(workspace_id="T1", currency="CHF", day=date(2026, 11, 12), rate="1.1"))
    decide_deal(acting(session, cast.anna), deal, Outcome.WON)
    assert deal.reporting_minor == 110_000


def test_decided_deals_say_how_long_they_took(session: Session, cast: Cast) -> None:
    decide(session, cast, a_deal(session, cast, day=2), Outcome.LOST, 9, reason="price")
    (decided,) = decided_between(session, "T1", month_of(TODAY))
    assert (decided.outcome, decided.days_open, decided.reason) == ("lost", 7, "price")


def test_a_lost_deal_that_moves_is_open_again(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    decide(session, cast, deal, Outcome.LOST, 5)
    move(session, cast.anna, deal, "proposal", 8)
    assert seen(session, 6) == []
    assert seen(session, 8) == [("proposal", 25_000, 50)]
    assert decided_between(session, "T1", month_of(TODAY)) == []


def test_deals_of_another_workspace_never_show(session: Session, cast: Cast) -> None:
    a_deal(session, cast, day=2)
    assert deals_open_at(session, "T2", TODAY) == []


def test_numbers_count_on_within_the_workspace(session: Session, cast: Cast) -> None:
    assert [a_deal(session, cast, day=2, amount=n).number for n in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (DealTerms(value=Money(-100, "EUR")), "negative_value"),
        (DealTerms(value=Money.of(10**12 + 1, "EUR")), "absurd_value"),
        (DealTerms(value=Money(100, "XQQ")), "unknown_currency"),
        (DealTerms(stage="nowhere"), "unknown_stage"),
        (DealTerms(probability=101), "absurd_probability"),
        (DealTerms(title="x" * 161), "too_long"),
        (DealTerms(opened_on=TODAY + timedelta(days=1)), "opened_at_another_time"),
        (DealTerms(shares=(("a", 60), ("b", 30))), "shares_not_100"),
        (DealTerms(shares=(("a", 60), ("a", 40))), "shares_not_100"),
    ],
)
def test_terms_that_break_a_rule_are_refused_and_nothing_is_stored(
    session: Session, cast: Cast, terms: DealTerms, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        add_deal(acting(session, cast.anna), None, terms)
    assert session.exec(select(Deal)).all() == []


def test_a_colleague_may_not_touch_the_deal_and_a_manager_may(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    with pytest.raises(Refusal, match="not_yours") as refused:
        move(session, cast.bram, deal, "proposal", 4)
    assert refused.value.values["owner"] == "Anna de Vries"
    move(session, cast.carla, deal, "proposal", 4)
    move(session, cast.dirk, deal, "negotiation", 5)


def test_decided_deals_are_not_decided_again(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=2)
    decide(session, cast, deal, Outcome.WON, 5)
    with pytest.raises(Refusal, match="already_decided"):
        decide(session, cast, deal, Outcome.LOST, 6)
    with pytest.raises(Refusal, match="already_decided"):
        move(session, cast.anna, deal, "proposal", 6)


def test_nothing_is_won_tomorrow_or_before_it_was_opened(session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, day=5)
    with pytest.raises(Refusal, match="future"):
        decide(session, cast, deal, Outcome.WON, 6, closed_on=date(2026, 11, 7))
    with pytest.raises(Refusal, match="before_opened"):
        decide(session, cast, deal, Outcome.WON, 6, closed_on=date(2026, 11, 4))

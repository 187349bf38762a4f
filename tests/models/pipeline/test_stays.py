"""How long deals stay in a stage, with those that are still there; compared with a calculation that shares no code."""

from datetime import date, timedelta

from sqlmodel import Session

from models.deals.actions import decide_deal, edit_deal, move_deal
from models.deals.history import latest_change, undo
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.pipeline.stays import stage_history
from models.pipeline.survival import conversions, median_with_censored, stage_times
from tests.conftest import Cast, acting
from tests.models.pipeline.deals import TODAY, at, decided, moved, opened

ORDER = ("qualified", "discovery", "proposal", "negotiation")


def test_the_median_of_kaplan_and_meier_counts_who_is_still_there_as_far_as_they_have_come() -> None:
    # 6 deals. Left after 2, 4 and 9 days; still there after 3, 5 and 20.
    # S(2) = 5/6; then one of 3 days goes; S(4) = 5/6 × 3/4 = 0.625; one of 5 goes; S(9) = 0.625 × 1/2 = 0.3125: median 9.
    # Those that left alone would have said 4.
    assert median_with_censored({2: 1, 4: 1, 9: 1}, {3: 1, 5: 1, 20: 1}) == 9


def test_without_anybody_still_there_it_is_the_day_on_which_half_have_left() -> None:
    assert median_with_censored({1: 2, 3: 1, 8: 2}, {}) == 3  # 5 deals; after 3 days three have left


def test_where_fewer_than_half_have_left_there_is_no_median() -> None:
    assert median_with_censored({2: 1}, {30: 3}) is None
    assert median_with_censored({}, {}) is None


def test_conversion_is_on_against_given_up_and_a_step_back_is_neither() -> None:
    stays = [
        ("proposal", "negotiation", 5, 3),
        ("proposal", "won", 8, 1),
        ("proposal", "lost", 4, 2),
        ("proposal", "returned", 4, 1),
        ("proposal", "discovery", 2, 1),
        ("proposal", None, 30, 2),
    ]
    [proposal] = conversions(stage_times(stays), ORDER)
    # on: 3 + 1 = 4; given up: 2 + 1 = 3; 4/7. Ten came in, two are there, eight left.
    assert (proposal.on, proposal.given_up, proposal.rate) == (4, 3, 4 / 7)
    assert (proposal.times.entered, proposal.times.still_there, proposal.times.left) == (10, 2, 8)


def test_the_usual_days_rest_on_five_that_left() -> None:
    four = stage_times([("proposal", "won", 6, 4)])["proposal"]
    five = stage_times([("proposal", "won", 6, 5)])["proposal"]
    assert (four.median_days, four.usual_days) == (6, None)
    assert five.usual_days == 6


def test_a_deal_stays_from_the_step_into_a_stage_to_the_step_out_of_it(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 9, 1))
    edit_deal(acting(session, cast.anna, at(date(2026, 9, 5))), deal, DealTerms(value=Money.of(9_000, "EUR")))
    moved(session, cast.anna, deal, "discovery", date(2026, 9, 11))
    moved(session, cast.anna, deal, "proposal", date(2026, 9, 11))
    decided(session, cast.anna, deal, Outcome.LOST, date(2026, 10, 1))
    times = stage_history(session, "T1", TODAY).of_company
    # The new value on 5 September is no step: qualified 1 to 11 = 10 days. Discovery 0, proposal 11 Sep to 1 Oct = 20.
    assert {stage: (of.median_days, dict(of.went_to)) for stage, of in times.items()} == {
        "qualified": (10, {"discovery": 1}),
        "discovery": (0, {"proposal": 1}),
        "proposal": (20, {"lost": 1}),
    }


def test_what_is_told_later_counts_more_and_what_was_undone_never_was(session: Session, cast: Cast) -> None:
    anna = cast.anna
    late = opened(session, anna, date(2026, 10, 1))
    moved(session, anna, late, "proposal", date(2026, 10, 20))
    decide_deal(acting(session, anna, at(date(2026, 10, 23))), late, Outcome.WON, closed_on=date(2026, 10, 15))
    back = opened(session, anna, date(2026, 10, 1), 20_000)
    move_deal(acting(session, anna, at(date(2026, 10, 9))), back, "negotiation")
    change = latest_change(session, back)
    assert change
    undo(acting(session, anna, at(date(2026, 10, 10))), change.id)
    times = stage_history(session, "T1", TODAY).of_company
    # Won on the 15th: it never was in proposal on the 20th; qualified for 14 days. The other is there since 1 October: 42.
    assert list(times) == ["qualified"]
    assert (times["qualified"].entered, times["qualified"].still_there) == (2, 1)
    assert times["qualified"].went_to == {"won": 1}
    ids = {late.id, back.id}
    assert stage_history(session, "T1", TODAY).since({back.id}) == {back.id: date(2026, 10, 1)}
    then = stage_history(session, "T1", date(2026, 10, 3)).since(ids)
    assert then == dict.fromkeys(ids, date(2026, 10, 1))


def test_a_hundred_deals_have_the_medians_of_a_calculation_of_its_own(session: Session, cast: Cast) -> None:
    truth: dict[str, list[tuple[int, bool]]] = {"qualified": [], "discovery": []}
    for n in range(24):
        first = date(2026, 3, 1) + timedelta(days=5 * n)
        deal = opened(session, cast.anna if n % 2 else cast.bram, first, 1_000 + n)
        stays, owner = (3 + 7 * n % 40, 2 + 11 * n % 60), cast.anna if n % 2 else cast.bram
        if n % 5 == 0:
            truth["qualified"].append(((TODAY - first).days, False))
            continue
        second = first + timedelta(days=stays[0])
        moved(session, owner, deal, "discovery", second)
        truth["qualified"].append((stays[0], True))
        if n % 3 == 0 or second + timedelta(days=stays[1]) > TODAY:
            truth["discovery"].append(((TODAY - second).days, False))
        else:
            decided(session, owner, deal, Outcome.WON, second + timedelta(days=stays[1]))
            truth["discovery"].append((stays[1], True))
    times = stage_history(session, "T1", TODAY).of_company
    assert {stage: of.median_days for stage, of in times.items()} == {
        stage: _first_day_by_which_half_left(stays) for stage, stays in truth.items()
    }


def _first_day_by_which_half_left(stays: list[tuple[int, bool]]) -> int | None:
    """Kaplan–Meier as it is written in a textbook: over each distinct day, with the numbers at risk counted anew."""
    survival = 1.0
    for day in sorted({days for days, has_left in stays if has_left}):
        at_risk = sum(days >= day for days, _ in stays)
        left = sum(days == day and has_left for days, has_left in stays)
        survival *= 1 - left / at_risk
        if survival <= 0.5 + 1e-12:
            return day
    return None

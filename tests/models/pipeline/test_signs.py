"""Which deals are slipped, silent or stuck, and what “still alive” does to that."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.activity.records import Activity
from models.deals.actions import edit_deal, move_deal
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.pipeline.confirming import confirm, take_back
from models.pipeline.past import past_of
from models.pipeline.signs import Signs, signs_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_workspace
from tests.conftest import NOW, Cast, acting
from tests.models.pipeline.deals import TODAY, at, decided, expected, moved, opened


def signs(session: Session, cast: Cast, day: date = TODAY) -> dict[str, Signs]:
    scope = scope_of_workspace(session, cast.workspace)
    past = past_of(session, cast.workspace, scope, day)
    found = signs_of(session, cast.workspace, past, past.open_on(day))
    return {one.open.deal.deal_id: one for one in found}


def sign_of(session: Session, cast: Cast, deal: Deal, day: date = TODAY) -> Signs:
    return signs(session, cast, day)[deal.id]


def logged(session: Session, cast: Cast, day: date, **about: object) -> None:
    session.add(
        Activity(workspace_id="T1", person_id=cast.bram.id, kind="call", happened_on=day, created_at=NOW, **about)
    )
    session.flush()


def test_a_deal_has_slipped_when_its_date_has_passed_and_not_on_the_day_itself(session: Session, cast: Cast) -> None:
    today = opened(session, cast.anna, date(2026, 11, 10), expected_close=TODAY)
    past = opened(session, cast.anna, date(2026, 11, 9), expected_close=TODAY - timedelta(days=1))
    assert (sign_of(session, cast, today).is_slipped, sign_of(session, cast, past).overdue_days) == (False, 1)


def test_a_push_is_a_date_moved_later_and_each_is_counted(session: Session, cast: Cast) -> None:
    anna = cast.anna
    deal = opened(session, anna, date(2026, 10, 1))
    expected(session, anna, deal, date(2026, 11, 20), date(2026, 10, 2))  # a first date: none
    expected(session, anna, deal, date(2026, 11, 30), date(2026, 10, 20))  # 10 days later
    expected(session, anna, deal, date(2026, 11, 25), date(2026, 10, 25))  # earlier: none
    expected(session, anna, deal, date(2026, 12, 15), date(2026, 11, 2))  # 20 days later
    found = sign_of(session, cast, deal)
    assert (found.pushes, found.pushed_days, found.overdue_days, found.is_slipped) == (2, 30, 0, True)
    then = sign_of(session, cast, deal, date(2026, 10, 22))
    assert (then.pushes, then.open.expected_close) == (1, date(2026, 11, 30))


def test_silent_is_fourteen_days_without_activity_or_change(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, TODAY - timedelta(days=14))
    other = opened(session, cast.anna, TODAY - timedelta(days=13))
    assert (sign_of(session, cast, deal).silent_days, sign_of(session, cast, deal).is_silent) == (14, True)
    assert not sign_of(session, cast, other).is_silent
    logged(session, cast, TODAY - timedelta(days=3), account_id=deal.account_id)
    assert sign_of(session, cast, deal).silent_days == 3


def test_a_change_of_the_deal_and_an_entry_on_it_are_signs_but_not_a_planned_visit(
    session: Session, cast: Cast
) -> None:
    changed = opened(session, cast.anna, date(2026, 9, 1))
    edit_deal(acting(session, cast.anna, at(date(2026, 11, 8))), changed, DealTerms(probability=40))
    told = opened(session, cast.anna, date(2026, 9, 2))
    logged(session, cast, date(2026, 11, 1), deal_id=told.id)
    planned = opened(session, cast.anna, date(2026, 9, 3))
    logged(session, cast, TODAY + timedelta(days=2), account_id=planned.account_id)
    days = {id_: one.silent_days for id_, one in signs(session, cast).items()}
    assert days == {changed.id: 4, told.id: 11, planned.id: 70}


def test_nobody_is_silent_before_they_joined(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.bram, date(2026, 9, 1))
    cast.bram.created_at = at(TODAY - timedelta(days=5))
    session.flush()
    assert sign_of(session, cast, deal).silent_days == 5


def test_a_deal_is_stuck_beyond_twice_the_median_where_five_deals_tell_it(session: Session, cast: Cast) -> None:
    stuck = opened(session, cast.anna, TODAY - timedelta(days=21))
    not_yet = opened(session, cast.anna, TODAY - timedelta(days=20))
    for n in range(4):
        deal = opened(session, cast.bram, date(2026, 9, 1), 1_000 + n)
        moved(session, cast.bram, deal, "proposal", date(2026, 9, 11))
        decided(session, cast.bram, deal, Outcome.LOST, date(2026, 9, 12))
    assert not sign_of(session, cast, stuck).is_stuck  # four deals tell it
    for n in range(3):
        deal = opened(session, cast.bram, date(2026, 9, 1), 2_000 + n)
        decided(session, cast.bram, deal, Outcome.WON, date(2026, 9, 11))
    # Nine stays in qualified: seven of 10 days, two still there for 20 and 21: the median is 10, and 21 > 20.
    assert [sign_of(session, cast, deal).is_stuck for deal in (stuck, not_yet)] == [True, False]
    assert (sign_of(session, cast, stuck).stage_days, sign_of(session, cast, stuck).usual_days) == (21, 10)


def test_the_worst_come_first(session: Session, cast: Cast) -> None:
    small = opened(session, cast.anna, date(2026, 10, 1), 1_000, expected_close=date(2026, 10, 20))
    large = opened(session, cast.anna, date(2026, 10, 1), 9_000, expected_close=date(2026, 10, 20))
    longer = opened(session, cast.anna, date(2026, 10, 2), 10, expected_close=date(2026, 10, 3))
    silent = opened(session, cast.anna, date(2026, 9, 1), 99_000)
    fine = opened(session, cast.anna, date(2026, 11, 11), 50_000)
    # Slipped and silent goes before silent alone; of the three the first two are silent for 42 days, the third for 41.
    assert list(signs(session, cast)) == [large.id, small.id, longer.id, silent.id, fine.id]


def test_still_alive_is_a_sign_of_life_for_fourteen_days(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 9, 1), expected_close=date(2026, 10, 1))
    assert sign_of(session, cast, deal).asks(TODAY)
    said = confirm(acting(session, cast.anna), deal)
    assert confirm(acting(session, cast.anna), deal).id == said.id  # pressed twice, said once
    found = sign_of(session, cast, deal)
    assert (found.silent_days, found.is_slipped, found.asks(TODAY)) == (0, True, False)
    assert not sign_of(session, cast, deal, TODAY + timedelta(days=13)).asks(TODAY + timedelta(days=13))
    assert sign_of(session, cast, deal, TODAY + timedelta(days=14)).asks(TODAY + timedelta(days=14))
    take_back(acting(session, cast.anna), said.id)
    assert sign_of(session, cast, deal).asks(TODAY)
    with pytest.raises(Refusal, match=r"deals\.undone_already"):
        take_back(acting(session, cast.anna), said.id)


def test_only_who_may_change_a_deal_says_that_it_is_alive(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 9, 1))
    with pytest.raises(Refusal, match=r"deals\.not_yours"):
        confirm(acting(session, cast.bram), deal)
    confirm(acting(session, cast.carla), deal)
    lost = opened(session, cast.anna, date(2026, 9, 2))
    decided(session, cast.anna, lost, Outcome.LOST, date(2026, 10, 1))
    with pytest.raises(Refusal, match=r"deals\.already_decided"):
        confirm(acting(session, cast.anna), lost)
    move_deal(acting(session, cast.anna), lost, "proposal")
    confirm(acting(session, cast.anna), lost)

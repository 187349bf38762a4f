"""Did it help? The days since the agreement beside as many before it, and the rest of the team beside the rep."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.coaching.agenda import open_items_of
from models.coaching.checking import actions_to_check, whether_it_helped
from models.coaching.open_items import MOST_OPEN, add_action, finish_action
from models.coaching.pair import Pair
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

AGREED = date(2026, 10, 29)
TODAY = date(2026, 11, 12)


def meet(session: Session, person: Person, day: date) -> None:
    """A first meeting on that day."""
    key = f"{day}{person.id}"
    account = Account(workspace_id="T1", name=key, key=key, created_at=NOW)
    session.add(account)
    session.flush()
    entry = {"kind": "meeting", "account_id": account.id, "happened_on": day, "is_first": True, "created_at": NOW}
    session.add(Activity(workspace_id="T1", person_id=person.id, **entry))
    session.flush()


def test_the_days_after_are_set_beside_as_many_before(session: Session, cast: Cast) -> None:
    pair = Pair(cast.carla, cast.anna)
    action = add_action(acting(session, cast.carla, today=AGREED), pair, "Two firsts a week", "first_meetings", TODAY)
    for day in (AGREED, AGREED + timedelta(days=3), TODAY - timedelta(days=1)):
        meet(session, cast.anna, day)
    meet(session, cast.anna, AGREED - timedelta(days=1))
    meet(session, cast.anna, AGREED - timedelta(days=15))
    meet(session, cast.anna, TODAY)
    meet(session, cast.bram, AGREED)
    helped = whether_it_helped(session, cast.workspace, action, cast.anna, TODAY, NOW)
    assert helped is not None
    # 29 October up to 11 November is 14 days: three meetings, one in the 14 days before; today and the 15th day back count not.
    assert (helped.days, helped.before, helped.now) == (14, 1, 3)
    assert (helped.team_before, helped.team_now) == (None, None), "the rest of the team would be Bram's own figure"
    assert helped.verdict is None


def test_the_rest_of_the_team_is_a_mean_of_each_and_gives_a_verdict(session: Session, cast: Cast) -> None:
    # Manager 15. Anna: 2 → 4, twice as many. Bram and Sam together 4 → 2: two each before, one each after.
    sam = Person(workspace_id="T1", name="Sam", team_id=cast.team.id, created_at=NOW)
    session.add(sam)
    session.flush()
    action = add_action(
        acting(session, cast.carla, today=AGREED), Pair(cast.carla, cast.anna), "Call", "first_meetings", TODAY
    )
    for person, before, after in ((cast.anna, 2, 4), (cast.bram, 3, 1), (sam, 1, 1)):
        for number in range(before):
            meet(session, person, AGREED - timedelta(days=1 + number))
        for number in range(after):
            meet(session, person, AGREED + timedelta(days=number))
    helped = whether_it_helped(session, cast.workspace, action, cast.anna, TODAY, NOW)
    assert helped is not None
    assert (helped.before, helped.now, helped.team_before, helped.team_now) == (2, 4, 2, 1)
    assert helped.verdict == "better"
    assert replace(helped, now=1.1).verdict == "same"  # 55 % of before, the rest 50 %
    assert replace(helped, now=0).verdict == "worse"


@pytest.mark.parametrize(("kpi", "agreed"), [(None, AGREED), ("first_meetings", TODAY - timedelta(days=6))])
def test_without_a_kpi_or_a_week_nothing_is_compared(
    session: Session, cast: Cast, kpi: str | None, agreed: date
) -> None:
    action = add_action(
        acting(session, cast.carla, today=agreed), Pair(cast.carla, cast.anna), "Read the book", kpi, TODAY
    )
    assert whether_it_helped(session, cast.workspace, action, cast.anna, TODAY, NOW) is None


def test_what_is_done_is_not_checked(session: Session, cast: Cast) -> None:
    action = add_action(acting(session, cast.carla, today=AGREED), Pair(cast.carla, cast.anna), "Read", None, TODAY)
    assert actions_to_check(session, "T1", TODAY, TODAY) == [action]
    assert actions_to_check(session, "T2", TODAY, TODAY) == []
    finish_action(acting(session, cast.anna), action.id)
    assert actions_to_check(session, "T1", TODAY, TODAY) == []


def test_a_wish_list_is_no_agreement(session: Session, cast: Cast) -> None:
    pair = Pair(cast.carla, cast.anna)
    for number in range(MOST_OPEN):
        add_action(acting(session, cast.carla), pair, f"Action {number}", None, None)
    with pytest.raises(Refusal, match="too_many_actions"):
        add_action(acting(session, cast.carla), pair, "One more", None, None)


def test_in_the_first_days_of_a_month_the_month_before_says_where_to_push(session: Session, cast: Cast) -> None:
    pair = Pair(cast.carla, cast.anna)
    first = date(2026, 12, 1)
    open_items = open_items_of(session, cast.workspace, pair, first, datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert len(open_items.weakest) == 2
    assert all(row.status == "behind" for row in open_items.weakest)

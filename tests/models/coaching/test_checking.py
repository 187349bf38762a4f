"""Did it help? The days since the agreement beside as many before it, and the rest of the team beside the rep."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.coaching.agenda import open_items_of
from models.coaching.checking import Change, Helped, Stretch, _others, actions_to_check, whether_it_helped
from models.coaching.open_items import MOST_OPEN, add_action, finish_action
from models.coaching.pair import Pair
from models.coaching.records import PairAction
from models.period import Period
from models.refusal import Refusal
from models.scorecard.kpis import Unit
from models.team.records import Leave, Person, Team
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
    # 29 October up to 11 November is 14 days, 10 of them worked: three meetings, one in the 14 days before; today and the
    # 15th day back count not. 3 ÷ 10 = 0.3 a working day, before 1 ÷ 10 = 0.1.
    assert helped.days == 14
    assert helped.own == Change(before=Stretch(1, 10, 1), now=Stretch(3, 10, 3))
    assert [helped.rate(side) for side in (helped.own.before, helped.own.now)] == [0.1, 0.3]
    assert helped.rest is None, "the rest of the team would be Bram's own figure"
    assert (helped.too_early, helped.verdict) == ("records", None), "four in all: one more would be half of the change"


def colleagues(session: Session, team_id: str | None, names: str, **more: object) -> list[Person]:
    """Reps of a team."""
    people = [Person(workspace_id="T1", name=name, team_id=team_id, created_at=NOW, **more) for name in names.split()]
    session.add_all(people)
    session.flush()
    return people


def agreed(session: Session, cast: Cast) -> PairAction:
    pair = Pair(cast.carla, cast.anna)
    return add_action(acting(session, cast.carla, today=AGREED), pair, "Call", "first_meetings", TODAY)


def checked(session: Session, cast: Cast, action: PairAction) -> Helped:
    helped = whether_it_helped(session, cast.workspace, action, cast.anna, TODAY, NOW)
    assert helped is not None
    return helped


def meets(session: Session, person: Person, before: int, after: int) -> None:
    for number in range(before):
        meet(session, person, AGREED - timedelta(days=1 + number))
    for number in range(after):
        meet(session, person, AGREED + timedelta(days=number))


def test_the_rest_of_the_team_is_everybody_elses_days_together(session: Session, cast: Cast) -> None:
    # Anna: 2 → 4. Bram, Sam and Tess together 3 + 1 + 2 = 6 → 1 + 1 + 1 = 3 in 30 days of theirs: 0.2 → 0.1 a working day.
    sam, tess = colleagues(session, cast.team.id, "Sam Tess")
    action = agreed(session, cast)
    for person, before, after in ((cast.anna, 2, 4), (cast.bram, 3, 1), (sam, 1, 1), (tess, 2, 1)):
        meets(session, person, before, after)
    helped = checked(session, cast, action)
    assert helped.own == Change(Stretch(2, 10, 2), Stretch(4, 10, 4))
    assert helped.rest == Change(Stretch(6, 30, 6), Stretch(3, 30, 3))
    assert [helped.rate(side) for side in (helped.rest.before, helped.rest.now)] == [0.2, 0.1]
    assert (helped.others, helped.of_company) == (3, False)


def test_of_a_small_team_the_company_is_the_rest(session: Session, cast: Cast) -> None:
    # In Anna's team only Bram: 3 → 1. Three in South: 1 → 2 each, so 3 → 6. Together 6 → 7 in 4 × 10 days.
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    action = agreed(session, cast)
    meets(session, cast.bram, 3, 1)
    for person in colleagues(session, south.id, "Sam Tess Uma"):
        meets(session, person, 1, 2)
    rival = Person(workspace_id="T2", name="Ria", created_at=NOW)
    session.add(rival)
    session.flush()
    helped = checked(session, cast, action)
    assert helped.rest == Change(Stretch(6, 40, 6), Stretch(7, 40, 7))
    assert (helped.others, helped.of_company) == (4, True)


@pytest.mark.parametrize("in_team", range(6))
@pytest.mark.parametrize("elsewhere", range(5))
@pytest.mark.parametrize("came_later", range(5))
def test_no_subtraction_leaves_fewer_than_three(
    session: Session, cast: Cast, in_team: int, elsewhere: int, came_later: int
) -> None:
    """The attack: Anna knows her own figure and, for any days, the total of her team; she takes them from what she reads."""
    session.delete(cast.bram)
    session.flush()
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    later = {"starts_on": AGREED + timedelta(days=2)}
    team = colleagues(session, cast.team.id, " ".join(f"T{n}" for n in range(in_team)))
    new = colleagues(session, cast.team.id, " ".join(f"N{n}" for n in range(came_later)), **later)
    others = colleagues(session, south.id, " ".join(f"S{n}" for n in range(elsewhere)))
    scope = _others(session, cast.workspace, cast.anna, Period(AGREED - timedelta(days=14), TODAY))
    if scope is None:
        return
    read = {person.id for person in scope.people}
    own_team = {person.id for person in (*team, *new)}
    # Two sums of people's figures: one less the other is over those who are in one of the two only.
    for left in (read, read ^ own_team):
        assert len(left) == 0 or len(left) >= 3, (in_team, elsewhere, came_later)
    assert len(read) >= 3
    assert read <= own_team | {person.id for person in others}
    assert cast.anna.id not in read


def test_days_away_are_no_days_on_which_it_did_not_help(session: Session, cast: Cast) -> None:
    # Away from Thursday 29 Oct to Monday 9 Nov: of the ten working days since, Tuesday and Wednesday are left.
    leave = Leave(
        workspace_id="T1", person_id=cast.anna.id, first_day=AGREED, last_day=date(2026, 11, 9), created_at=NOW
    )
    session.add(leave)
    action = add_action(
        acting(session, cast.carla, today=AGREED), Pair(cast.carla, cast.anna), "Call", "first_meetings", TODAY
    )
    for number in range(10):
        meet(session, cast.anna, AGREED - timedelta(days=1 + number))
    helped = whether_it_helped(session, cast.workspace, action, cast.anna, TODAY, NOW)
    assert helped is not None
    assert helped.own == Change(Stretch(10, 10, 10), Stretch(0, 2, 0))
    assert (helped.too_early, helped.verdict) == ("days", None), "18 → 4 of somebody on holiday was once “clearly less”"


def change(before: float, now: float, *, worked: float = 20) -> Change:
    return Change(Stretch(before, worked, before), Stretch(now, worked, now))


@pytest.mark.parametrize(
    ("own", "rest", "verdict"),
    [
        # ln(16.5/16.5 ÷ (36.5/40.5)) = 0.10; √(2/16.5 + 1/40.5 + 1/36.5) = 0.42, times 1.28 = 0.53: not beyond chance.
        (change(16, 16), change(40, 36), "same"),
        # ln(22.5/10.5) − ln(58.5/61.5) = 0.762 + 0.050 = 0.81; 1.28 × √(1/10.5 + 1/22.5 + 1/61.5 + 1/58.5) = 0.53.
        (change(10, 22), change(61, 58), "better"),
        # ln(2.5/20.5) − ln(58.5/61.5) = −2.104 + 0.050 = −2.05; 1.28 × √(1/20.5 + 1/2.5 + 1/61.5 + 1/58.5) = 0.89.
        (change(20, 2), change(61, 58), "worse"),
        # As many in half of the days: ln((20.5/10) ÷ (20.5/20)) = 0.69; 1.28 × √(2/20.5 + 1/60.5 + 1/60.5) = 0.46.
        (Change(Stretch(20, 20, 20), Stretch(20, 10, 20)), change(60, 60), "better"),
        (change(3, 6), change(61, 58), None),  # nine records
        (change(10, 22), change(3, 6), None),
        (change(10, 22), None, None),
    ],
)
def test_a_verdict_asks_for_more_than_chance(own: Change, rest: Change | None, verdict: str | None) -> None:
    assert Helped("first_meetings", Unit.COUNT, "EUR", 28, own, rest).verdict == verdict


def test_money_varies_more_than_counts_and_a_rate_is_compared_as_it_is() -> None:
    # ln(60,000 ÷ 30,000) = 0.69; 1.28 × √(2/10.5 + 2/20.5 + 2/60.5 + 2/60.5) = 0.76: the same counts would say better.
    won = Change(Stretch(30_000, 20, 10), Stretch(60_000, 20, 20))
    rest = Change(Stretch(90_000, 60, 60), Stretch(90_000, 60, 60))
    assert Helped("sales_by_channel", Unit.MONEY, "EUR", 28, won, rest).verdict == "same"
    rate = Helped("close_rate", Unit.RATE, "EUR", 28, Change(Stretch(0.4, 20, 30), Stretch(0.5, 10, 30)), None)
    assert rate.rate(rate.own.now) == 0.5, "not a part of it a day"


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

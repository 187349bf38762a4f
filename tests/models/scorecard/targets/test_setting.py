"""Who sets which targets, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from models.period import PeriodType
from models.refusal import Refusal
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.setting import (
    end_target,
    move_target,
    set_target,
    targets_in_force,
    targets_to_come,
    undo_target,
)
from models.scorecard.targets.starting import history_of
from models.team.records import SalesRole, Team
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)


def new(kpi: str = "first_meetings", value: str = "8", per: PeriodType = PeriodType.WEEK, **more: Any) -> NewTarget:
    return NewTarget(kpi, Decimal(value), per, **more)


MONDAY, NEXT_MONDAY = date(2026, 11, 9), date(2026, 11, 16)
SUNDAY = NOW.replace(day=15)


@pytest.mark.parametrize(
    ("more", "starts"),
    [
        pytest.param({}, NEXT_MONDAY, id="a change waits for the next week"),
        pytest.param({"from_now": True}, MONDAY, id="from now: the running week"),
        pytest.param({"starts_on": date(2026, 11, 11)}, MONDAY, id="the week of the day that was said, running"),
        pytest.param({"starts_on": date(2026, 12, 2)}, date(2026, 11, 30), id="the week of a day to come"),
        pytest.param({"per": PeriodType.MONTH}, date(2026, 12, 1), id="next month"),
        pytest.param({"per": PeriodType.QUARTER}, date(2027, 1, 1), id="next quarter"),
        pytest.param({"per": PeriodType.YEAR, "from_now": True}, date(2026, 1, 1), id="this year"),
    ],
)
def test_a_target_holds_from_the_next_period_unless_it_is_said_otherwise(
    session: Session, cast: Cast, more: dict[str, Any], starts: date
) -> None:
    # Anna is an account manager: two first meetings a week are asked of her already.
    target = set_target(acting(session, cast.carla), new(person=cast.anna, **more))
    assert (target.value, target.effective_from, target.set_by) == ("8", starts, cast.carla.id)


def test_a_target_that_is_set_on_sunday_does_not_judge_the_week_before_it(session: Session, cast: Cast) -> None:
    # Manager 8: set on a weekend, the digest of Monday said "1 of 6" for a week of which only 4 were asked.
    assert set_target(acting(session, cast.carla, SUNDAY), new(person=cast.anna)).effective_from == NEXT_MONDAY


def test_where_nothing_was_asked_before_it_holds_for_the_running_period(session: Session, cast: Cast) -> None:
    monthly = new("sales_by_channel", "10000", PeriodType.MONTH, person=cast.anna)
    assert set_target(acting(session, cast.carla), monthly).effective_from == date(2026, 11, 1)
    assert set_target(acting(session, cast.carla), monthly).effective_from == date(2026, 12, 1)
    quarterly = new("reps_on_track", "2", PeriodType.QUARTER, team=cast.team)
    assert set_target(acting(session, cast.carla), quarterly).effective_from == date(2026, 10, 1)


@pytest.mark.parametrize("subject", ["team", "role", "company"])
def test_a_first_target_of_a_group_waits_where_its_people_have_one(session: Session, cast: Cast, subject: str) -> None:
    # Two first meetings a week are usual for the account managers in it: nobody is measured anew by a running week.
    more: dict[str, Any] = {"team": {"team": cast.team}, "role": {"role": SalesRole.ACCOUNT}, "company": {}}[subject]
    assert set_target(acting(session, cast.dirk), new(**more)).effective_from == NEXT_MONDAY


def test_who_leaves_later_is_still_asked(session: Session, cast: Cast) -> None:
    # Both are account managers until the end of the year: two first meetings a week are asked of them this week.
    cast.anna.ends_on = cast.bram.ends_on = date(2026, 12, 31)
    session.flush()
    assert set_target(acting(session, cast.dirk), new(team=cast.team)).effective_from == NEXT_MONDAY


def test_who_joined_in_the_running_period_has_it_from_that_period_on(session: Session, cast: Cast) -> None:
    cast.anna.starts_on = date(2026, 11, 10)
    assert set_target(acting(session, cast.carla), new(person=cast.anna)).effective_from == MONDAY


def test_a_change_can_be_moved_to_the_running_period_and_back(session: Session, cast: Cast) -> None:
    target = set_target(acting(session, cast.carla), new(person=cast.anna))
    now = move_target(acting(session, cast.carla), target.id, MONDAY)
    assert (now.effective_from, now.value, target.withdrawn_at) == (MONDAY, "8", NOW)
    assert move_target(acting(session, cast.carla), now.id, NEXT_MONDAY).effective_from == NEXT_MONDAY
    with pytest.raises(Refusal, match="not_there"):
        move_target(acting(session, cast.carla), now.id, NEXT_MONDAY)


def test_a_button_of_last_month_moves_nothing_to_next_month(session: Session, cast: Cast) -> None:
    monthly = new("first_meetings", "30", PeriodType.MONTH, person=cast.anna)
    target = set_target(acting(session, cast.carla, NOW.replace(day=29)), monthly)
    assert target.effective_from == date(2026, 12, 1)
    # “From this month” was November's; on 5 December the other start of 1 December would be 1 January.
    in_december = acting(session, cast.carla, NOW.replace(month=12, day=5))
    with pytest.raises(Refusal, match="another_period"):
        move_target(in_december, target.id, date(2026, 11, 1))
    assert target.withdrawn_at is None


def test_who_is_no_longer_their_manager_changes_nothing_by_an_old_button(session: Session, cast: Cast) -> None:
    target = set_target(acting(session, cast.carla), new(person=cast.anna))
    cast.anna.manager_id = cast.dirk.id
    session.flush()
    with pytest.raises(Refusal, match="not_their_manager"):
        move_target(acting(session, cast.carla), target.id, MONDAY)
    with pytest.raises(Refusal, match="not_their_manager"):
        undo_target(acting(session, cast.carla), target.id)
    assert target.withdrawn_at is None


def test_what_was_set_for_a_day_of_its_own_is_not_moved(session: Session, cast: Cast) -> None:
    target = set_target(acting(session, cast.carla), new(person=cast.anna, starts_on=date(2027, 1, 1)))
    with pytest.raises(Refusal, match="another_period"):
        move_target(acting(session, cast.carla), target.id, TODAY)


def test_undo_brings_back_the_one_before(session: Session, cast: Cast) -> None:
    set_target(acting(session, cast.carla), new(person=cast.anna))
    second = set_target(acting(session, cast.carla, NOW + timedelta(minutes=1)), new(value="10", person=cast.anna))
    undo_target(acting(session, cast.carla), second.id)
    assert [row.value for row in history_of(session, "T1", new(person=cast.anna))] == ["8"]
    with pytest.raises(Refusal, match="not_there"):
        undo_target(acting(session, cast.carla), second.id)


def test_nobody_undoes_somebody_elses_change(session: Session, cast: Cast) -> None:
    target = set_target(acting(session, cast.carla), new(person=cast.anna))
    with pytest.raises(Refusal, match="not_there"):
        undo_target(acting(session, cast.bram), target.id)


def test_an_ended_target_is_not_listed_and_its_history_stays(session: Session, cast: Cast) -> None:
    set_target(acting(session, cast.carla), new(person=cast.anna))
    end_target(acting(session, cast.carla, NOW + timedelta(minutes=1)), new(person=cast.anna))
    assert targets_in_force(session, cast.carla, NEXT_MONDAY) == []
    with pytest.raises(Refusal, match="none_to_remove"):
        end_target(acting(session, cast.carla, NOW + timedelta(minutes=2)), new(person=cast.anna))


def test_a_target_ends_with_its_period_in_the_type_in_which_it_was_set(session: Session, cast: Cast) -> None:
    monthly = new("sales_by_channel", "10000", PeriodType.MONTH, person=cast.anna)
    set_target(acting(session, cast.carla), monthly)
    ended = end_target(acting(session, cast.carla), new("sales_by_channel", "0", person=cast.anna))
    assert (ended.period_type, ended.effective_from) == ("month", date(2026, 12, 1))
    assert len(targets_in_force(session, cast.carla, TODAY)) == 1


def test_a_target_that_starts_later_does_not_hold_yet(session: Session, cast: Cast) -> None:
    set_target(acting(session, cast.carla), new(person=cast.anna, starts_on=date(2026, 12, 1)))
    assert targets_in_force(session, cast.carla, TODAY) == []
    assert len(targets_to_come(session, cast.carla, TODAY)) == 1
    assert len(targets_in_force(session, cast.carla, date(2026, 12, 1))) == 1


def test_one_sees_the_targets_of_oneself_and_the_people_below(session: Session, cast: Cast) -> None:
    for person in (cast.anna, cast.bram):
        set_target(acting(session, cast.carla), new(person=person, from_now=True))
    set_target(acting(session, cast.dirk), new(from_now=True, role=SalesRole.ACCOUNT))
    assert len(targets_in_force(session, cast.anna, TODAY)) == 2
    assert len(targets_in_force(session, cast.carla, TODAY)) == 3
    assert targets_in_force(session, cast.rival, TODAY) == []


REFUSED: list[tuple[str, Callable[[Cast], tuple[Any, NewTarget]]]] = [
    ("access.not_yourself", lambda c: (c.anna, new(person=c.anna))),
    ("access.not_their_manager", lambda c: (c.anna, new(person=c.bram))),
    ("access.not_their_manager", lambda c: (c.carla, new(person=c.dirk))),
    ("access.not_their_manager", lambda c: (c.rival, new(person=c.anna))),
    ("targets.not_your_team", lambda c: (c.anna, new(team=c.team))),
    ("targets.not_your_team", lambda c: (c.carla, new(team=Team(workspace_id="T1", name="Other")))),
    ("targets.leaders_only", lambda c: (c.carla, new(role=SalesRole.SDR))),
    ("targets.leaders_only", lambda c: (c.carla, new())),
    ("targets.not_positive", lambda c: (c.carla, new(value="0", person=c.anna))),
    ("targets.not_positive", lambda c: (c.carla, new(value="-3", person=c.anna))),
    ("targets.not_positive", lambda c: (c.carla, new(value="NaN", person=c.anna))),
    ("targets.too_large", lambda c: (c.carla, new("sales_by_channel", "1e13", PeriodType.MONTH, person=c.anna))),
    ("targets.other_currency", lambda c: (c.carla, new("sales_by_channel", "9", person=c.anna, currency="USD"))),
    ("targets.team_figure", lambda c: (c.carla, new("reps_on_track", "3", person=c.anna))),
    ("targets.in_the_past", lambda c: (c.carla, new(person=c.anna, starts_on=date(2026, 11, 8)))),
]


@pytest.mark.parametrize(("reason", "who"), REFUSED)
def test_what_may_not_be_set_is_refused_with_its_reason(
    session: Session, cast: Cast, reason: str, who: Callable[[Cast], tuple[Any, NewTarget]]
) -> None:
    setter, target = who(cast)
    with pytest.raises(Refusal, match=rf"^{reason}$"):
        set_target(acting(session, setter), target)
    assert targets_in_force(session, cast.dirk, TODAY) == []


def test_none_at_all_may_be_the_target_where_less_is_better(session: Session, cast: Cast) -> None:
    assert set_target(acting(session, cast.carla), new("returned_leads", "0", person=cast.anna)).value == "0"

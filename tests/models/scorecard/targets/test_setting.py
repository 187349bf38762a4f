"""Who sets which targets, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from models.period import PeriodType
from models.refusal import Refusal
from models.scorecard.targets.setting import (
    NewTarget,
    end_target,
    latest_target,
    set_target,
    targets_in_force,
    undo_target,
)
from models.team.records import SalesRole, Team
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)


def new(kpi: str = "first_meetings", value: str = "8", per: PeriodType = PeriodType.WEEK, **more: Any) -> NewTarget:
    return NewTarget(kpi, Decimal(value), per, **more)


def test_a_manager_sets_a_target_from_today_on(session: Session, cast: Cast) -> None:
    target = set_target(acting(session, cast.carla), new(person=cast.anna))
    assert (target.value, target.effective_from, target.set_by) == ("8", TODAY, cast.carla.id)


def test_undo_brings_back_the_one_before(session: Session, cast: Cast) -> None:
    set_target(acting(session, cast.carla), new(person=cast.anna))
    second = set_target(acting(session, cast.carla, NOW + timedelta(minutes=1)), new(value="10", person=cast.anna))
    undo_target(acting(session, cast.carla), second.id)
    latest = latest_target(session, "T1", new(person=cast.anna), TODAY)
    assert latest is not None
    assert latest.value == "8"
    with pytest.raises(Refusal, match="not_there"):
        undo_target(acting(session, cast.carla), second.id)


def test_nobody_undoes_somebody_elses_change(session: Session, cast: Cast) -> None:
    target = set_target(acting(session, cast.carla), new(person=cast.anna))
    with pytest.raises(Refusal, match="not_there"):
        undo_target(acting(session, cast.bram), target.id)


def test_an_ended_target_is_not_listed_and_its_history_stays(session: Session, cast: Cast) -> None:
    set_target(acting(session, cast.carla), new(person=cast.anna))
    end_target(acting(session, cast.carla, NOW + timedelta(minutes=1)), new(person=cast.anna))
    assert targets_in_force(session, cast.carla, TODAY) == []
    with pytest.raises(Refusal, match="none_to_remove"):
        end_target(acting(session, cast.carla, NOW + timedelta(minutes=2)), new(person=cast.anna))


def test_a_target_that_starts_later_does_not_hold_yet(session: Session, cast: Cast) -> None:
    set_target(acting(session, cast.carla), new(person=cast.anna, starts_on=date(2026, 12, 1)))
    assert targets_in_force(session, cast.carla, TODAY) == []
    assert len(targets_in_force(session, cast.carla, date(2026, 12, 1))) == 1


def test_one_sees_the_targets_of_oneself_and_the_people_below(session: Session, cast: Cast) -> None:
    for person in (cast.anna, cast.bram):
        set_target(acting(session, cast.carla), new(person=person))
    set_target(acting(session, cast.dirk), new(role=SalesRole.ACCOUNT))
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
    ("targets.in_the_past", lambda c: (c.carla, new(person=c.anna, starts_on=date(2026, 11, 11)))),
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

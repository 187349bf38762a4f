"""Objectives reach 36 months at most; goals stand under them."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.goals.actions import NewGoal, set_goal
from models.goals.horizon import rolling_from
from models.plan.objectives import (
    close_objective,
    is_strategic,
    last_day_of,
    objective_numbered,
    open_objectives,
    put_goal_under,
    reopen_objective,
    set_objective,
)
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from tests.conftest import Cast, acting

TODAY = date(2026, 11, 12)


def test_an_objective_has_a_number_and_an_end(session: Session, cast: Cast) -> None:
    first = set_objective(acting(session, cast.dirk), "Grow in Germany", 24)
    second = set_objective(acting(session, cast.dirk), "Fill the spring", 6)
    assert (first.number, second.number) == (1, 2)
    assert (is_strategic(first), is_strategic(second)) == (True, False)
    assert last_day_of(first) == date(2028, 11, 12)
    assert list(open_objectives(session, "T1")) == [first, second]
    assert list(open_objectives(session, "T2")) == []


@pytest.mark.parametrize("months", [0, 37, 60])
def test_more_than_three_years_ahead_is_refused(session: Session, cast: Cast, months: int) -> None:
    with pytest.raises(Refusal, match="too_far"):
        set_objective(acting(session, cast.dirk), "Conquer the world", months)
    assert set_objective(acting(session, cast.dirk), "Three years", 36).months == 36


def test_only_a_leader_sets_and_closes_objectives(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="leaders_only"):
        set_objective(acting(session, cast.carla), "Grow", 12)
    objective = set_objective(acting(session, cast.dirk), "Grow", 12)
    with pytest.raises(Refusal, match="leaders_only"):
        close_objective(acting(session, cast.carla), objective)
    close_objective(acting(session, cast.dirk), objective)
    with pytest.raises(Refusal, match="objective_closed"):
        close_objective(acting(session, cast.dirk), objective)
    assert list(open_objectives(session, "T1")) == []
    reopen_objective(acting(session, cast.dirk), objective)
    assert list(open_objectives(session, "T1")) == [objective]


def test_a_goal_serves_an_objective(session: Session, cast: Cast) -> None:
    objective = set_objective(acting(session, cast.dirk), "Grow", 12)
    scope = scope_of_person(session, cast.workspace, cast.anna)
    new = NewGoal("Meet", scope, rolling_from(30, TODAY), (("first_meetings", Decimal(9)),))
    goal = set_goal(acting(session, cast.anna), new)
    with pytest.raises(Refusal, match="not_yours"):
        put_goal_under(acting(session, cast.bram), goal, objective)
    put_goal_under(acting(session, cast.carla), goal, objective)
    assert goal.objective_id == objective.id
    put_goal_under(acting(session, cast.anna), goal, None)
    assert goal.objective_id is None
    close_objective(acting(session, cast.dirk), objective)
    with pytest.raises(Refusal, match="objective_closed"):
        put_goal_under(acting(session, cast.anna), goal, objective)
    with pytest.raises(Refusal, match="no_such_objective"):
        objective_numbered(session, "T2", 1)

"""Costs are for managers and leaders."""

from datetime import date

import pytest
from sqlmodel import Session

from models.costs.actions import enter_cost, take_cost_back
from models.costs.queries import costs_between
from models.costs.records import CostKind
from models.money import Money
from models.period import month_of
from models.refusal import Refusal
from tests.conftest import Cast, acting

DAY = date(2026, 11, 3)


def test_a_manager_enters_a_cost_and_takes_it_back(session: Session, cast: Cast) -> None:
    cost = enter_cost(acting(session, cast.carla), CostKind.MARKETING, Money(125_000, "EUR"), DAY)
    assert [found.reporting_minor for found in costs_between(session, "T1", month_of(DAY))] == [125_000]
    take_cost_back(acting(session, cast.carla), cost.id)
    assert costs_between(session, "T1", month_of(DAY)) == []
    with pytest.raises(Refusal, match="not_there"):
        take_cost_back(acting(session, cast.carla), cost.id)


def test_a_rep_enters_no_costs(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="managers_only"):
        enter_cost(acting(session, cast.anna), CostKind.SALES, Money(1, "EUR"), DAY)


@pytest.mark.parametrize("minor", [-1, 0])
def test_a_cost_of_nothing_or_less_is_refused(session: Session, cast: Cast, minor: int) -> None:
    with pytest.raises(Refusal, match="absurd_amount"):
        enter_cost(acting(session, cast.dirk), CostKind.SALES, Money(minor, "EUR"), DAY)

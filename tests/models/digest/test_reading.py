"""A team's week, read from what was logged and from the targets that hold."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.activity.records import Activity
from models.deals.records import Deal
from models.digest.reading import week_of_manager
from models.digest.rep import Measured
from models.digest.week import TeamWeek
from models.period import PeriodType, week_of
from models.scorecard.scope import scope_of_manager
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.setting import set_target
from models.team.moves import move_at
from models.team.records import Person
from tests.conftest import NOW, Cast, acting
from tests.models.scorecard.facts import decided, target

WEEK = week_of(date(2026, 11, 2))
"""The week before that of NOW, in November."""


def propose(session: Session, person: Person, *days: int) -> None:
    for day in days:
        entry = Activity(
            workspace_id="T1", person_id=person.id, kind="proposal", happened_on=date(2026, 11, day), created_at=NOW
        )
        session.add(entry)
    session.flush()


def read(session: Session, cast: Cast) -> TeamWeek:
    return week_of_manager(session, cast.workspace, cast.carla, WEEK, NOW)


def proposals(measured: tuple[Measured, ...]) -> Measured:
    return next(one for one in measured if one.kpi == "proposals")


def test_what_is_asked_per_month_is_looked_at_over_the_month(session: Session, cast: Cast) -> None:
    propose(session, cast.anna, 2, 4)
    week = read(session, cast)
    anna = proposals(next(rep for rep in week.reps if rep.person_id == cast.anna.id).measured)
    assert (anna.actual, anna.target, anna.of_month) == (2, 6, True), "an account manager: 6 a month"
    assert anna.attainment is not None
    assert anna.attainment > 1, "5 of 21 working days: 6 × 5/21 = 1.4 were to be expected"


def test_what_is_asked_per_week_is_looked_at_over_the_week(session: Session, cast: Cast) -> None:
    wanted = NewTarget("proposals", Decimal(3), PeriodType.WEEK, person=cast.anna, from_now=True)
    set_target(acting(session, cast.carla, NOW.replace(day=2)), wanted)
    propose(session, cast.anna, 4)
    week = read(session, cast)
    anna = proposals(next(rep for rep in week.reps if rep.person_id == cast.anna.id).measured)
    assert (anna.actual, anna.target, anna.of_month) == (1, 3, False)
    assert not proposals(week.totals).of_month, "Anna's 3 a week and Bram's share of 6 a month: the week has both"


def test_a_target_of_the_team_counts_for_the_manager_of_that_team(session: Session, cast: Cast) -> None:
    set_target(
        acting(session, cast.dirk, NOW.replace(day=2)),
        NewTarget("first_meetings", Decimal(9), PeriodType.WEEK, team=cast.team, from_now=True),
    )
    assert scope_of_manager(session, cast.workspace, cast.carla).id == cast.team.id
    firsts = next(one for one in read(session, cast).totals if one.kpi == "first_meetings")
    assert firsts.target == 9, "not the 2 + 2 of its account managers"


def test_a_manager_of_part_of_a_team_has_the_targets_of_these_people(session: Session, cast: Cast) -> None:
    cast.bram.manager_id = cast.dirk.id
    session.flush()
    assert scope_of_manager(session, cast.workspace, cast.carla).id == cast.carla.id


def test_who_has_no_target_is_beside_the_teams_total_not_in_it(session: Session, cast: Cast) -> None:
    # D4: Anna won 2,000 of 10,000, Bram without a target 20,000; five of November's 21 working days are over by the 8th.
    target(session, "sales_by_channel", "10000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 2000)
    decided(session, cast.bram, date(2026, 11, 4), 20_000)
    sales = next(one for one in read(session, cast).totals if one.kpi == "sales_by_channel")
    assert (sales.actual, sales.target, sales.by_others) == (22_000, 10_000, 20_000)
    assert sales.attainment == pytest.approx(2000 / (10_000 * 5 / 21))


def test_nobody_is_asked_to_help_who_has_gone_since(session: Session, cast: Cast) -> None:
    """What they did counts in the sums; the deals of who went to another team went with them."""
    target(session, "first_meetings", "4", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    for number, person in enumerate((cast.anna, cast.bram), 1):
        propose(session, person, 3)
        session.add(Deal(workspace_id="T1", number=number, owner_id=person.id, title="", stage="new", currency="EUR",
                         expected_close=date(2026, 11, 1), opened_on=date(2026, 10, 1), created_at=NOW))  # fmt: skip
    session.flush()
    before = read(session, cast)
    assert cast.anna.id in {rep.person_id for rep in before.need_help}
    assert {deal.owner_id for deal in before.at_stake} == {cast.anna.id, cast.bram.id}

    move_at(
        session, cast.anna, {"manager_id": cast.dirk.id, "team_id": None}, date(2026, 11, 9), (NOW, None, NOW.date())
    )
    cast.bram.ends_on = date(2026, 11, 10)
    session.flush()
    week = read(session, cast)
    assert {rep.person_id: rep.has_gone for rep in week.reps} == {cast.anna.id: True, cast.bram.id: True}
    assert (week.judged, week.need_help) == ([], [])
    assert proposals(week.totals).actual == 2
    assert {deal.owner_id for deal in week.at_stake} == {cast.bram.id}, "nobody has taken them over yet"

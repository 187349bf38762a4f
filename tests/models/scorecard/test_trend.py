"""The trend of the lead KPI that weighs most: each week is what the scorecard of that week says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from models.period import PeriodType, month_of, week_of
from models.scorecard.own_kpis import Counts, OwnKpi
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.scorecard.trend import trend_of
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import entry, meeting
from tests.models.scorecard.test_adding_up import in_random_worlds, worlds

__all__ = ["worlds"]
TODAY = NOW.date()


def card(session: Session, cast: Cast) -> Scorecard:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    return scorecard_of(session, cast.workspace, scope, month_of(TODAY), NOW)


def test_twelve_weeks_of_first_meetings_with_what_is_shared_for_its_part(session: Session, cast: Cast) -> None:
    meeting(session, cast.anna, TODAY, quantity=2)
    meeting(session, cast.anna, TODAY, is_first=False)
    meeting(session, cast.bram, TODAY - timedelta(weeks=1), split=[(cast.anna, 30), (cast.bram, 70)])
    meeting(session, cast.anna, TODAY - timedelta(weeks=11))
    meeting(session, cast.anna, TODAY - timedelta(weeks=12))
    found = trend_of(session, cast.workspace, card(session, cast), TODAY)
    assert found is not None
    assert (found.kpi.key, found.period_type) == ("first_meetings", PeriodType.WEEK)
    assert [value for _, value in found.parts] == pytest.approx([1, *[0] * 9, 0.3, 2])
    assert found.parts[-1][0] == week_of(TODAY)


def test_what_another_source_told_as_well_counts_once(session: Session, cast: Cast) -> None:
    first = meeting(session, cast.anna, TODAY)
    meeting(session, cast.anna, TODAY, source="csv", same_as=first.id)
    found = trend_of(session, cast.workspace, card(session, cast), TODAY)
    assert found is not None
    assert found.parts[-1][1] == 1


def test_the_heaviest_decides_and_its_target_says_weeks_or_months(session: Session, cast: Cast) -> None:
    cast.workspace.kpi_weights = [["account", "training_hours", "9", "2026-11-01"]]
    entry(session, cast.anna, "training", TODAY, minutes=90)
    entry(session, cast.anna, "training", date(2025, 12, 31), minutes=60)
    entry(session, cast.anna, "training", date(2025, 11, 30), minutes=60)
    found = trend_of(session, cast.workspace, card(session, cast), TODAY)
    assert found is not None
    assert (found.kpi.key, found.period_type) == ("training_hours", PeriodType.MONTH)
    assert [value for _, value in found.parts] == [1, *[0] * 10, 1.5]


def test_a_kpi_of_the_workspaces_own_may_be_it(session: Session, cast: Cast) -> None:
    own = OwnKpi("calls", "Calls", "Telefoontjes", Counts("count", kinds=("call",)), weight=50)
    cast.workspace.own_kpis = [own.to_store()]
    cast.workspace.role_presets = [["", "calls", "30/week", "2026-01-01"]]
    entry(session, cast.anna, "call", TODAY, quantity=7)
    found = trend_of(session, cast.workspace, card(session, cast), TODAY)
    assert found is not None
    assert (found.kpi.key, found.parts[-1][1]) == ("calls", 7)


def test_nobody_gets_a_flat_line_of_nothing(session: Session, cast: Cast) -> None:
    assert trend_of(session, cast.workspace, card(session, cast), TODAY) is None


@in_random_worlds
@given(seed=st.integers(0, 10_000))
def test_each_part_is_what_the_scorecard_of_that_time_says(worlds, seed: int) -> None:  # type: ignore[no-untyped-def]
    with worlds(seed) as company:
        for person in company.scope.people:
            day = date(2026, 10, 15)
            found = trend_of(company.session, company.workspace, company.person(person.id, month_of(day)), day)
            for part, value in found.parts[::4] if found else ():
                figure = company.person(person.id, part).lines[found.kpi.key].figure
                assert value == pytest.approx(figure.value, abs=0.01), (seed, person.name, part)

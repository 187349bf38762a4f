"""What is summed in the database for an analysis is what the scorecard says: in random companies, of everybody in them."""

from datetime import date

import pytest
from sqlmodel import Session

from models.analysis.cac import read_cac
from models.analysis.cost_of_sales import read_cost_of_sales
from models.analysis.question import Question
from models.analysis.sales import CHANNEL, won_by
from models.analysis.satisfaction import read_satisfaction
from models.analysis.sellers import read_sellers
from models.period import Period
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import group_scorecard_of, scorecard_of
from models.workspace.records import Workspace
from tests.conftest import NOW, Cast
from tests.models.scorecard.worlds import world_of

TODAY = date(2026, 11, 12)
PERIODS = (Period(date(2026, 1, 1), date(2027, 1, 1), "2026"), Period(date(2026, 7, 1), date(2026, 10, 1), "2026-Q3"))
SALES = frozenset({"sales_by_channel"})
KPIS = frozenset({"sales_by_channel", "new_customers", "csat"})


def scopes_of(session: Session, workspace: Workspace, seed: int) -> list[Scope]:
    world = world_of(session, seed)
    session.flush()
    people = [scope_of_person(session, workspace, person) for person in world.people]
    teams = [scope_of_team(session, workspace, team) for team in world.teams]
    return [scope_of_workspace(session, workspace), *teams, *people]


@pytest.mark.parametrize("seed", range(6))
def test_sales_new_customers_and_satisfaction(session: Session, cast: Cast, seed: int) -> None:
    for scope in scopes_of(session, cast.workspace, seed):
        for period in PERIODS:
            question = Question(session, cast.workspace, scope, period, TODAY, TODAY)
            card = scorecard_of(session, cast.workspace, scope, period, NOW, kpis=KPIS).lines
            where = f"{scope.name} {period.name}"
            sales, customers, csat = (card[key].figure for key in ("sales_by_channel", "new_customers", "csat"))
            found = read_cost_of_sales(question)
            assert found.total.revenue == pytest.approx(sales.value or 0, abs=0.02), where
            channels = {
                key[0]: question.whole(won.minor)
                for key, won in won_by(question, question.seen or period, CHANNEL)
                if won.minor
            }
            assert channels == pytest.approx(dict(sales.by_channel or {}), abs=0.02), where
            assert read_cac(question).total.customers == pytest.approx(customers.value or 0), where
            mean = read_satisfaction(question).total.mean
            assert mean == (None if csat.value is None else pytest.approx(csat.value)), where


@pytest.mark.parametrize("seed", range(4))
def test_what_each_rep_attained_is_what_their_scorecard_says(session: Session, cast: Cast, seed: int) -> None:
    for scope in scopes_of(session, cast.workspace, seed)[:3]:
        for period in PERIODS:
            group = group_scorecard_of(session, cast.workspace, scope, period, NOW, kpis=SALES)
            expected = {}
            for rep in group.reps:
                line = rep.lines["sales_by_channel"]
                pace = line.pace
                now = (pace.attainment if pace.pace is None else pace.pace) if pace else None
                value = line.figure.value or 0
                expected[rep.scope.name] = (value, line.target and line.target.value, pace and pace.attainment, now)
            found = read_sellers(Question(session, cast.workspace, scope, period, TODAY, TODAY))
            told = {one.name: (one.sales, one.target, one.attainment, one.pace) for one in found.sellers}
            assert told.keys() == expected.keys()
            for name, figures in told.items():
                assert figures == pytest.approx(expected[name], abs=0.02, nan_ok=True), f"{scope.name} {name}"
            assert found.is_running == group.total.is_running

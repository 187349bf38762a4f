"""Team, manager, role, working days and country hold from a day on; what is over keeps its figures.

The thirteenth of November 2026 is a Friday. Anna is an account manager in North: 2 first meetings a week by default.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.digest.reading import week_of_manager
from models.digest.restating import latest_change
from models.period import month_of, week_of
from models.refusal import Refusal
from models.scorecard.evidence.explain import explain
from models.scorecard.kpis import KPIS
from models.scorecard.scope import Scope, scope_of_line, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import group_scorecard_of, scorecard_of
from models.scorecard.standing import standing_of
from models.team.actions import Details, change_person
from models.team.calendar import Calendar
from models.team.moves import follow_moves, months_restated, undo_move
from models.team.records import Membership, Person, SalesRole, Team
from tests.conftest import NOW, Cast, acting
from tests.models.scorecard.facts import decided, meeting, opened

OCTOBER, NOVEMBER, DECEMBER = (month_of(date(2026, month, 1)) for month in (10, 11, 12))
LATER = datetime(2027, 1, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _known_for_long(cast: Cast) -> None:
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.created_at = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def south(session: Session, cast: Cast) -> Team:
    team = Team(workspace_id="T1", name="South")
    session.add(team)
    session.flush()
    return team


def value(session: Session, cast: Cast, scope: Scope, period: object, key: str = "first_meetings") -> float | None:
    return scorecard_of(session, cast.workspace, scope, period, LATER).lines[key].figure.value  # type: ignore[arg-type]


def target(session: Session, cast: Cast, scope: Scope, period: object, key: str = "first_meetings") -> float | None:
    found = scorecard_of(session, cast.workspace, scope, period, LATER).lines[key].target  # type: ignore[arg-type]
    return found and round(found.value, 3)


def test_a_move_holds_from_tomorrow_and_leaves_what_is_over_as_it_was(
    session: Session, cast: Cast, south: Team
) -> None:
    for day in (date(2026, 10, 6), date(2026, 11, 3), TODAY, TOMORROW, date(2026, 12, 1)):
        meeting(session, cast.anna, day)
    moved = change_person(acting(session, cast.dirk), cast.anna, Details(team="South"))
    assert moved is not None
    assert (moved.from_day, moved.first_day, cast.anna.team_id) == (TOMORROW, None, cast.team.id)
    north = scope_of_team(session, cast.workspace, cast.team)
    there = scope_of_team(session, cast.workspace, south)
    # Manager 3: October 1; November 3, of which the one of the thirteenth is South's; December 1, South's.
    assert [value(session, cast, north, month) for month in (OCTOBER, NOVEMBER, DECEMBER)] == [1, 2, 0]
    assert [value(session, cast, there, month) or 0 for month in (OCTOBER, NOVEMBER, DECEMBER)] == [0, 1, 1]
    # 2 a week in each: of November's 21 working days 9 lie before the thirteenth; Bram has all 21, 8.4 of them.
    assert target(session, cast, north, NOVEMBER) == round(2 * 21 / 5 + 2 * 9 / 5, 3)
    assert target(session, cast, there, NOVEMBER) == round(2 * 12 / 5, 3)
    assert target(session, cast, scope_of_person(session, cast.workspace, cast.anna), NOVEMBER) == round(2 * 21 / 5, 3)


def test_the_row_follows_on_its_day_and_the_figures_need_no_job(session: Session, cast: Cast, south: Team) -> None:
    change_person(acting(session, cast.dirk), cast.anna, Details(team="South", from_day=date(2026, 12, 1)))
    assert follow_moves(session, "T1", date(2026, 11, 30)) == 0
    assert cast.anna.team_id == cast.team.id
    assert follow_moves(session, "T1", date(2026, 12, 1)) == 1
    assert cast.anna.team_id == south.id
    assert follow_moves(session, "T1", date(2026, 12, 2)) == 0


def test_deals_count_where_the_seller_was_when_they_closed_and_open_ones_where_they_are(
    session: Session, cast: Cast, south: Team
) -> None:
    decided(session, cast.anna, date(2026, 11, 12), 1000)
    decided(session, cast.anna, date(2026, 11, 13), 500)
    opened(session, cast.anna, date(2026, 11, 2), 9000)
    change_person(acting(session, cast.dirk), cast.anna, Details(team="South"))
    north, there = (scope_of_team(session, cast.workspace, team) for team in (cast.team, south))
    assert [value(session, cast, scope, NOVEMBER, "sales_by_channel") for scope in (north, there)] == [1000, 500]
    before = scorecard_of(session, cast.workspace, north, NOVEMBER, NOW, TODAY)
    assert before.lines["pipeline"].figure.value == 9000  # as of the last day in North
    assert [value(session, cast, scope, NOVEMBER, "pipeline") or 0 for scope in (north, there)] == [0, 9000]
    company = scope_of_workspace(session, cast.workspace)
    assert value(session, cast, company, NOVEMBER, "sales_by_channel") == 1500


def test_a_role_asks_by_the_days_on_which_it_was_held(session: Session, cast: Cast) -> None:
    # An account manager 2 first meetings a week, field sales 4: 9 of November's 21 working days at 2, 12 at 4.
    change_person(acting(session, cast.dirk), cast.anna, Details(sales_role=SalesRole.FIELD))
    anna = scope_of_person(session, cast.workspace, cast.anna)
    assert target(session, cast, anna, NOVEMBER) == round((2 * 9 + 4 * 12) / 5, 3)
    assert target(session, cast, anna, OCTOBER) == round(2 * 22 / 5, 3)
    standing = standing_of(session, cast.anna, "first_meetings", datetime(2026, 11, 13, 9, tzinfo=UTC))
    assert standing is not None
    assert standing.target is not None
    assert round(standing.target, 3) == round((2 * 4 + 4 * 1) / 5, 3)  # that week: four days of 2, one of 4


def test_working_days_and_country_hold_by_the_day(session: Session, cast: Cast) -> None:
    details = Details(working_days="1111000", country="GB", from_day=date(2026, 12, 1))
    change_person(acting(session, cast.dirk), cast.anna, details)
    calendar = Calendar.of(session, cast.anna, cast.workspace)
    # Fridays until December; Boxing Day 2026 is a Saturday, so that Britain has Monday the 28th off.
    days = (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 28))
    assert [calendar.works_on(day) for day in days] == [1, 0, 0]


def test_a_day_that_is_over_is_allowed_and_says_what_it_restates(session: Session, cast: Cast, south: Team) -> None:
    meeting(session, cast.anna, date(2026, 11, 3))
    week = week_of(date(2026, 11, 2))
    before = latest_change(session, cast.workspace, week)
    told = acting(session, cast.dirk, NOW + timedelta(hours=1))
    moved = change_person(told, cast.anna, Details(team="South", from_day=date(2026, 10, 15)))
    assert moved is not None
    assert months_restated(moved) == [date(2026, 10, 1), date(2026, 11, 1)]
    assert latest_change(session, cast.workspace, week) == told.now != before
    assert cast.anna.team_id == south.id
    assert value(session, cast, scope_of_team(session, cast.workspace, south), NOVEMBER) == 1


def test_undo_takes_it_back_and_not_a_change_that_came_after(session: Session, cast: Cast, south: Team) -> None:
    admin = acting(session, cast.dirk)
    first = change_person(admin, cast.anna, Details(team="South", from_day=TODAY))
    second = change_person(admin, cast.anna, Details(sales_role=SalesRole.FIELD, from_day=date(2026, 12, 1)))
    assert first is not None
    assert second is not None
    with pytest.raises(Refusal, match="moved_since"):
        undo_move(admin, first.id)
    undo_move(admin, second.id)
    undo_move(admin, first.id)
    assert (cast.anna.team_id, cast.anna.sales_role, cast.anna.has_moved) == (cast.team.id, "account", False)
    assert session.exec(select(Membership)).all() == []
    with pytest.raises(Refusal, match="move_undone"):
        undo_move(admin, first.id)
    with pytest.raises(Refusal, match="not_allowed"):
        undo_move(acting(session, cast.bram), second.id)


def test_a_change_for_an_earlier_day_leaves_one_that_is_planned(session: Session, cast: Cast, south: Team) -> None:
    admin = acting(session, cast.dirk)
    change_person(admin, cast.anna, Details(team="South", from_day=date(2027, 1, 1)))
    change_person(admin, cast.anna, Details(sales_role=SalesRole.FIELD, from_day=date(2026, 12, 1)))
    rows = session.exec(select(Membership).order_by(Membership.from_day)).all()  # type: ignore[arg-type]
    assert [(row.from_day.year, row.team_id == south.id, row.sales_role) for row in rows] == [
        (1, False, "account"),
        (2026, False, "field"),
        (2027, True, "field"),
    ]


def test_what_was_not_known_of_somebody_without_history_holds_since_ever(session: Session, cast: Cast) -> None:
    cast.bram.team_id = cast.bram.sales_role = None
    session.flush()
    moved = change_person(acting(session, cast.dirk), cast.bram, Details(team="South", sales_role=SalesRole.SDR))
    assert moved is not None
    assert (cast.bram.has_moved, cast.bram.sales_role) == (False, "sdr")


def test_a_circle_is_refused_also_on_a_day_that_is_still_to_come(session: Session, cast: Cast) -> None:
    admin = acting(session, cast.dirk)
    change_person(admin, cast.anna, Details(manager=cast.bram, from_day=date(2026, 12, 1)))
    with pytest.raises(Refusal, match="circle"):
        change_person(admin, cast.bram, Details(manager=cast.anna, from_day=date(2026, 12, 5)))


def test_the_line_of_a_manager_counts_who_was_in_it_then(session: Session, cast: Cast) -> None:
    joris = Person(workspace_id="T1", name="Joris", is_rep=False, manager_id=cast.dirk.id, created_at=NOW)
    session.add(joris)
    session.flush()
    for day in (date(2026, 11, 3), date(2026, 11, 20)):
        meeting(session, cast.anna, day)
    change_person(acting(session, cast.dirk), cast.anna, Details(manager=joris))
    of_carla, of_joris = (scope_of_line(session, cast.workspace, manager) for manager in (cast.carla, joris))
    assert [value(session, cast, scope, NOVEMBER) for scope in (of_carla, of_joris)] == [1, 1]
    # Whoever was below Joris all along, and moved with nobody: Dirk's line has both meetings.
    assert value(session, cast, scope_of_line(session, cast.workspace, cast.dirk), NOVEMBER) == 2


def test_a_team_of_its_own_target_compares_with_those_days_alone(session: Session, cast: Cast, south: Team) -> None:
    meeting(session, cast.anna, date(2026, 11, 3))
    meeting(session, cast.anna, date(2026, 11, 20))
    change_person(acting(session, cast.dirk), cast.anna, Details(team="South"))
    north = group_scorecard_of(
        session, cast.workspace, scope_of_team(session, cast.workspace, cast.team), NOVEMBER, LATER
    )
    assert [(rep.scope.name, rep.lines["first_meetings"].figure.value) for rep in north.reps] == [
        ("Anna de Vries", 1),
        ("Bram Bakker", 0),
    ]
    company = group_scorecard_of(session, cast.workspace, scope_of_workspace(session, cast.workspace), NOVEMBER, LATER)
    assert company.total.lines["first_meetings"].figure.value == 2


def test_the_records_behind_a_figure_are_those_of_the_days_in_the_team(
    session: Session, cast: Cast, south: Team
) -> None:
    meeting(session, cast.anna, date(2026, 11, 3))
    meeting(session, cast.anna, date(2026, 11, 20))
    change_person(acting(session, cast.dirk), cast.anna, Details(team="South"))
    for team, day in ((cast.team, 3), (south, 20)):
        scope = scope_of_team(session, cast.workspace, team)
        found = explain(session, cast.workspace, scope, NOVEMBER, NOVEMBER.last_day, KPIS["first_meetings"])
        assert [record.day for record in found.records] == [date(2026, 11, day)]


def test_the_digest_of_a_week_that_is_over_has_who_was_in_the_team_then(
    session: Session, cast: Cast, south: Team
) -> None:
    meeting(session, cast.anna, date(2026, 11, 3))
    change_person(acting(session, cast.dirk), cast.anna, Details(team="South"))
    follow_moves(session, "T1", date(2026, 11, 16))
    week = week_of_manager(session, cast.workspace, cast.carla, week_of(date(2026, 11, 2)), LATER)
    assert week.figures()["first_meetings"] == 1
    assert {rep.name for rep in week.reps} == {"Anna de Vries", "Bram Bakker"}

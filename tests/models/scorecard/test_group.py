"""A team's, a line's and the company's figures: one group of people for value, target and what was to be expected."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from models.period import Period, PeriodType, month_of, week_of, year_of
from models.scorecard.line import Line
from models.scorecard.pacing import Status
from models.scorecard.scope import Scope, scope_of_line, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.team.leave import take_leave
from models.team.records import Person, Team
from tests.conftest import LONG_AGO, NOW, Cast
from tests.models.scorecard.facts import account, decided, meeting, target

OCTOBER, NOVEMBER = month_of(date(2026, 10, 1)), month_of(date(2026, 11, 1))
MONTH, SINCE = PeriodType.MONTH, date(2026, 1, 1)
END_OF_NOVEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def line_of(
    session: Session, cast: Cast, scope: Scope, key: str = "sales_by_channel", period: Period = NOVEMBER, **at: Any
) -> Line:
    return scorecard_of(session, cast.workspace, scope, period, END_OF_NOVEMBER, **at).lines[key]


def north(session: Session, cast: Cast) -> Scope:
    return scope_of_team(session, cast.workspace, cast.team)


def company(session: Session, cast: Cast) -> Scope:
    return scope_of_workspace(session, cast.workspace)


def sales_target(session: Session, value: str, **subject: Any) -> None:
    target(session, "sales_by_channel", value, MONTH, SINCE, **subject)


def in_team(session: Session, name: str, team: Team | None = None, **more: Any) -> Person:
    person = Person(workspace_id="T1", name=name, team_id=team.id if team else None, created_at=LONG_AGO, **more)
    session.add(person)
    session.flush()
    return person


def south(session: Session) -> Team:
    team = Team(workspace_id="T1", name="South")
    session.add(team)
    session.flush()
    return team


def test_who_has_no_target_does_not_lift_the_team_above_it(session: Session, cast: Cast) -> None:
    # D4: Anna has won 2,000 of 10,000; Bram, without a target, 20,000. That is 20 % of the target, not 220 %.
    sales_target(session, "10000", person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 2000)
    decided(session, cast.bram, date(2026, 11, 4), 20_000)
    line = line_of(session, cast, north(session, cast))
    assert line.target is not None
    assert line.pace is not None
    assert (line.figure.value, line.compared, line.target.value, line.by_others) == (22_000, 2000, 10_000, 20_000)
    assert (line.pace.attainment, line.pace.status) == (0.2, Status.BEHIND)


def test_somebody_elses_holiday_does_not_change_the_pace_of_a_target(session: Session, cast: Cast) -> None:
    # D5: Anna has 22,000 for October (22 working days) and won 11,000 by the 15th, after 11 of them: exactly on
    # course. Bram has no such target and is away: he is in none of it.
    sales_target(session, "22000", person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 10, 12), 11_000)
    take_leave(session, cast.bram, date(2026, 10, 1), date(2026, 10, 16), NOW)
    pace = line_of(session, cast, north(session, cast), period=OCTOBER, at=date(2026, 10, 15)).pace
    assert pace is not None
    assert (pace.expected, pace.pace, pace.status) == (pytest.approx(11_000), pytest.approx(1.0), Status.ON_TRACK)


def test_what_is_expected_of_a_team_is_the_sum_of_what_is_expected_of_each(session: Session, cast: Cast) -> None:
    # Anna 22,000 and Bram 44,000 for October. By the 15th 11 of Anna's 22 days are over: 11,000. Bram is away for the
    # first three: 8 of his 19 are over: 44,000 × 8/19 = 18,526.32. (Together: not 66,000 × 19/41.)
    sales_target(session, "22000", person_id=cast.anna.id)
    sales_target(session, "44000", person_id=cast.bram.id)
    take_leave(session, cast.bram, date(2026, 10, 1), date(2026, 10, 5), NOW)
    decided(session, cast.anna, date(2026, 10, 12), 11_000)
    pace = line_of(session, cast, north(session, cast), period=OCTOBER, at=date(2026, 10, 15)).pace
    assert pace is not None
    assert pace.expected == pytest.approx(11_000 + 44_000 * 8 / 19)


def test_the_companys_target_is_the_sum_over_teams_and_people_without_one(session: Session, cast: Cast) -> None:
    # D8: team North has a target of its own, 100,000; its people have 10,000 and 20,000. Sam, in South, has 30,000,
    # and Lone, without a team, 5,000: 100,000 + 30,000 + 5,000. North won 30,000, Sam 3,000.
    sam, lone = in_team(session, "Sam", south(session)), in_team(session, "Lone")
    for person, value in ((cast.anna, "10000"), (cast.bram, "20000"), (sam, "30000"), (lone, "5000")):
        sales_target(session, value, person_id=person.id)
    sales_target(session, "100000", team_id=cast.team.id)
    decided(session, cast.anna, date(2026, 11, 3), 30_000)
    decided(session, sam, date(2026, 11, 3), 3000)
    line = line_of(session, cast, company(session, cast))
    assert line.target is not None
    assert line.pace is not None
    assert (line.target.value, line.compared) == (135_000, 33_000)
    assert line.pace.attainment == pytest.approx(33 / 135)
    assert line.pace.expected == pytest.approx(135_000)  # November is over


def test_with_targets_of_teams_alone_the_company_has_one_too(session: Session, cast: Cast) -> None:
    sales_target(session, "100000", team_id=cast.team.id)
    decided(session, cast.anna, date(2026, 11, 3), 30_000)
    line = line_of(session, cast, company(session, cast))
    assert line.target is not None
    assert (line.target.value, line.compared) == (100_000, 30_000)


def test_a_teams_own_target_asks_everybody_in_it_and_differs_openly(session: Session, cast: Cast) -> None:
    # Manager 7: the people's targets come to 30,000, the team's own is 100,000. Everybody's value is compared with it,
    # also that of Carla, who does not sell; it is paced by the days of Anna and of Bram, who is away for half of them.
    for person, value in ((cast.anna, "10000"), (cast.bram, "20000")):
        sales_target(session, value, person_id=person.id)
    sales_target(session, "100000", team_id=cast.team.id)
    decided(session, cast.carla, date(2026, 11, 3), 7000)
    decided(session, cast.bram, date(2026, 11, 3), 3000)
    take_leave(session, cast.bram, date(2026, 11, 16), date(2026, 11, 19), NOW)
    line = line_of(session, cast, north(session, cast), at=date(2026, 11, 12))
    assert line.target is not None
    assert line.pace is not None
    assert (line.target.value, line.compared, line.by_others, line.people_target) == (100_000, 10_000, None, 30_000)
    # 21 working days for Anna and 17 for Bram; nine of each are over.
    assert line.pace.expected == pytest.approx(100_000 * 18 / 38)


def test_a_teams_own_target_takes_over_from_the_day_on_which_it_holds(session: Session, cast: Cast) -> None:
    # Anna has 10,000 a month all year, the team 50,000 from July: six months of each, as the months say.
    sales_target(session, "10000", person_id=cast.anna.id)
    target(session, "sales_by_channel", "50000", MONTH, date(2026, 7, 1), team_id=cast.team.id)
    year = year_of(date(2026, 1, 1))
    for scope in (north(session, cast), company(session, cast)):
        months = [line_of(session, cast, scope, period=month_of(date(2026, month, 1))).target for month in (6, 7)]
        assert [month and month.value for month in months] == [10_000, 50_000]
        whole = line_of(session, cast, scope, period=year).target
        assert whole is not None
        assert whole.value == pytest.approx(6 * 10_000 + 6 * 50_000)


def test_a_companys_own_target_says_what_its_parts_come_to(session: Session, cast: Cast) -> None:
    sales_target(session, "10000", person_id=cast.anna.id)
    sales_target(session, "50000")
    line = line_of(session, cast, company(session, cast))
    assert line.target is not None
    assert (line.target.value, line.people_target) == (50_000, 10_000)


def test_a_target_of_the_team_that_is_the_peoples_sum_is_not_remarked_on(session: Session, cast: Cast) -> None:
    sales_target(session, "30000", person_id=cast.anna.id)
    sales_target(session, "30000", team_id=cast.team.id)
    assert line_of(session, cast, north(session, cast)).people_target is None


def test_accounts_of_nobody_are_in_the_companys_value_and_in_no_comparison(session: Session, cast: Cast) -> None:
    # Manager 12: "111 of 4.2, ahead", since accounts without an owner stood against the targets of channel managers.
    cast.anna.sales_role = "channel"  # usually two new accounts a month
    for number in range(9):
        account(session, f"Nobody's {number}", opened_on=date(2026, 11, 2))
    account(session, "Anna's", opened_on=date(2026, 11, 2), owner_id=cast.anna.id)
    line = line_of(session, cast, company(session, cast), "new_accounts")
    assert line.target is not None
    assert line.pace is not None
    assert (line.figure.value, line.compared, line.target.value, line.by_others) == (10, 1, 2, 9)
    assert line.pace.attainment == 0.5


def test_a_deal_that_two_teams_share_is_in_each_for_its_part(session: Session, cast: Cast) -> None:
    sam = in_team(session, "Sam", south(session))
    decided(session, cast.anna, date(2026, 11, 3), 1000, split=[(cast.anna, 50), (cast.bram, 20), (sam, 30)])
    meeting(session, cast.anna, date(2026, 11, 3), split=[(cast.anna, 50), (sam, 50)])
    of_sam = scope_of_team(session, cast.workspace, session.get_one(Team, ("T1", sam.team_id)))
    scopes = (north(session, cast), of_sam, company(session, cast))
    sales = [line_of(session, cast, scope).figure for scope in scopes]
    assert [(figure.value, figure.n) for figure in sales] == [(700, 1), (300, 1), (1000, 1)]
    firsts = [line_of(session, cast, scope, "first_meetings").figure for scope in scopes]
    assert [(figure.value, figure.n) for figure in firsts] == [(0.5, 1), (0.5, 1), (1, 1)]


def test_a_managers_line_is_everybody_below_and_counts_targets_of_whole_teams(session: Session, cast: Cast) -> None:
    # D18: Sam is below Carla too; somebody else of South is not. North has 100,000 of its own; South's own target asks
    # people outside the line, so that Sam's 30,000 counts instead.
    team = south(session)
    sam = in_team(session, "Sam", team, manager_id=cast.carla.id)
    in_team(session, "Else", team)
    sales_target(session, "30000", person_id=sam.id)
    sales_target(session, "100000", team_id=cast.team.id)
    sales_target(session, "900000", team_id=team.id)
    for person, value in ((cast.anna, 4000), (sam, 600), (cast.dirk, 50)):
        decided(session, person, date(2026, 11, 3), value)
    scope = scope_of_line(session, cast.workspace, cast.carla)
    line = line_of(session, cast, scope)
    assert line.target is not None
    assert (str(scope.kind), scope.id, line.figure.value, line.target.value) == ("line", cast.carla.id, 4600, 130_000)


def test_a_line_that_is_one_team_has_the_figures_of_that_team(session: Session, cast: Cast) -> None:
    sales_target(session, "100000", team_id=cast.team.id)
    decided(session, cast.bram, date(2026, 11, 3), 600)
    line, team = (
        line_of(session, cast, scope)
        for scope in (scope_of_line(session, cast.workspace, cast.carla), north(session, cast))
    )
    assert (line.target and line.target.value, line.compared, line.pace) == (100_000, 600, team.pace)


def test_one_person_is_compared_with_nobody_else(session: Session, cast: Cast) -> None:
    sales_target(session, "10000", person_id=cast.anna.id)
    line = line_of(session, cast, scope_of_person(session, cast.workspace, cast.anna))
    assert (line.compared, line.by_others, line.people_target) == (None, None, None)


def test_a_rate_is_compared_over_the_deals_of_those_who_have_the_target(session: Session, cast: Cast) -> None:
    # Anna won 1 of 4; Bram, whose role has no target for it, 6 of 6: 25 % of 30 %, while the team won 7 of 10.
    cast.bram.sales_role = "sdr"
    for day, outcome in ((2, "won"), (3, "lost"), (4, "lost"), (5, "returned")):
        decided(session, cast.anna, date(2026, 11, day), 100, outcome)
    for _ in range(6):
        decided(session, cast.bram, date(2026, 11, 2), 100)
    line = line_of(session, cast, north(session, cast), "close_rate")
    assert line.pace is not None
    assert (line.figure.value, line.compared, line.by_others) == (0.7, 0.25, None)
    assert line.pace.attainment == pytest.approx(0.25 / 0.3)


def test_who_is_away_all_week_is_expected_to_do_nothing_of_the_teams_target(session: Session, cast: Cast) -> None:
    # Two meetings a week each; Bram is on leave all week: two of the team's four are expected by its end.
    week = week_of(date(2026, 11, 9))
    take_leave(session, cast.bram, week.start, date(2026, 11, 13), NOW)
    for day in (9, 10):
        meeting(session, cast.anna, date(2026, 11, day))
    line = line_of(session, cast, north(session, cast), "first_meetings", week)
    assert line.target is not None
    assert line.pace is not None
    assert (line.target.value, line.pace.expected, line.pace.status) == (4, 2, Status.ON_TRACK)

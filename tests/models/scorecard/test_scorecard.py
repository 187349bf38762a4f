"""The whole scorecard from the database: credit, teams, periods, and what must not count."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.costs.records import Cost
from models.period import PeriodType, month_of, quarter_of, week_of
from models.scorecard.pacing import Status
from models.scorecard.scope import scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import GroupScorecard, Scorecard, group_scorecard_of, scorecard_of
from models.scorecard.targets.holding import SetFor
from models.team.leave import take_leave
from models.team.records import Person, Team
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry, meeting, opened, step, target

NOVEMBER = month_of(date(2026, 11, 12))
OCTOBER = month_of(date(2026, 10, 12))


def of_person(session: Session, cast: Cast, person: Person, period=NOVEMBER, at: date | None = None) -> Scorecard:  # type: ignore[no-untyped-def]
    return scorecard_of(session, cast.workspace, scope_of_person(session, cast.workspace, person), period, NOW, at)


def of_team(session: Session, cast: Cast, period=NOVEMBER) -> GroupScorecard:  # type: ignore[no-untyped-def]
    scope = scope_of_team(session, cast.workspace, cast.team)
    return group_scorecard_of(session, cast.workspace, scope, period, NOW)


def of_company(session: Session, cast: Cast, period=NOVEMBER) -> Scorecard:  # type: ignore[no-untyped-def]
    return scorecard_of(session, cast.workspace, scope_of_workspace(session, cast.workspace), period, NOW)


def value(scorecard: Scorecard, key: str) -> float | None:
    return scorecard.lines[key].figure.value


def test_only_ones_own_entries_of_the_period_count(session: Session, cast: Cast) -> None:
    meeting(session, cast.anna, date(2026, 11, 1))
    meeting(session, cast.anna, date(2026, 11, 12), is_first=False)
    meeting(session, cast.anna, date(2026, 10, 31))
    meeting(session, cast.anna, date(2026, 11, 20))  # planned: has not happened yet
    meeting(session, cast.anna, date(2026, 11, 2), undone_at=NOW)
    meeting(session, cast.bram, date(2026, 11, 2))
    anna = of_person(session, cast, cast.anna)
    assert (value(anna, "first_meetings"), value(anna, "follow_ups")) == (1, 1)


def test_another_workspace_never_shows(session: Session, cast: Cast) -> None:
    meeting(session, cast.rival, date(2026, 11, 2))
    decided(session, cast.rival, date(2026, 11, 2), 5000)
    company = of_company(session, cast)
    assert value(company, "first_meetings") == 0
    assert value(company, "sales_by_channel") == 0


def test_a_shared_deal_is_split_for_reps_and_counts_once_for_the_team(session: Session, cast: Cast) -> None:
    acme = account(session, "Acme")
    decided(session, cast.anna, date(2026, 11, 3), 1000, account_id=acme.id, split=[(cast.anna, 60), (cast.bram, 40)])
    decided(session, cast.bram, date(2026, 11, 4), 200, "lost")
    team = of_team(session, cast)
    anna, bram = (next(rep for rep in team.reps if rep.scope.id == person.id) for person in (cast.anna, cast.bram))
    assert [value(s, "sales_by_channel") for s in (anna, bram, team.total)] == [600, 400, 1000]
    assert [value(s, "new_customers") for s in (anna, bram, team.total)] == [0.6, 0.4, 1]
    assert value(team.total, "close_rate") == 0.5
    assert value(bram, "close_rate") == pytest.approx(0.4 / 1.4)


def test_a_shared_entry_is_split_for_reps_and_counts_once_for_the_team(session: Session, cast: Cast) -> None:
    meeting(session, cast.anna, date(2026, 11, 3), split=[(cast.anna, 50), (cast.bram, 50)])
    entry(session, cast.anna, "renewal", date(2026, 11, 3), split=[(cast.bram, 100)])
    team = of_team(session, cast)
    assert sorted(value(rep, "first_meetings") or 0 for rep in team.reps) == [0.5, 0.5]
    assert value(team.total, "first_meetings") == 1
    assert [value(rep, "renewals") for rep in team.reps] == [0, 1]
    assert value(team.total, "renewals") == 1


def test_a_new_customer_is_an_accounts_first_win_ever_by_anybody(session: Session, cast: Cast) -> None:
    old, new = account(session, "Old"), account(session, "New")
    decided(session, cast.bram, date(2024, 5, 1), account_id=old.id)
    decided(session, cast.anna, date(2026, 11, 2), account_id=old.id)
    decided(session, cast.anna, date(2026, 11, 2), account_id=new.id)
    decided(session, cast.bram, date(2026, 11, 2), account_id=new.id)  # the same day, a higher number
    assert value(of_person(session, cast, cast.anna), "new_customers") == 1
    assert value(of_person(session, cast, cast.bram), "new_customers") == 0
    assert value(of_company(session, cast), "new_customers") == 1


def test_the_pipeline_is_what_was_open_at_the_end_of_the_period(session: Session, cast: Cast) -> None:
    early = opened(session, cast.anna, date(2026, 10, 1), 1000, "proposal")
    opened(session, cast.anna, date(2026, 11, 5), 400)
    step(session, early, date(2026, 11, 4), "won")
    early.outcome, early.closed_on = "won", date(2026, 11, 4)
    session.flush()
    assert value(of_person(session, cast, cast.anna, OCTOBER), "pipeline") == 1000
    assert value(of_person(session, cast, cast.anna, OCTOBER), "weighted_pipeline") == 500
    assert value(of_person(session, cast, cast.anna), "pipeline") == 400
    assert value(of_person(session, cast, cast.anna), "weighted_pipeline") == 40


def test_a_removed_deal_counts_nowhere(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 11, 3), removed_at=NOW)
    opened(session, cast.anna, date(2026, 11, 3), 100, removed_at=NOW)
    anna = of_person(session, cast, cast.anna)
    assert (value(anna, "sales_by_channel"), value(anna, "close_rate"), value(anna, "pipeline")) == (0, None, 0)


def test_deal_size_looks_back_three_months_but_a_quarter_only_at_itself(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 9, 15), 100)
    decided(session, cast.anna, date(2026, 11, 3), 300)
    assert value(of_person(session, cast, cast.anna), "deal_size") == 200  # September to November
    assert value(of_person(session, cast, cast.anna, quarter_of(NOVEMBER.start)), "deal_size") == 300


def test_accounts_are_counted_by_who_owns_them_and_by_channel(session: Session, cast: Cast) -> None:
    account(session, "A", owner_id=cast.anna.id, opened_on=date(2026, 11, 2), channel="partner")
    account(session, "B", owner_id=cast.anna.id, opened_on=date(2026, 11, 3))
    account(session, "C", owner_id=cast.anna.id, opened_on=date(2026, 10, 3))
    figure = of_person(session, cast, cast.anna).lines["new_accounts"].figure
    assert (figure.value, figure.by_channel) == (2, {"partner": 1, "unknown": 1})


def test_of_two_wins_on_one_day_the_older_deal_is_first_whoever_told_of_it_first(session: Session, cast: Cast) -> None:
    new, day = account(session, "New"), date(2026, 11, 2)
    decided(session, cast.anna, day, account_id=new.id, opened_on=date(2026, 10, 9))
    decided(session, cast.bram, day, account_id=new.id, opened_on=date(2026, 9, 1))  # a higher number
    assert value(of_person(session, cast, cast.anna), "new_customers") == 0
    assert value(of_person(session, cast, cast.bram), "new_customers") == 1


def test_acquisition_costs_divide_by_new_customers(session: Session, cast: Cast) -> None:
    for kind, minor in (("sales", 30_000), ("marketing", 20_000), ("delivery", 99_000), ("sales", None)):
        cost = Cost(
            workspace_id="T1",
            day=date(2026, 11, 2),
            kind=kind,
            amount_minor=minor or 1,
            currency="EUR",
            reporting_minor=minor,
            created_at=NOW,
        )
        session.add(cost)
    decided(session, cast.anna, date(2026, 11, 2), account_id=account(session, "A").id)
    decided(session, cast.anna, date(2026, 11, 2), account_id=account(session, "B").id)
    figure = of_company(session, cast).lines["coca"].figure
    assert figure.value == 250  # (300 + 200) / 2
    assert figure.left_out == {"without_rate": 1}
    assert of_team(session, cast).total.lines["coca"].figure.reason == "company_figure"


def test_reps_at_target_counts_those_who_sold_what_they_should(session: Session, cast: Cast) -> None:
    assert of_team(session, cast).total.lines["reps_at_target"].figure.reason == "no_sales_targets"
    target(session, "sales_by_channel", "1000", PeriodType.MONTH, date(2026, 1, 1), role="account")
    decided(session, cast.anna, date(2026, 11, 2), 1000)
    decided(session, cast.bram, date(2026, 11, 2), 999)
    figure = of_team(session, cast).total.lines["reps_at_target"].figure
    assert (figure.value, figure.n) == (1, 2)


def test_a_persons_own_target_goes_before_the_roles_and_that_before_the_default(session: Session, cast: Cast) -> None:
    week = week_of(NOW.date())

    def meetings() -> tuple[float, SetFor]:
        found = of_person(session, cast, cast.anna, week).lines["first_meetings"].target
        assert found is not None
        return found.value, found.set_for

    assert meetings() == (2, SetFor.PRESET)
    target(session, "first_meetings", "5", PeriodType.WEEK, date(2026, 1, 1), role="account")
    assert meetings() == (5, SetFor.ROLE)
    own = target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    assert meetings() == (8, SetFor.PERSON)
    own.withdrawn_at = NOW
    session.flush()
    assert meetings() == (5, SetFor.ROLE)


def test_a_team_has_its_own_target_or_its_peoples_together(session: Session, cast: Cast) -> None:
    week = week_of(NOW.date())
    line = of_team(session, cast, week).total.lines["first_meetings"]
    assert line.target is not None
    assert (line.target.value, line.target.set_for) == (4, SetFor.MEMBERS)
    target(session, "first_meetings", "9", PeriodType.WEEK, date(2026, 1, 1), team_id=cast.team.id)
    line = of_team(session, cast, week).total.lines["first_meetings"]
    assert line.target is not None
    assert (line.target.value, line.target.set_for, line.target.stated) == (9, SetFor.TEAM, Decimal(9))


def test_the_scorecard_as_of_a_day_knows_nothing_of_later(session: Session, cast: Cast) -> None:
    meeting(session, cast.anna, date(2026, 11, 3))
    meeting(session, cast.anna, date(2026, 11, 6))
    then = of_person(session, cast, cast.anna, week_of(date(2026, 11, 3)), at=date(2026, 11, 3))
    assert value(then, "first_meetings") == 1
    # As of the end of Tuesday two of five days are over: 2 × 2/5 = 0.8 expected.
    pace = then.lines["first_meetings"].pace
    assert pace is not None
    assert (pace.expected, pace.status) == (pytest.approx(0.8), Status.AHEAD)
    assert then.as_of == datetime(2026, 11, 3, 23, 0, tzinfo=UTC)


def test_a_week_on_leave_is_excused_and_no_part_of_the_score(session: Session, cast: Cast) -> None:
    take_leave(session, cast.anna, date(2026, 11, 2), date(2026, 11, 6), NOW)
    away = of_person(session, cast, cast.anna, week_of(date(2026, 11, 2)))
    pace = away.lines["first_meetings"].pace
    assert pace is not None
    assert (pace.status, pace.pace) == (None, None)
    assert away.score.overall is None


def test_periods_begin_where_the_team_is(session: Session, cast: Cast) -> None:
    cast.team.zone = "Pacific/Auckland"
    session.flush()
    scope = scope_of_person(session, cast.workspace, cast.anna)
    assert scope.today(datetime(2026, 11, 30, 12, 0, tzinfo=UTC)) == date(2026, 12, 1)


def test_an_empty_team_has_no_figures_to_divide(session: Session, cast: Cast) -> None:
    empty = Team(workspace_id="T1", name="Empty")
    session.add(empty)
    session.flush()
    scope = scope_of_team(session, cast.workspace, empty)
    scorecard = scorecard_of(session, cast.workspace, scope, NOVEMBER, NOW)
    assert scorecard.score.overall is None
    assert value(scorecard, "first_meetings") == 0


def test_a_new_own_target_leaves_the_weeks_that_were_over_to_what_the_role_usually_asks(
    session: Session, cast: Cast
) -> None:
    cast.anna.sales_role = "account"  # two first meetings a week
    target(session, "first_meetings", "8", PeriodType.WEEK, date(2026, 11, 23), person_id=cast.anna.id)
    november = of_person(session, cast, cast.anna).lines["first_meetings"].target
    # 2 to 20 November: three weeks at 2; 23 to 27 November: 8; Monday the 30th: a fifth of 8.
    assert november is not None
    assert november.value == pytest.approx(3 * 2 + 8 + 8 / 5)

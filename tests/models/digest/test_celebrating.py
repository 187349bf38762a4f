"""What a channel is glad of: a first win, a first new customer, a best week, a goal that was reached; only when it is known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from models.digest.celebrating import TeamNews, news_of_team
from models.digest.reading import week_of_team
from models.goals.records import Milestone
from models.period import week_of
from tests.conftest import LONG_AGO, Cast
from tests.models.scorecard.facts import account, decided, goal, meeting

WEEK = week_of(date(2026, 11, 9))
MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _here_for_long(session: Session, cast: Cast) -> None:
    """The company is in Koers since 2024; Bram began in June 2026."""
    cast.workspace.created_at = LONG_AGO
    cast.bram.starts_on = date(2026, 6, 1)
    session.flush()


def news(session: Session, cast: Cast) -> TeamNews:
    week = week_of_team(session, cast.workspace, cast.team, WEEK, MONDAY)
    return news_of_team(session, cast.workspace, cast.team, week, MONDAY)


def test_a_first_win_is_told_of_who_is_new_and_not_of_who_sold_before_koers(session: Session, cast: Cast) -> None:
    decided(session, cast.anna, date(2026, 11, 10))
    decided(session, cast.bram, date(2026, 11, 11))
    assert news(session, cast).first_wins == ("Bram Bakker",), (
        "of Anna, here for years, nobody knows which was her first"
    )


def test_a_second_win_is_no_first(session: Session, cast: Cast) -> None:
    decided(session, cast.bram, date(2026, 7, 1))
    decided(session, cast.bram, date(2026, 11, 11))
    assert not news(session, cast)


def test_the_first_new_customer_is_the_first_who_never_bought_here(session: Session, cast: Cast) -> None:
    # Acme bought from Anna in 2025; so Bram's win there in July was no new customer, and Globex in November is.
    acme, globex = account(session, "Acme"), account(session, "Globex")
    decided(session, cast.anna, date(2025, 3, 3), account_id=acme.id)
    decided(session, cast.bram, date(2026, 7, 1), account_id=acme.id)
    decided(session, cast.bram, date(2026, 11, 11), account_id=globex.id)
    found = news(session, cast)
    assert (found.first_wins, found.first_customers) == ((), ("Bram Bakker",))


def test_a_best_week_has_more_than_any_of_at_least_eight_in_the_year_before(session: Session, cast: Cast) -> None:
    # Anna: three first meetings in each of eight earlier weeks, four in this one. Bram the same, but of seven weeks.
    for back in range(1, 9):
        meeting(session, cast.anna, WEEK.start - timedelta(weeks=back), quantity=3)
        if back < 8:
            meeting(session, cast.bram, WEEK.start - timedelta(weeks=back), quantity=3)
    for person in (cast.anna, cast.bram):
        meeting(session, person, WEEK.start, quantity=4)
    [best] = news(session, cast).best_weeks
    assert (best.name, best.kpi, best.value) == ("Anna de Vries", "first_meetings", 4)
    meeting(session, cast.anna, WEEK.start - timedelta(weeks=30), quantity=4)
    assert news(session, cast).best_weeks == (), "as good as another one is not the best"


def test_a_goal_of_the_team_is_told_in_the_week_in_which_it_was_reached(session: Session, cast: Cast) -> None:
    # Ten first meetings from 1 November on: 6 by the 8th, 10 by the 12th.
    november = {"horizon": "30d", "ends_on": date(2026, 11, 30)}
    ten = goal(session, cast.team.id, cast.carla, "team", title="Ten new doors", **november)
    session.add(Milestone(workspace_id="T1", goal_id=ten.id, kpi="first_meetings", target="10"))
    meeting(session, cast.anna, date(2026, 11, 5), quantity=6)
    assert news(session, cast).goals == ()
    meeting(session, cast.bram, date(2026, 11, 12), quantity=4)
    assert news(session, cast).goals == ("Ten new doors",)
    meeting(session, cast.anna, date(2026, 11, 6), quantity=4)
    assert news(session, cast).goals == (), "reached the week before"

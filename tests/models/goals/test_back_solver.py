"""What a goal asks of each week, from the records: own rates, the team's below twenty, and the calendar."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from models.goals.actions import NewGoal, set_goal
from models.goals.arithmetic import Link
from models.goals.back_solver import Aim, Needed, milestones_for, needed_for, needed_of_person, working_weeks
from models.goals.horizon import Horizon
from models.period import Period, PeriodType, quarter
from models.scorecard.scope import Scope, scope_of_person, scope_of_team
from models.team.records import Leave, Person
from tests.conftest import NOW, Cast, acting
from tests.models.scorecard.facts import decided, entry, meeting, opened, target

Q1 = quarter(2027, 1)
TODAY = date(2026, 11, 12)


def days(number: int) -> Iterable[date]:
    """So many days before today, within the 90 that are looked at."""
    return (TODAY - timedelta(days=1 + at % 88) for at in range(number))


def history(session: Session, person: Person, *, won: int, lost: int, proposals: int, meetings: int) -> None:
    """Won deals of €16,000 each; two follow-ups for each proposal."""
    for day in days(won):
        decided(session, person, day, 16_000)
    for day in days(lost):
        decided(session, person, day, 9_000, "lost")
    for day in days(proposals):
        entry(session, person, "proposal", day)
    for day in days(2 * proposals):
        meeting(session, person, day, is_first=False)
    for day in days(meetings):
        meeting(session, person, day)


def asked(session: Session, cast: Cast, scope: Scope, amount: int = 300_000, period: Period = Q1) -> Needed:
    aim = Aim("sales_by_channel", Decimal(amount), period)
    return needed_for(session, cast.workspace, scope, aim, NOW)


def of(session: Session, cast: Cast, person: Person) -> Scope:
    return scope_of_person(session, cast.workspace, person)


def test_the_sentence_of_the_book_from_the_records(session: Session, cast: Cast) -> None:
    history(session, cast.anna, won=24, lost=36, proposals=30, meetings=100)
    needed = asked(session, cast, of(session, cast, cast.anna))
    # average deal 24 × 16,000 / 24 = 16,000; won 24 / (24 + 36) = 40%; 30 proposals / 100 first meetings = 0.3
    # 300,000 / 16,000 = 18.75 -> 19 wins; 19 / 0.4 = 47.5 -> 48 proposals; 48 / 0.3 = 160 first meetings
    # 48 × 60 / 30 = 96 follow-ups
    chain = needed.chain
    numbers = [count.number for count in (chain.wins, chain.proposals, chain.first_meetings, chain.follow_ups) if count]
    assert numbers == [19, 48, 160, 96]
    # Q1 2027 has 64 weekdays, three of them holidays in the Netherlands (1 January, Good Friday, Easter Monday):
    # 61 working days / 5 a week = 12.2 weeks; 160 / 12.2 = 13.1 a week
    assert needed.weeks == pytest.approx(12.2)
    assert needed.per_week(160) == pytest.approx(13.115, abs=0.001)
    assert needed.team is None
    assert {link: rate.n for link, rate in needed.rates.items()} == {
        Link.DEAL: 24,
        Link.WIN: 60,
        Link.PROPOSAL: 100,
        Link.FOLLOW_UP: 30,
    }


def test_what_is_won_already_is_not_asked_again_and_what_is_done_is_part_of_a_milestone(
    session: Session, cast: Cast
) -> None:
    history(session, cast.anna, won=24, lost=36, proposals=30, meetings=100)
    running = quarter(2026, 4)
    needed = asked(session, cast, of(session, cast, cast.anna), 1_000_000, running)
    in_quarter = sum(1 for day in days(24) if day in running)
    assert needed.done == 16_000 * in_quarter
    assert needed.to_go == 1_000_000 - needed.done
    met = sum(1 for day in days(100) if day in running)
    assert needed.chain.first_meetings is not None
    milestones = milestones_for(session, cast.workspace, needed, NOW)
    assert milestones["first_meetings"] == needed.chain.first_meetings.number + met
    assert asked(session, cast, of(session, cast, cast.anna), 16_000, running).is_reached


def test_below_twenty_the_team_stands_in_for_that_rate_alone(session: Session, cast: Cast) -> None:
    history(session, cast.anna, won=4, lost=6, proposals=10, meetings=40)
    history(session, cast.bram, won=20, lost=20, proposals=30, meetings=60)
    alone = asked(session, cast, of(session, cast, cast.anna))
    assert not any(rate.of_team for rate in alone.rates.values()), "of one colleague it would be their own rate"
    session.add(Person(workspace_id="T1", name="Eva", team_id=cast.team.id, sales_role="account", created_at=NOW))
    session.flush()
    needed = asked(session, cast, of(session, cast, cast.anna))
    rates = needed.rates
    assert {link: rate.of_team for link, rate in rates.items()} == {
        Link.DEAL: True,
        Link.WIN: True,
        Link.PROPOSAL: False,
        Link.FOLLOW_UP: True,
    }
    assert needed.team is not None
    assert needed.team.name == "North"
    # of both together: 24 won of 50 decided; her own 10 proposals of 40 first meetings
    assert (rates[Link.WIN].value, rates[Link.PROPOSAL].value) == (pytest.approx(24 / 50), pytest.approx(0.25))


def test_with_too_little_on_record_nothing_is_made_up(session: Session, cast: Cast) -> None:
    history(session, cast.anna, won=3, lost=1, proposals=2, meetings=4)
    needed = asked(session, cast, of(session, cast, cast.anna))
    assert (needed.chain.wins, needed.chain.ends_at) == (None, Link.DEAL)
    assert milestones_for(session, cast.workspace, needed, NOW) == {}


def test_leave_and_part_time_make_fewer_weeks(session: Session, cast: Cast) -> None:
    anna, bram = cast.anna, cast.bram
    away = {"first_day": date(2027, 2, 1), "last_day": date(2027, 2, 12), "created_at": NOW}
    session.add(Leave(workspace_id="T1", person_id=anna.id, **away))
    bram.working_days = "1111000"
    session.flush()

    def weeks(scope: Scope, today: date = TODAY) -> float:
        return working_weeks(session, cast.workspace, scope, Q1, today)

    # Anna: 61 - 10 = 51 days / 5. Bram: no Fridays (11 of them are no holiday), 61 - 11 = 50 / 4 = 12.5
    assert weeks(of(session, cast, anna)) == pytest.approx(10.2)
    assert weeks(of(session, cast, bram)) == pytest.approx(12.5)
    team = scope_of_team(session, cast.workspace, cast.team)
    assert weeks(team) == pytest.approx((51 + 50) / 9)
    assert weeks(of(session, cast, anna), date(2027, 3, 31)) == pytest.approx(0.2)  # today is still to be worked
    assert weeks(of(session, cast, anna), date(2027, 4, 1)) == 0


def test_what_a_week_asks_of_somebody_goes_by_their_goal_else_their_target(session: Session, cast: Cast) -> None:
    history(session, cast.anna, won=24, lost=36, proposals=30, meetings=100)
    anna = cast.anna
    assert needed_of_person(session, cast.workspace, anna, NOW) is None
    target(session, "sales_by_channel", "600000", PeriodType.QUARTER, date(2026, 7, 1), person_id=anna.id)
    by_target = needed_of_person(session, cast.workspace, anna, NOW)
    assert by_target is not None
    assert (by_target.aim.target, by_target.aim.period.name) == (600_000, "2026-Q4")
    horizon = Horizon("2026-Q4", quarter(2026, 4))
    new = NewGoal("", of(session, cast, anna), horizon, (("sales_by_channel", Decimal(900_000)),))
    set_goal(acting(session, anna), new)
    by_goal = needed_of_person(session, cast.workspace, anna, NOW)
    assert by_goal is not None
    assert by_goal.aim.target == 900_000


def test_the_open_deals_and_the_sales_cycle_stand_beside_it(session: Session, cast: Cast) -> None:
    for day in days(5):
        decided(session, cast.anna, day, 16_000, opened_on=day - timedelta(days=40))
    opened(session, cast.anna, date(2026, 10, 1), 50_000, "proposal")
    needed = asked(session, cast, of(session, cast, cast.anna))
    assert (needed.weighted, needed.cycle) == (25_000, 40)  # a proposal has a chance of 50%


def test_another_company_never_counts(session: Session, cast: Cast) -> None:
    history(session, cast.rival, won=24, lost=36, proposals=30, meetings=100)
    assert asked(session, cast, of(session, cast, cast.anna)).chain.ends_at is Link.DEAL

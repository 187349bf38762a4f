"""The week of a company: by team as each team's own digest has it, by manager, towards the quarter, and at stake."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlmodel import Session, select

from messages.digest.company import company_headline, team_line, to_leader
from messages.digest.company_examples import COMPANY
from messages.digest.examples import TEAM
from messages.words import words
from models.accounts.records import Account
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal, StageChange
from models.digest.company import CompanyWeek
from models.digest.company_reading import company_week, leads_managers
from models.digest.managing import standing_of_managers
from models.digest.reading import week_of_manager
from models.digest.stakes import look_at_deals
from models.period import PeriodType, month_of, week_of
from models.reviews.records import ReviewState
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.setting import set_target
from models.team.moves import move
from models.team.records import Leave, Membership, Person, Team
from tests.conftest import LONG_AGO, NOW, Cast, acting
from tests.models.scorecard.facts import decided, meeting, review, target

WEEK = week_of(date(2026, 11, 2))
TODAY = date(2026, 11, 12)


@pytest.fixture
def eva(session: Session, cast: Cast) -> Person:
    """Eva sells in team South; Frank is her manager, and Dirk his."""
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    frank = Person(
        workspace_id="T1",
        name="Frank Mol",
        is_rep=False,
        manager_id=cast.dirk.id,
        team_id=south.id,
        created_at=LONG_AGO,
    )
    session.add(frank)
    session.flush()
    eva = Person(
        workspace_id="T1",
        name="Eva Bos",
        sales_role="account",
        manager_id=frank.id,
        team_id=south.id,
        created_at=LONG_AGO,
    )
    session.add(eva)
    session.flush()
    return eva


def read(session: Session, cast: Cast) -> CompanyWeek:
    return company_week(session, cast.workspace, cast.dirk, WEEK, NOW)


def open_deal(session: Session, number: int, owner: Person, value: int, closes: date | None, moved: date) -> None:
    """An open deal of so many euros at 50 %, whose last step was on `moved`."""
    account = Account(workspace_id="T1", name=f"Customer {number}", key=f"customer {number}", created_at=NOW)
    session.add(account)
    session.flush()
    deal = Deal(
        workspace_id="T1",
        number=number,
        owner_id=owner.id,
        account_id=account.id,
        currency="EUR",
        value_minor=value * 100,
        reporting_minor=value * 100,
        stage="proposal",
        expected_close=closes,
        opened_on=moved,
        created_at=NOW,
    )
    session.add(deal)
    session.flush()
    step = StageChange(
        workspace_id="T1",
        deal_id=deal.id,
        stage="proposal",
        happened_on=moved,
        value_minor=value * 100,
        reporting_minor=value * 100,
        probability=50,
        changed_at=datetime(moved.year, moved.month, moved.day, 12, tzinfo=UTC),
    )
    session.add(step)
    session.flush()


def test_only_who_leads_two_managers_reads_by_team(session: Session, cast: Cast) -> None:
    assert not leads_managers(session, cast.workspace, cast.dirk, NOW), "Carla alone manages who sells"


def test_a_second_manager_makes_it_a_company(session: Session, cast: Cast, eva: Person) -> None:
    assert leads_managers(session, cast.workspace, cast.dirk, NOW)
    assert not leads_managers(session, cast.workspace, cast.carla, NOW)


def test_a_team_reads_as_in_its_own_digest_also_where_it_has_a_target_of_its_own(
    session: Session, cast: Cast, eva: Person
) -> None:
    # Manager 6 and 7: Anna 10,000 a month and Bram 10,000 make 20,000; team North itself has 30,000, and South (Eva) 15,000.
    for person, value in ((cast.anna, "10000"), (cast.bram, "10000"), (eva, "15000")):
        target(session, "sales_by_channel", value, PeriodType.MONTH, date(2026, 1, 1), person_id=person.id)
    wanted = NewTarget("sales_by_channel", Decimal(30_000), PeriodType.MONTH, team=cast.team, from_now=True)
    set_target(acting(session, cast.dirk, NOW.replace(day=2)), wanted)
    company = read(session, cast)
    by_team = {team.name: team.sales for team in company.teams}
    assert {name: sales and sales.target for name, sales in by_team.items()} == {"North": 30_000, "South": 15_000}
    own = week_of_manager(session, cast.workspace, cast.carla, WEEK, NOW)
    assert by_team["North"] == own.totals[-1], "the same figure as Carla reads"
    assert company.week.totals[-1].target == 45_000, "30,000 + 15,000: the parts add up"
    assert {team.name: team.managers for team in company.teams} == {"North": ("Carla Mulder",), "South": ("Frank Mol",)}


def test_of_who_is_in_no_team_and_of_a_team_that_others_lead_too_only_these_people_count(
    session: Session, cast: Cast, eva: Person
) -> None:
    # Won in the week: Anna (North) 4,000, Eva (in no team) 9,000, Bram (North, but below nobody) 2,000.
    eva.team_id = None
    cast.bram.manager_id = None
    session.flush()
    for person, value in ((cast.anna, 4_000), (eva, 9_000), (cast.bram, 2_000)):
        decided(session, person, WEEK.start, value)
    company = read(session, cast)
    assert {team.name: team.sales and team.sales.actual for team in company.teams} == {"North": 4_000, "": 9_000}
    assert company.week.totals[-1].actual == 13_000, "4,000 + 9,000: the parts add up"


def test_who_has_just_begun_is_no_part_of_how_a_team_stands(session: Session, cast: Cast, eva: Person) -> None:
    # Bram, who is here for long, had 4 first meetings of 4; Anna came nine days before the week was over and had none.
    for person in (cast.anna, cast.bram):
        target(session, "first_meetings", "4", PeriodType.WEEK, date(2026, 1, 1), person_id=person.id)
    meeting(session, cast.bram, WEEK.start, quantity=4)
    cast.anna.created_at = datetime(WEEK.end.year, WEEK.end.month, WEEK.end.day, tzinfo=UTC) - timedelta(days=9)
    session.flush()
    north = next(team for team in read(session, cast).teams if team.name == "North")
    bram = next(rep for rep in north.week.reps if rep.name == "Bram Bakker")
    assert [rep.name for rep in north.week.measured] == ["Bram Bakker"]
    assert north.score == bram.score
    line = team_line(words("en"), north)
    assert f"{len(north.week.on_course)} of 1" in line


def test_whoever_held_least_of_what_was_due_comes_first(session: Session, cast: Cast, eva: Person) -> None:
    # Manager 6. Seen on Thu 12 Nov: 8 of November's 21 working days are over, 2 × 8/21 = 0.76 talks with each rep: of Frank,
    # who has one, none is due yet; of Carla, who has two, 1.52: one.
    # Reviews of October: asked on Mon 2 Nov, the manager's from Thu 5 Nov on. Carla: 1 of 2 shared, Frank: 0 of 1.
    for rep, day in ((cast.anna, 3), (cast.bram, 4)):
        talk = Talk(
            workspace_id="T1",
            coach_id=cast.carla.id,
            rep_id=rep.id,
            planned_at=NOW - timedelta(days=9),
            state=TalkState.HELD,
            held_on=date(2026, 11, day),
            created_at=NOW,
        )
        session.add(talk)
    review(session, cast.anna, ReviewState.SHARED, reviewer_id=cast.carla.id, shared_at=NOW)
    session.flush()
    company = read(session, cast)
    assert company.reviewed == month_of(date(2026, 10, 1))
    assert [
        (one.name, one.talks_held, one.talks_due, one.reviews_held, one.reviews_due, one.is_silent)
        for one in company.managers
    ] == [("Frank Mol", 0, 0, 0, 1, True), ("Carla Mulder", 2, 1, 1, 2, False)]
    # On Wed 18 Nov 12 of 21 are over: 2 × 12/21 = 1.14 with each of Carla's two, 2.29 together; Frank was on leave from the
    # 2nd to the 13th, so that 2 of 21 days were left for both of them: none.
    frank = session.exec(select(Person).where(Person.name == "Frank Mol")).one()
    away = Leave(
        workspace_id="T1",
        person_id=frank.id,
        first_day=date(2026, 11, 2),
        last_day=date(2026, 11, 13),
        part="full",
        created_at=NOW,
    )
    session.add(away)
    session.flush()
    months = (month_of(date(2026, 11, 1)), month_of(date(2026, 10, 1)))
    people = [cast.anna, cast.bram, eva]
    later = standing_of_managers(session, cast.workspace, people, months, date(2026, 11, 18))
    assert {one.name: one.talks_due for one in later} == {"Frank Mol": 0, "Carla Mulder": 2}
    # On Thu 19 Nov 13 of 21: 1.24 + 1.24 = 2.48; on Mon 23 Nov 15 of 21: 1.43 + 1.43 = 2.86; on Tue 24 Nov 16 of 21:
    # 1.52 + 1.52 = 3.05. By rep it would have been 2 until the last day, and then 4 at once.
    days = (date(2026, 11, 19), date(2026, 11, 23), date(2026, 11, 24))
    by_day = (standing_of_managers(session, cast.workspace, people, months, day) for day in days)
    assert [one.talks_due for standing in by_day for one in standing if one.name == "Carla Mulder"] == [2, 2, 3]
    # At the end of the month all of it was possible: two for each.
    closed = standing_of_managers(session, cast.workspace, people, months, date(2026, 12, 1))
    assert {one.name: one.talks_due for one in closed} == {"Frank Mol": 1, "Carla Mulder": 4}


def test_the_talks_of_a_month_are_due_from_who_led_the_rep_then(session: Session, cast: Cast, eva: Person) -> None:
    """Anna goes from Carla to Frank, of whom Eva is already.

    Since 1 December: of November all was Carla's, 2 × 2 = 4, and Frank's 2 with Eva. Since Monday 16 November: 10 of the
    21 working days were Carla's, 2 + 2 × 10/21 = 2.95, so two; and Frank's 2 + 2 × 11/21 = 3.05, so three.
    """
    months, people = (month_of(date(2026, 11, 1)), month_of(date(2026, 10, 1))), [cast.anna, cast.bram, eva]
    move(acting(session, cast.carla), cast.anna, {"manager_id": eva.manager_id}, date(2026, 12, 1))
    cast.anna.manager_id = eva.manager_id
    session.flush()
    closed = standing_of_managers(session, cast.workspace, people, months, date(2026, 12, 7))
    assert {one.name: (one.people, one.talks_due) for one in closed} == {"Frank Mol": (2, 2), "Carla Mulder": (1, 4)}
    for row in session.exec(select(Membership).where(Membership.from_day == date(2026, 12, 1))):
        row.from_day = date(2026, 11, 16)
    session.flush()
    closed = standing_of_managers(session, cast.workspace, people, months, date(2026, 12, 7))
    assert {one.name: one.talks_due for one in closed} == {"Frank Mol": 3, "Carla Mulder": 2}


def test_what_is_due_of_talks_grows_by_one_at_a_time_and_ends_at_two_for_each(
    session: Session, cast: Cast, eva: Person
) -> None:
    """So that nobody reads 3 of 3 in one week and 3 of 6 in the next: with three reps each working day is 2/21 × 3 = 0.29."""
    eva.manager_id = cast.carla.id
    session.flush()
    months, people = (month_of(date(2026, 11, 1)), month_of(date(2026, 10, 1))), [cast.anna, cast.bram, eva]
    due = [
        standing_of_managers(session, cast.workspace, people, months, date(2026, 11, 1) + timedelta(days=ahead))[
            0
        ].talks_due
        for ahead in range(31)
    ]
    assert all(0 <= after - before <= 1 for before, after in pairwise(due))
    # The Mondays, with 0, 5, 10, 15 and 20 of 21 working days over: 0, 1.43, 2.86, 4.29, 5.71; and all of it on 1 December.
    assert [due[day - 1] for day in (2, 9, 16, 23, 30)] == [0, 1, 2, 4, 5]
    assert due[-1] == 6


def test_nothing_is_held_against_managers_before_it_could_be_done(session: Session, cast: Cast, eva: Person) -> None:
    # Mon 4 Jan, 08:30: the reviews of December are asked for at 09:00, the manager's turn is on Thu 7 Jan; those of
    # November were due. No talk of January could be held yet, and December is told to its end.
    monday = datetime(2027, 1, 4, 7, 30, tzinfo=UTC)
    company = company_week(session, cast.workspace, cast.dirk, week_of(date(2026, 12, 28)), monday)
    assert company.reviewed == month_of(date(2026, 11, 1))
    assert {one.name: (one.reviews_due, one.talks_due) for one in company.managers} == {
        "Carla Mulder": (2, 4),
        "Frank Mol": (1, 2),
    }
    assert company.week.month == month_of(date(2026, 12, 1))
    # Mon 11 Jan: theirs since the 7th. Of January 5 of 20 working days are over: 2 × 5/20 = 0.5 with each, so that Carla,
    # who has two reps, could have held one.
    later = datetime(2027, 1, 11, 7, 30, tzinfo=UTC)
    company = company_week(session, cast.workspace, cast.dirk, week_of(date(2027, 1, 4)), later)
    assert company.reviewed == month_of(date(2026, 12, 1))
    assert {one.name: (one.reviews_due, one.talks_due) for one in company.managers} == {
        "Carla Mulder": (2, 1),
        "Frank Mol": (1, 0),
    }


def test_the_quarter_is_what_was_won_and_what_open_deals_are_likely_to_bring_in_it(
    session: Session, cast: Cast, eva: Person
) -> None:
    # Won 20,000 on 3 Nov. Open at 50 %: 10,000 until 30 Nov counts 5,000; 40,000 until 15 Jan is the next quarter's.
    target(session, "sales_by_channel", "50000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    decided(session, cast.anna, date(2026, 11, 3), 20_000)
    open_deal(session, 91, cast.anna, 10_000, date(2026, 11, 30), date(2026, 11, 2))
    open_deal(session, 92, eva, 40_000, date(2027, 1, 15), date(2026, 11, 2))
    forecast = read(session, cast).forecast
    assert (forecast.won, forecast.weighted, forecast.expected) == (20_000, 5_000, 25_000)
    assert forecast.target == 150_000, "three months of 50,000"
    assert forecast.share == pytest.approx(1 / 6)
    # 10,000 at one in two comes in or not: it varies by √(10,000² × 0.5 × 0.5) = 5,000, eight in ten within 1.2816 of it.
    # 5,000 − 6,408 would be below nothing, 5,000 + 6,408 above the deal itself: between 20,000 and 30,000.
    assert (forecast.low, forecast.high, forecast.deals) == (20_000, 30_000, 1)
    # Three more of 10,000: 20,000 on average, √4 × 5,000 = 10,000 of spread: 20,000 + 20,000 ± 12,816.
    for number in (93, 94, 95):
        open_deal(session, number, eva, 10_000, date(2026, 12, 31), date(2026, 11, 2))
    forecast = read(session, cast).forecast
    assert (round(forecast.low), round(forecast.high)) == (27_184, 52_816)


def test_a_quarter_that_ended_is_told_as_it_ended(session: Session, cast: Cast, eva: Person) -> None:
    # The week of 28 December to 3 January: Q4, whose last day it holds, and no forecast of three days.
    decided(session, cast.anna, date(2026, 12, 30), 7_000)
    monday = datetime(2027, 1, 4, 7, 30, tzinfo=UTC)
    forecast = company_week(session, cast.workspace, cast.dirk, week_of(date(2026, 12, 28)), monday).forecast
    assert (forecast.quarter.name, forecast.is_over, forecast.won) == ("2026-Q4", True, 7_000)
    said = str(to_leader("en", company_week(session, cast.workspace, cast.dirk, week_of(date(2026, 12, 28)), monday)))
    assert "The quarter ended on 31 Dec" in said
    assert "heading for" not in said


def test_the_three_largest_deals_that_are_late_due_or_silent_are_named(
    session: Session, cast: Cast, eva: Person
) -> None:
    # Seen from Thu 12 Nov. 1: late; 2: this month; 3: next quarter, 14 days without a step; 4: the same, 13 days;
    # 5: late and silent but the smallest of the four that are at stake.
    open_deal(session, 1, cast.anna, 9_000, date(2026, 11, 11), date(2026, 11, 10))
    open_deal(session, 2, eva, 30_000, date(2026, 11, 30), date(2026, 11, 10))
    open_deal(session, 3, cast.bram, 20_000, date(2027, 2, 1), date(2026, 10, 29))
    open_deal(session, 4, cast.bram, 99_000, date(2027, 2, 1), date(2026, 10, 30))
    open_deal(session, 5, cast.bram, 1_000, date(2026, 9, 1), date(2026, 8, 1))
    found = look_at_deals(session, cast.workspace, None, TODAY).at_stake
    assert [(deal.customer, deal.owner, deal.why, deal.quiet_days) for deal in found] == [
        ("Customer 2", "Eva Bos", "this_month", 2),
        ("Customer 3", "Bram Bakker", "quiet", 14),
        ("Customer 1", "Anna de Vries", "overdue", 2),
    ]


def test_the_team_whose_sales_are_furthest_behind_is_known_though_all_are_on_course() -> None:
    low, high = (
        replace(
            team,
            week=replace(
                team.week,
                totals=tuple(
                    replace(one, attainment=share) if one.kpi == "sales_by_channel" else one for one in team.week.totals
                ),
            ),
        )
        for team, share in ((COMPANY.teams[2], 0.53), (COMPANY.teams[2], 0.84))
    )
    assert replace(COMPANY, teams=(high, low)).lags_in_sales is low
    assert replace(COMPANY, teams=(replace(low, week=replace(low.week, totals=())),)).lags_in_sales is None


def test_no_team_on_course_is_not_all_that_is_said_above_sales_that_are() -> None:
    said = {share: company_headline(words("en"), _behind_with_sales_at(share)) for share in (1.08, 0.8)}
    assert said[1.08].startswith("*Together the sales of November are on course, but over all its figures no team is.*")
    assert said[0.8].startswith("*No team is on course.* Begin with South (Joris Claes): ")


def _behind_with_sales_at(share: float) -> CompanyWeek:
    totals = tuple(replace(one, attainment=share) if one.kpi == "sales_by_channel" else one for one in TEAM.totals)
    return replace(COMPANY, teams=(COMPANY.teams[0],), week=replace(TEAM, totals=totals))

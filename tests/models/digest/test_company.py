"""The week of a company: by team as each team's own digest has it, by manager, towards the quarter, and at stake."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from messages.digest.company import team_line
from messages.words import words
from models.accounts.records import Account
from models.coaching.records import Talk, TalkState
from models.deals.records import Deal, StageChange
from models.digest.company import CompanyWeek
from models.digest.company_reading import company_week, leads_managers
from models.digest.reading import week_of_manager
from models.digest.stakes import deals_at_stake
from models.period import PeriodType, month_of, week_of
from models.reviews.records import ReviewState
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.setting import set_target
from models.team.records import Person, Team
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
    # Manager 6, Carla: 2 of 4 talks in November (two a month for Anna and Bram), 1 of 2 reviews of October. Frank: 0 of 2, 0 of 1.
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
    ] == [("Frank Mol", 0, 2, 0, 1, True), ("Carla Mulder", 2, 4, 1, 2, False)]


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
    found = deals_at_stake(session, cast.workspace, None, TODAY)
    assert [(deal.customer, deal.owner, deal.why, deal.quiet_days) for deal in found] == [
        ("Customer 2", "Eva Bos", "this_month", 2),
        ("Customer 3", "Bram Bakker", "quiet", 14),
        ("Customer 1", "Anna de Vries", "overdue", 2),
    ]

"""Figures worked out by hand from the domain page alone, step by step, and asked of the program's own door:
CSV files in, `export scorecard` out.

Working days of 2026 in the Netherlands (Monday to Friday, less the holidays of the `holidays` library): January 21,
February 20, March 22, April 19 (Good Friday 3, Easter Monday 6, King's Day 27), May 19 (14 and 25), June 22, July 23,
August 21, September 22, October 22, November 21, December 22 (25): 254 in all. 2 March 2026 is a Monday.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models.database import Database
from models.scorecard.standing import standing_of
from models.team.records import Person
from tests.models.scorecard.by_csv import DEALS, MEETINGS, World

A_MONTH = "first_meetings,22,month,Anna,,2024-01-01"
MOVED = "name,team,manager,from\n"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def test_a_month_half_gone(world: World) -> None:
    world.begin()
    world.ask(A_MONTH)
    days = ["2", "2", "2", "3", "3", "3", "3", "3", "12"]
    world.take("activities", MEETINGS + "\n".join(f"Anna,meeting,A{n},2026-03-{d},first" for n, d in enumerate(days)))
    # 2 to 13 March: 10 of 22 days, so 22 × 10 / 22 = 10; 9 / 10 = 90 %; 13 to go in 12 days; 9 / 10 × 22 = 19.8
    fields = ("expected", "pace", "status", "required_per_day", "projection")
    assert world.of("first_meetings", "2026-03", "Anna", "2026-03-13", fields) == [10, 0.9, "at_risk", 13 / 12, 19.8]


@pytest.mark.parametrize(
    ("done", "status"),
    [(84, "behind"), (85, "at_risk"), (94, "at_risk"), (95, "on_track"), (109, "on_track"), (110, "ahead")],
)
def test_status_at_its_edges(world: World, done: int, status: str) -> None:
    world.begin()
    world.ask("proposals,200,month,Anna,,2024-01-01")
    world.take("activities", f"person,kind,account,date,quantity\nAnna,proposal,A,2026-02-02,{done}")
    # to 13 February 10 of 20 days: 100 expected. On Sunday 1 nothing has elapsed, on 2 February 1/20 < 10 %
    assert world.of("proposals", "2026-02", "Anna", "2026-02-13", ("expected", "status")) == [100, status]
    assert world.of("proposals", "2026-02", "Anna", "2026-02-02", ("status",)) == "too_early"


def test_joiner_leaver_and_ramp(world: World) -> None:
    world.begin("name,team,manager,start,end\nAnna,North,C,2026-03-16,\nBram,North,C,2023-01-02,2026-03-13")
    world.ask(A_MONTH + "\nfirst_meetings,22,month,Bram,,2024-01-01")
    # three months from 16 March are 92 days; day n asks n/92: 16-20 are 1..5 = 15, 23-27 are 8..12 = 50, 30-31 15 + 16
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-20") == [0, 96 / 92, 15 / 92]
    # June: 1-5 are 78..82 = 400, 8-12 are 85..89 = 435, from 15 June (92/92) 12 whole days
    assert world.of("first_meetings", "2026-06", "Anna", fields=("target",)) == 835 / 92 + 12
    world.change("Anna", ramp_months=0)
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-20") == [0, 12, 5]
    assert world.goal("first_meetings", "2026-03", "Bram", "2026-03-13") == [0, 10, 10]
    assert world.goal("first_meetings", "2026-03", "North", "2026-03-20") == [0, 22, 15]
    assert world.card("2026-02", "Anna")["score"] is world.card("2026-04", "Bram")["score"] is None
    # Bram left in March: 1 of (1 at its start + 1 at its end) / 2; on 12 March he had not
    assert world.of("turnover", "2026-Q1", "North", fields=("value", "turnover_rate")) == [1, 1]
    assert world.of("turnover", "2026-Q1", "North", "2026-03-12") == 0


def test_leave_of_five_days_and_of_more(world: World) -> None:
    world.begin()
    world.ask(A_MONTH)
    rows = "person,first,last,part\nAnna,2026-03-02,2026-03-06,"
    world.take("leave", rows)  # five days: the pace alone; 5 of 17 days are over on the 13th
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-13") == [0, 22, 22 * 5 / 17]
    world.take("leave", rows + "\nAnna,2026-03-10,2026-03-10,afternoon")  # 4.5 of 16.5; required over 12 days
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-13") == [0, 22, 22 * 4.5 / 16.5]
    world.take(
        "leave", rows + "\nAnna,2026-03-09,2026-03-09,"
    )  # rows that touch: 6 days; 16 are asked, 3.5 of 15.5 over
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-13") == [0, 16, 16 * 3.5 / 15.5]


def test_part_timer_and_holidays_in_an_absence(world: World) -> None:
    world.begin()
    world.change("Anna", working_days="1110000")
    world.ask("first_meetings,14,month,Anna,,2024-01-01\nfirst_meetings,22,month,Bram,,2024-01-01")
    rows = "person,first,last\nAnna,2026-03-02,2026-03-10\nBram,2026-03-30,2026-04-07"
    world.take("leave", rows)
    # Anna's days: 2-4, 9-11, 16-18, 23-25, 30, 31 = 14. Away on 2, 3, 4, 9, 10: five. To 18 March 11, 16, 17, 18 of 9
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-18") == [0, 14, 14 * 4 / 9]
    # Bram: 30, 31 March, 1, 2, 7 April (3 and 6 are holidays): five, nothing is taken off
    assert world.of("first_meetings", "2026-03", "Bram", fields=("target",)) == 22
    world.take("leave", rows + "\nBram,2026-04-08,2026-04-08\nAnna,2026-03-11,2026-03-11")  # a sixth day of both
    assert world.of("first_meetings", "2026-03", "Bram", fields=("target",)) == 20
    assert world.of("first_meetings", "2026-04", "Bram", fields=("target",)) == 22 * 15 / 19  # less 1, 2, 7, 8
    assert world.of("first_meetings", "2026-03", "Anna", fields=("target",)) == 8


def test_moves_forwards_and_backwards(world: World) -> None:
    world.begin()
    world.ask(A_MONTH + "\nfirst_meetings,44,month,Cleo,,2024-01-01")
    days = ["Anna,meeting,A1,2026-03-13", "Anna,meeting,A2,2026-03-16", "Cleo,meeting,A3,2026-03-17"]
    world.take("activities", MEETINGS + "\n".join(f"{row},first" for row in days))
    world.take("people", MOVED + "Anna,South,Dora,2026-03-16")
    # ten of Anna's 22 days in North, twelve in South; to 18 March 13 of 22: Cleo 26, Anna 10 + 3
    assert world.goal("first_meetings", "2026-03", "North", "2026-03-18") == [1, 10, 10]
    assert world.goal("first_meetings", "2026-03", "South", "2026-03-18") == [2, 56, 29]
    assert world.goal("first_meetings", "2026-03", "line Carla", "2026-03-18") == [1, 10, 10]
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-18") == [2, 22, 13]
    assert world.goal("first_meetings", "2026-03", "", "2026-03-18") == [3, 66, 39]
    assert world.goal("first_meetings", "2026-Q1", "North") == [1, 54, 54]  # 22 + 22 + 10
    world.take("people", MOVED + "Anna,North,Carla,2026-03-23")  # five days in South: 16 to 20
    assert world.goal("first_meetings", "2026-03", "North") == [1, 17, 17]
    assert world.goal("first_meetings", "2026-03", "South") == [2, 49, 49]


def test_a_role_and_another_from_mid_month(world: World) -> None:
    world.begin("name,team,manager,start,role\nAnna,North,Carla,2023-01-02,sdr")
    rows = "first_meetings,22,month,sdr,2024-01-01\nfirst_meetings,11,month,account,2024-01-01"
    world.take("targets", "kpi,target,period,role,from\n" + rows)
    world.take("people", "name,role,from\nAnna,account,2026-03-16")
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-17") == [0, 10 + 6, 10 + 1]


def test_who_only_gets_another_manager_has_the_month_to_make_up_for_a_week_off(world: World) -> None:
    world.begin()
    world.ask(A_MONTH)
    world.take("leave", "person,first,last\nAnna,2026-03-02,2026-03-06")
    world.take("people", MOVED + "Anna,North,Dora,2026-03-16")
    # 22 × 5 days over / 17 days, as for anybody with that week off; not the ten days before the move at their full number
    for who in ("Anna", "North", ""):
        assert world.goal("first_meetings", "2026-03", who, "2026-03-13") == [0, 22, 22 * 5 / 17]


def test_targets_of_every_length(world: World) -> None:
    world.begin()
    rows = "sales_by_channel,48000,month,Anna,,2026-06-05\nfirst_meetings,5,week,Anna,,2024-01-01\n"
    world.ask(
        rows
        + "proposals,63,quarter,Anna,,2024-01-01\ntraining_hours,254,year,Anna,,2024-01-01\n"
        + "renewals,22,month,Anna,,2024-01-01"
    )

    def target(kpi: str, period: str) -> object:
        return world.of(kpi, period, "Anna", fields=("target",))

    assert target("sales_by_channel", "2026-Q2") == 48_000
    assert target("sales_by_channel", "2026") == 336_000  # June to December
    assert target("first_meetings", "2026-03") == 22.5  # four weeks, and 30 and 31 of the four days to Good Friday
    assert target("first_meetings", "2026-04") == 21.25  # 1, 2 of four; three weeks; 28-30 of 28 April to 1 May
    assert target("first_meetings", "2026-12") == 24  # 1-4 of 30 November's five days; 2 weeks; 21-24; 28-31 December
    assert target("proposals", "2026-03") == 22  # 63 working days in the quarter
    assert target("training_hours", "2026-04") == 19
    assert target("renewals", "2026-W14") == 2 + 22 * 2 / 19  # 30, 31 March; 1, 2 April
    # from mid-August 10 a week: from Monday 10 August; before it 66 a quarter (66 days): 23 of July and 5 of August
    world.ask("follow_ups,66,quarter,Anna,,2026-07-15\nfollow_ups,10,week,Anna,,2026-08-12")
    assert target("follow_ups", "2026-08") == 5 + 30 + 2
    assert target("follow_ups", "2026-Q3") == 23 + 5 + 70 + 6  # seven weeks to 27 September, 28-30 of the eighth


def test_fiscal_year_from_july(world: World) -> None:
    world.begin(fiscal_start_month=7)
    world.ask("first_meetings,66,quarter,Anna,,2024-07-01\nfollow_ups,22,month,Anna,,2026-08-15")
    period = world.card("2026-Q1")["period"]
    assert (period["start"], period["end"]) == ("2026-07-01", "2026-10-01")
    assert (
        world.of("first_meetings", "2026-08", "Anna", fields=("target",)) == 21
    )  # of the 66 working days to September
    assert world.of("first_meetings", "2026", "Anna", fields=("target",)) == 264
    assert world.of("follow_ups", "2026-Q1", "Anna", fields=("target",)) == 44  # August and September
    assert world.of("follow_ups", "2026", "Anna", fields=("target",)) == 242  # to June


def test_a_teams_own_target(world: World) -> None:
    world.begin()
    world.ask(A_MONTH + "\nfirst_meetings,44,month,Cleo,,2024-01-01\nfirst_meetings,66,month,,North,2026-03-01")
    days = [("Anna", "02-10"), ("Bram", "02-10"), ("Anna", "03-03"), ("Bram", "03-03"), ("Bram", "03-03")]
    world.take(
        "activities", MEETINGS + "\n".join(f"{who},meeting,A{n},2026-{day},first" for n, (who, day) in enumerate(days))
    )
    fields = ("value", "target", "value_compared", "people_target")
    assert world.of("first_meetings", "2026-02", "North", fields=fields) == [2, 22, 1, None]  # of who has the target
    assert world.of("first_meetings", "2026-03", "North", fields=fields) == [3, 66, 3, 22]  # everybody's
    assert world.of("first_meetings", "2026-03", fields=("target",)) == 110  # North's own and Cleo's
    assert world.of("first_meetings", "2026-Q1", "North", fields=("target",)) == 22 + 22 + 66
    world.take("leave", "person,first,last\nBram,2026-03-02,2026-03-03")  # to 6 March Anna 5 of 22 days, Bram 3 of 20
    assert world.goal("first_meetings", "2026-03", "North", "2026-03-06") == [3, 66, 66 * 8 / 42]


def test_nothing_is_expected_from_before_koers_counted(world: World) -> None:
    world.begin(now=datetime(2026, 3, 16, 9, tzinfo=UTC))
    world.ask(A_MONTH + "\nsales_by_channel,22,month,Anna,,2024-01-01\nsales_by_channel,22,month,Bram,,2024-01-01")
    world.take("deals", DEALS + "1,Anna,A,won,2025-12-01,2026-01-15,10,EUR,,,new")
    assert world.goal("first_meetings", "2026-03", "Anna", "2026-03-18") == [0, 12, 3]  # from the 16th
    assert world.goal("sales_by_channel", "2026-03", "Anna", "2026-03-18") == [
        0,
        22,
        13,
    ]  # from her first imported deal
    assert world.goal("sales_by_channel", "2026-03", "Bram", "2026-03-18") == [0, 12, 3]
    status = [world.of("first_meetings", "2026-03", "Anna", f"2026-03-{day}", ("status",)) for day in (17, 18)]
    assert status == ["too_early", "behind"]  # her third working day is over on the 18th


def _years(without: tuple[int, ...] = (), december: int = 2200) -> str:
    """A deal of 1,000 in each month of 2023 and 2024 but these, in December another."""
    months = [(year, month) for year in (2023, 2024) for month in range(1, 13) if month not in without]
    rows = (
        f"{y}{m},Anna,A,won,{y}-{m:02d}-02,{y}-{m:02d}-03,{december if m == 12 else 1000},EUR,,,new" for y, m in months
    )
    return DEALS + "\n".join(rows)


def test_season_of_two_years(world: World) -> None:
    world.begin()
    world.take("deals", _years())
    world.ask("sales_by_channel,100000,year,Anna,,2024-01-01\nfirst_meetings,253,year,Anna,,2024-01-01")
    # each twelve months come to 13,200, 1,100 a month: December is 2, any other 10/11. 2025 has 253 days, December 21
    whole = 232 * 10 / 11 + 21 * 2
    assert world.of("sales_by_channel", "2025-12", "Anna", fields=("target",)) == 100_000 * 42 / whole
    assert world.of("first_meetings", "2025-12", "Anna", fields=("target",)) == 21  # meetings have none
    # what the year expects is what its months ask: the season of the year does not move while nothing is sold in it
    by_november = 100_000 * 232 * 10 / 11 / whole
    assert world.goal("sales_by_channel", "2025", "Anna", "2025-11-30") == [0, 100_000, by_november]
    with Session(world.database.engine) as session:  # what the bot answers to a deal that is won says the same
        anna = session.exec(select(Person).where(Person.name == "Anna")).one()
        standing = standing_of(session, anna, "sales_by_channel", datetime(2025, 12, 1, 10, tzinfo=UTC))
        assert standing is not None
        assert standing.expected == pytest.approx(by_november)
    # before two years were over: 64 days in the last quarter of 2024, 20 in December
    world.ask("sales_by_channel,64,quarter,Bram,,2024-01-01")
    assert world.of("sales_by_channel", "2024-12", "Bram", fields=("target",)) == 20


def test_a_quarter_in_which_nothing_was_ever_won_keeps_its_target(world: World) -> None:
    world.begin()
    world.take("deals", _years(without=(1, 2, 3), december=1000) + "\n9,Anna,A,won,2022-12-01,2022-12-02,1,EUR,,,new")
    rows = "sales_by_channel,30000,quarter,,North,2024-01-01\nsales_by_channel,50000,month,Anna,,2024-01-01\n"
    world.ask(rows + "sales_by_channel,6300,quarter,Bram,,2024-01-01")
    # January to March 2025 have 22 + 20 + 21 = 63 working days; all three months are alike, so February asks 20 of 63
    assert world.goal("sales_by_channel", "2025-Q1", "Bram", "2025-02-28") == [0, 6300, 6300 * 42 / 63]
    assert world.goal("sales_by_channel", "2025-02", "Bram") == [0, 2000, 2000]
    assert world.of("sales_by_channel", "2025-Q1", "North", fields=("target", "people_target")) == [30_000, 156_300]
    assert world.of("sales_by_channel", "2025-02", "North", fields=("target",)) == 30_000 * 20 / 63
    assert world.of("sales_by_channel", "2025", "North", fields=("target",)) == 120_000

"""Examples of the digest of who leads managers: three teams, all on course, no targets, and names that try to break it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.digest import company
from messages.digest.examples import AWAY, BEHIND, NASTY, NO_TARGETS, ON_COURSE, SILENT, TEAM
from models.digest.at_stake import DealAtStake
from models.digest.company import CompanyWeek, Forecast, ManagerStanding, TeamStanding
from models.digest.slipping import Slips
from models.money import Money
from models.period import month_of, quarter_of

COMPANY = CompanyWeek(
    TEAM,
    (
        TeamStanding("South", ("Joris Claes",), BEHIND),
        TeamStanding(NASTY, (NASTY, "Eva Bos", "Third"), TEAM),
        TeamStanding("North", ("Carla Mulder",), ON_COURSE),
        TeamStanding("", (), AWAY),
    ),
    (
        ManagerStanding("Joris Claes", 3, 0, 6, 0, 3),
        ManagerStanding(NASTY, 5, 4, 10, 2, 5, is_away=True),
        ManagerStanding("Carla Mulder", 2, 4, 4, 0, 0),
    ),
    Forecast(quarter_of(date(2026, 11, 9)), 312_000, 180_000, 881_000, 431_000, 553_000, 14),
    (
        DealAtStake(12, "Globex", "Bram Bakker", Money.of(40_000, "EUR"), date(2026, 11, 3), 21, "overdue"),
        DealAtStake(9, NASTY, NASTY, Money.of(31_000, "EUR"), date(2026, 11, 27), 3, "this_month"),
        DealAtStake(15, "", "Anna de Vries", None, None, 44, "quiet"),
    ),
    month_of(date(2026, 10, 1)),
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message of the digest of a leader."""
    yield "leader", company.to_leader(language, COMPANY)
    good = replace(COMPANY, teams=(COMPANY.teams[2],), deals=(), managers=(), week=ON_COURSE)
    over = replace(COMPANY.forecast, is_over=True)
    yield "leader_of_a_quarter_that_ended", company.to_leader(language, replace(COMPANY, forecast=over, stage=2))
    untold = replace(over, target=None)
    yield "leader_of_a_quarter_without_a_target", company.to_leader(language, replace(COMPANY, forecast=untold))
    nothing_open = replace(COMPANY.forecast, deals=0, weighted=0)
    slipping = replace(COMPANY.forecast, slips=Slips(40, 12))
    yield "leader_whose_deals_slip", company.to_leader(language, replace(COMPANY, forecast=slipping))
    at_the_end = replace(COMPANY, forecast=nothing_open, week=replace(TEAM, told_until=TEAM.month.last_day))
    yield "leader_of_a_month_that_closed", company.to_leader(language, at_the_end)
    yield "leader_one_team_on_course", company.to_leader(language, good, preview=True)
    selling = tuple(replace(one, attainment=1.08) if one.kpi == "sales_by_channel" else one for one in TEAM.totals)
    alone = replace(COMPANY, teams=(COMPANY.teams[0],), deals=(), week=replace(TEAM, totals=selling))
    yield "leader_only_sales_on_course", company.to_leader(language, alone)
    south = replace(COMPANY.teams[2], name="South")
    yield "leader_all_on_course", company.to_leader(language, replace(good, teams=(*good.teams, south)))
    low = replace(
        south,
        week=replace(
            ON_COURSE,
            totals=tuple(
                replace(one, actual=84_000, attainment=0.84) if one.kpi == "sales_by_channel" else one
                for one in ON_COURSE.totals
            ),
        ),
    )
    yield "leader_all_on_course_but_for_sales", company.to_leader(language, replace(good, teams=(*good.teams, low)))
    uneven = replace(COMPANY.teams[0], week=replace(BEHIND, totals=()))
    yield "leader_a_team_behind_by_its_people", company.to_leader(language, replace(COMPANY, teams=(uneven, south)))
    months = month_of(date(2026, 11, 1)).start, COMPANY.reviewed.start
    begun = tuple(replace(one, reviews_due=0, talks_due=0) for one in COMPANY.managers)
    yield "reviews_that_have_just_begun", company.by_manager(language, begun, *months)
    yield "reviews_by_manager", company.by_manager(language, COMPANY.managers, *months)
    many = tuple(replace(COMPANY.teams[0], name=f"Team {number}") for number in range(30))
    managers = tuple(replace(COMPANY.managers[0], name=f"Manager {number}") for number in range(30))
    yield "leader_of_thirty_teams", company.to_leader(language, replace(COMPANY, teams=many, managers=managers))
    bare = replace(
        COMPANY,
        week=NO_TARGETS,
        teams=(TeamStanding("North", (), NO_TARGETS),),
        forecast=replace(COMPANY.forecast, target=None),
    )
    yield "leader_without_targets", company.to_leader(language, bare)
    silent = replace(COMPANY, week=SILENT, teams=(TeamStanding("North", ("Carla Mulder",), SILENT),))
    yield "leader_nothing_logged", company.to_leader(language, silent)

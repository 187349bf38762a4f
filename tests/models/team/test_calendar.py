"""When a person works: weekdays, public holidays, leave and employment."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import Period, month_of, week_of
from models.team.calendar import Away, Calendar
from models.team.leave import take_leave
from models.team.records import DayPart
from tests.conftest import NOW, Cast

MONDAY = date(2026, 11, 16)
CHRISTMAS_WEEK = week_of(date(2026, 12, 24))


def test_an_ordinary_week_has_five_working_days() -> None:
    assert Calendar(country="NL").capacity(week_of(MONDAY)) == 5


def test_public_holidays_of_the_country_are_no_working_days() -> None:
    # Christmas Day 2026 is a Friday; Boxing Day falls on a Saturday.
    assert Calendar(country="NL").capacity(CHRISTMAS_WEEK) == 4
    # 5 May is a day off in South Korea (Children's Day), not in the Netherlands of 2026.
    assert Calendar(country="KR").works_on(date(2026, 5, 5)) == 0
    assert Calendar(country="NL").works_on(date(2026, 5, 5)) == 1


def test_a_region_has_holidays_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    assert Calendar(country="DE", region="BY").works_on(epiphany) == 0
    assert Calendar(country="DE", region="HH").works_on(epiphany) == 1


@pytest.mark.parametrize(("country", "region"), [("XX", None), ("NL", "ZZ"), ("", None)])
def test_a_country_or_region_that_nobody_knows_still_has_weekends(country: str, region: str | None) -> None:
    calendar = Calendar(country=country, region=region)
    assert calendar.works_on(MONDAY) == 1
    assert calendar.works_on(date(2026, 11, 15)) == 0


def test_a_part_timer_works_the_days_of_the_pattern() -> None:
    assert Calendar(working_days="1010100").capacity(week_of(MONDAY)) == 3


def test_two_half_days_of_leave_make_a_whole_one_and_never_less_than_nothing() -> None:
    half = Away(MONDAY, MONDAY, 0.5)
    assert Calendar(away=(half,)).works_on(MONDAY) == 0.5
    assert Calendar(away=(half, half)).works_on(MONDAY) == 0
    assert Calendar(away=(half, half, half)).works_on(MONDAY) == 0


def test_only_leave_of_more_than_a_week_is_long() -> None:
    assert not Away(MONDAY, date(2026, 11, 22)).is_long  # seven days
    assert Away(MONDAY, date(2026, 11, 23)).is_long  # eight


def test_nobody_works_before_they_start_or_after_they_leave() -> None:
    calendar = Calendar(starts_on=date(2026, 11, 18), ends_on=date(2026, 11, 19))
    assert calendar.capacity(week_of(MONDAY)) == 2


def test_the_next_working_day_jumps_weekends_holidays_and_leave() -> None:
    calendar = Calendar(country="NL", away=(Away(date(2026, 12, 28), date(2026, 12, 31)),))
    # Friday 25th is Christmas, then a weekend, leave to Thursday, New Year on Friday, a weekend.
    assert calendar.next_working_day(date(2026, 12, 25)) == date(2027, 1, 4)
    assert calendar.next_working_day(MONDAY) == MONDAY
    assert calendar.working_days_after(date(2026, 12, 23), 2) == date(2027, 1, 4)


def test_somebody_who_left_has_no_next_working_day() -> None:
    assert Calendar(ends_on=date(2026, 1, 1)).next_working_day(MONDAY) == MONDAY


def test_a_period_without_work_has_no_first_working_day() -> None:
    weekend = Period(date(2026, 11, 14), date(2026, 11, 16))
    assert Calendar().first_working_day(weekend) is None
    assert Calendar().first_working_day(month_of(date(2026, 8, 5))) == date(2026, 8, 3)  # 1 August is a Saturday


def test_a_persons_calendar_knows_their_leave_and_the_workspaces_country(session: Session, cast: Cast) -> None:
    take_leave(session, cast.anna, MONDAY, MONDAY, NOW)
    take_leave(session, cast.anna, date(2026, 11, 17), date(2026, 11, 17), NOW, DayPart.MORNING)
    take_leave(session, cast.bram, date(2026, 11, 18), date(2026, 11, 18), NOW)
    calendar = Calendar.of(session, cast.anna, cast.workspace)
    assert calendar.capacity(week_of(MONDAY)) == 3.5
    assert calendar.works_on(date(2026, 12, 25)) == 0  # the workspace is Dutch

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


FRIDAY_WEEK = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("rows", "is_long"),
    [
        pytest.param([(16, 20)], False, id="five working days"),
        pytest.param([(16, 22)], False, id="five working days and their weekend"),
        pytest.param([(16, 23)], True, id="Monday to Monday: six working days"),
        pytest.param([(day, day) for day in (16, 17, 18, 19, 20, 23)], True, id="the same in six rows of a day"),
        pytest.param([(16, 20), (23, 27)], True, id="two weeks in two rows, with a weekend between"),
        pytest.param([(23, 27), (16, 20)], True, id="the same in the other order"),
        pytest.param([(16, 18), (20, 25)], False, id="three and four days, with a Thursday at work between"),
    ],
)
def test_only_an_absence_of_more_than_five_working_days_in_a_row_is_long(
    rows: list[tuple[int, int]], is_long: bool
) -> None:
    away = tuple(Away(date(2026, 11, first), date(2026, 11, last)) for first, last in rows)
    assert Calendar(away=away).in_long_absence(FRIDAY_WEEK) is is_long


def test_half_days_make_an_absence_only_together() -> None:
    two_weeks = (MONDAY, date(2026, 11, 27))
    mornings, afternoons = Away(*two_weeks, 0.5), Away(*two_weeks, 0.5)
    assert not Calendar(away=(mornings,)).in_long_absence(MONDAY)
    assert Calendar(away=(mornings, afternoons)).in_long_absence(MONDAY)


def test_a_part_timer_is_away_long_after_more_weeks() -> None:
    # Three days a week: 16 to 27 November is six of their working days, 16 to 25 November five.
    three_days, (two_weeks, less) = "1010100", (date(2026, 11, 27), date(2026, 11, 25))
    assert Calendar(three_days, away=(Away(MONDAY, two_weeks),)).in_long_absence(MONDAY)
    assert not Calendar(three_days, away=(Away(MONDAY, less),)).in_long_absence(MONDAY)


def test_public_holidays_between_two_rows_do_not_divide_an_absence() -> None:
    # 21 to 24 December and 28 to 30: seven working days; the 25th is Christmas, then a weekend.
    rows = (Away(date(2026, 12, 21), date(2026, 12, 24)), Away(date(2026, 12, 28), date(2026, 12, 30)))
    assert Calendar(country="NL", away=rows).in_long_absence(date(2026, 12, 21))
    assert not Calendar(away=rows).in_long_absence(date(2026, 12, 21))


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


def test_days_after_the_last_day_are_no_part_of_an_absence() -> None:
    # Leave of two weeks from Monday 16 March, the last day is Friday the 20th: five working days away, no long absence.
    away = (Away(date(2026, 3, 16), date(2026, 3, 27)),)
    assert not Calendar(away=away, ends_on=date(2026, 3, 20)).in_long_absence(date(2026, 3, 16))
    assert Calendar(away=away, ends_on=date(2026, 3, 23)).in_long_absence(date(2026, 3, 16))

"""Who is asked about a quarter, on which day; who leads a team."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from models.period import Period, quarter
from models.qbr.due import asked_on, has_quarter_to_review, quarter_to_review, report_until
from models.qbr.subjects import lead_of, reps_of_team
from models.team.calendar import Away, Calendar
from models.team.records import Person
from tests.conftest import LONG_AGO, Cast

Q1, Q4 = quarter(2027, 1), quarter(2026, 4)
DUTCH = Calendar(country="NL")


def away(first: date, last: date) -> Calendar:
    return Calendar(country="NL", away=(Away(first, last),))


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        (DUTCH, date(2027, 1, 5)),  # 1 January is a holiday, Monday the 4th the first working day, Tuesday the second
        (Calendar(country="NL", working_days="0001100"), date(2027, 1, 8)),  # Thursday 7 and Friday 8
        (away(date(2026, 12, 24), date(2027, 1, 8)), date(2027, 1, 12)),  # back on Monday 11: the second is Tuesday
        (away(date(2026, 12, 24), date(2027, 1, 22)), date(2027, 1, 25)),  # away for the two weeks: the first day back
        (away(date(2026, 12, 24), date(2027, 2, 19)), None),  # half of the quarter is over
        (away(date(2026, 12, 24), date(2027, 4, 30)), None),
        (Calendar(country="NL", ends_on=date(2027, 1, 4)), None),  # left before the second
    ],
)
def test_on_which_day_somebody_is_asked(calendar: Calendar, day: date | None) -> None:
    assert asked_on(calendar, Q1) == day


def test_the_rep_has_five_working_days_and_a_team_is_asked_in_the_second_week() -> None:
    """Asked on Tuesday 5 January: Wednesday to Tuesday. The sixth working day is Monday 11 January."""
    assert report_until(date(2027, 1, 5), DUTCH.working_days_after) == date(2027, 1, 12)
    assert asked_on(DUTCH, Q1, 6) == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("today", "fiscal", "period"),
    [
        (date(2027, 1, 4), 1, Period(date(2026, 10, 1), date(2027, 1, 1), "2026-Q4")),
        (date(2026, 12, 31), 1, Period(date(2026, 7, 1), date(2026, 10, 1), "2026-Q3")),
        (date(2027, 2, 1), 2, Period(date(2026, 11, 1), date(2027, 2, 1), "2026-Q4")),
        (date(2027, 1, 31), 2, Period(date(2026, 8, 1), date(2026, 11, 1), "2026-Q3")),
    ],
)
def test_the_quarter_is_the_fiscal_one_before(today: date, fiscal: int, period: Period) -> None:
    assert quarter_to_review(today, fiscal) == period


@pytest.mark.parametrize(
    ("changes", "calendar", "has"),
    [
        ({}, DUTCH, True),
        ({"is_rep": False}, DUTCH, False),
        ({"starts_on": date(2026, 12, 1)}, DUTCH, True),  # 23 working days of it on record
        ({"starts_on": date(2026, 12, 21)}, DUTCH, False),  # 8 of them
        ({"starts_on": date(2027, 1, 4)}, DUTCH, False),  # started in the new quarter
        ({"created_at": datetime(2026, 12, 28, tzinfo=UTC)}, DUTCH, False),  # Koers knows four days of it
        ({}, away(date(2026, 9, 28), date(2027, 1, 3)), False),  # away all along
        ({}, away(date(2026, 10, 5), date(2026, 12, 20)), True),  # worked a part
    ],
)
def test_whose_quarter_there_is_to_review(changes: dict[str, object], calendar: Calendar, has: bool) -> None:
    values = {"workspace_id": "T1", "name": "Anna", "zone": "Europe/Amsterdam", "created_at": LONG_AGO, **changes}
    assert has_quarter_to_review(Person(**values), calendar, Q4) is has


def test_a_team_is_led_by_whom_most_of_its_reps_report_to(session: Session, cast: Cast, joris: Person) -> None:
    today = date(2026, 11, 12)

    def lead() -> Person | None:
        return lead_of(session, reps_of_team(session, cast.team, today), today)

    assert lead() == cast.carla
    cast.bram.manager_id = joris.id
    session.flush()
    assert lead() == cast.carla, "of a tie by name: Carla before Joris"
    cast.bram.manager_id = cast.carla.id
    cast.carla.ends_on = date(2026, 11, 11)
    session.flush()
    assert lead() == cast.dirk, "who left leads nothing: the nearest above who is here"
    cast.bram.team_id = None
    session.flush()
    assert lead() is None, "one rep is no team"

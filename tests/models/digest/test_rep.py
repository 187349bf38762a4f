"""When a week says something of somebody: three days of it, or all of theirs, today included."""

from datetime import date

import pytest

from models.digest.rep import says_something
from models.team.calendar import Away, Calendar

MON, TUE, WED, THU, FRI = (date(2026, 11, day) for day in range(9, 14))


@pytest.mark.parametrize(
    ("calendar", "first_day"),
    [
        (Calendar(), WED),
        (Calendar("1100000"), TUE),
        (Calendar("0011100"), FRI),
        (Calendar(days_off=frozenset({MON})), THU),
        (Calendar(away=(Away(TUE, TUE, 0.5),)), THU),
        (Calendar(away=(Away(MON, WED),)), None),
    ],
    ids=["five days", "Monday and Tuesday", "Wednesday to Friday", "a day off", "half a day", "two days are left"],
)
def test_it_is_the_third_day_of_theirs(calendar: Calendar, first_day: date | None) -> None:
    says = [day for day in (MON, TUE, WED, THU, FRI) if says_something(calendar, day)]
    assert (says[0] if says else None) == first_day


def test_of_who_does_not_work_it_says_nothing() -> None:
    assert not says_something(Calendar("0000000"), FRI)

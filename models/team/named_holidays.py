"""When a holiday with a name is: Christmas Day, King's Day, Easter Monday. Whether somebody works then, their calendar says.

The days are those of the countries whose names they are; tests hold them against the library that calendars use.
"""

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

MONDAY, THURSDAY = 0, 3
_LAST = -1


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _nth(n: int, weekday: int, month: int) -> Callable[[int], date]:
    """The n-th such weekday of a month; the last one with `_LAST`."""

    def found(year: int) -> date:
        if n == _LAST:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

    return found


def _kings_day(year: int) -> date:
    """The 27th of April; the 26th when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=day.weekday() == 6)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new_year": _fixed(1, 1),
    "new_years_eve": _fixed(12, 31),
    "epiphany": _fixed(1, 6),
    "good_friday": _from_easter(-2),
    "easter_sunday": _from_easter(0),
    "easter_monday": _from_easter(1),
    "ascension": _from_easter(39),
    "pentecost": _from_easter(49),
    "pentecost_monday": _from_easter(50),
    "kings_day": _kings_day,
    "labour_day": _fixed(5, 1),
    "american_labor_day": _nth(1, MONDAY, 9),
    "early_may": _nth(1, MONDAY, 5),
    "liberation_day": _fixed(5, 5),
    "spring_bank_holiday": _nth(_LAST, MONDAY, 5),
    "summer_bank_holiday": _nth(_LAST, MONDAY, 8),
    "independence_day": _fixed(7, 4),
    "belgian_national_day": _fixed(7, 21),
    "assumption": _fixed(8, 15),
    "german_unity": _fixed(10, 3),
    "all_saints": _fixed(11, 1),
    "armistice": _fixed(11, 11),
    "thanksgiving": _nth(4, THURSDAY, 11),
    "saint_nicholas": _fixed(12, 5),
    "christmas_eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "boxing_day": _fixed(12, 26),
}
"""The day of each in a year."""

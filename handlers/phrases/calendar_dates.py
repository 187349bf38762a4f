"""Dates by their day, month and year: `12 nov`, `november 12th 2026`, `2026-11-12`, `12/11/2026`, `12/11`.

A day and month without a year is the nearest one in the direction asked for, unless that is more than 300 days
away: then the other side is meant (on 23 November, `2 dec` is next week and not last year).
"""

import re
from datetime import date, timedelta

from handlers.phrases.tokens import Typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import MONTHS

Found = tuple[date, int]

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|ste|de)?")
YEAR = re.compile(r"(?:19|20|21)\d\d")
FAR = timedelta(days=300)
"""Further away than this, a day without a year is looked for on the other side of today."""


def month_first_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """`nov 12`, `november 12th 2026`, `nov 12, 2026`."""
    day = _ORDINAL.fullmatch(words.low(at + 1))
    if day is None:
        return None
    end = at + 2
    comma = end < len(words.tokens) and words.tokens[end].text == ","
    if YEAR.fullmatch(words.low(end + comma)):
        year, end = int(words.low(end + comma)), end + comma + 1
        return _day(year, MONTHS[words.low(at)], int(day[1]), words.between(at, end)), end
    return _nearest(MONTHS[words.low(at)], int(day[1]), typist, direction, words.between(at, end)), end


def day_first_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """`12 nov`, `12th of november 2026`, `12 nov.`"""
    day = _ORDINAL.fullmatch(words.low(at))
    if day is None:
        return None
    end = at + 1 + (words.low(at + 1) in {"of", "van"})
    month = MONTHS.get(words.low(end))
    if month is None:
        return None
    end += 1
    if YEAR.fullmatch(words.low(end)):
        return _day(int(words.low(end)), month, int(day[1]), words.between(at, end + 1)), end + 1
    return _nearest(month, int(day[1]), typist, direction, words.between(at, end)), end


def numeric_date_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """`2026-11-12`, `12-11-2026`, `12/11/26`, `12/11`."""
    low = words.low(at)
    if iso := _ISO.fullmatch(low):
        return _day(int(iso[1]), int(iso[3]), int(iso[4]), low), at + 1
    match = _NUMERIC.fullmatch(low)
    if match is None:
        return None
    first, separator, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if year is None and (separator == "." or not _could_be_a_date(first, second)):
        return None  # 12.11 is a number, 60/40 a split
    if year is None and words.low(at + 1) in MONTHS:
        return None  # 24-28 dec: a range

    def on(month: int, day: int) -> date:
        if year is None:
            return _nearest(month, day, typist, direction, low)
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day, low)

    if second > 12 >= first:
        return on(first, second), at + 1
    if first <= 12 and first != second and not typist.day_comes_first:
        readings = [on(second, first).isoformat(), on(first, second).isoformat()]
        raise Unreadable(Reason.DATE_AMBIGUOUS, low, readings)
    return on(second, first), at + 1


def _could_be_a_date(first: int, second: int) -> bool:
    return 1 <= first <= 31 and 1 <= second <= 31 and min(first, second) <= 12


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(Reason.DATE_IMPOSSIBLE, text) from None


def _nearest(month: int, day: int, typist: Typist, direction: Direction, text: str) -> date:
    """The occurrence of a day and month that is meant; 29 February is looked for in leap years only."""
    years = range(typist.today.year - 4, typist.today.year + 5)
    days = [found for year in years if (found := _exists(year, month, day))]
    if not days:
        raise Unreadable(Reason.DATE_IMPOSSIBLE, text)
    past = max((d for d in days if d <= typist.today), default=days[0])
    future = min((d for d in days if d >= typist.today), default=days[-1])
    if direction is Direction.PAST:
        return future if typist.today - past > FAR and future - typist.today < FAR else past
    return past if future - typist.today > FAR and typist.today - past < FAR else future


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

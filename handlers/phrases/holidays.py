"""Holidays as people type them: `eerste kerstdag`, `boxing day 2027`, `met kerst`, `last king's day`.

Without a year it is the nearest one in time, for what is logged; for what is still to come the next one, unless that is
more than 300 days away and the last one is not: then the last one is meant. Whether somebody works then is not asked here.
"""

from collections.abc import Callable
from datetime import date

from handlers.phrases.calendar_dates import FAR, YEAR, Found
from handlers.phrases.tokens import Phrases, Typed
from handlers.phrases.typist import Direction, Typist
from models.team.named_holidays import HOLIDAYS
from models.vocabulary import vocabulary

_NAMES = Phrases(vocabulary().table("holidays").items())
_LEADS = vocabulary().words("bare_holidays", "leads")
_BARE = Phrases((words, key) for words, key in vocabulary().table("bare_holidays").items() if key != "leads")
HOLIDAYS_BEGIN = frozenset({*_NAMES.by_first, *_LEADS})
"""What a holiday may begin with, apart from `last` and `next`."""


def holiday_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """The holiday that starts at a token, and the position after it."""
    if (named := _named(words, at)) is None:
        return None
    day_in, end = named
    if YEAR.fullmatch(words.low(end)):
        return day_in(int(words.low(end))), end + 1
    return _meant(day_in, typist.today, direction), end


def sided_holiday_at(words: Typed, at: int, sign: int, today: date) -> Found | None:
    """The one before today (`last`, -1), after it (`next`, 1), or the nearest (`this`, 0)."""
    if (named := _named(words, at) or _bare(words, at)) is None:
        return None
    day_in, end = named
    days = _around(day_in, today)
    if sign == 0:
        return _nearest(days, today), end
    return (max(day for day in days if day < today) if sign < 0 else min(day for day in days if day > today)), end


_DayIn = Callable[[int], date]


def _named(words: Typed, at: int) -> tuple[_DayIn, int] | None:
    if at >= len(words.tokens):
        return None
    if words.low(at) in _LEADS:
        return _named(words, at + 1) or _bare(words, at + 1)
    return next(((HOLIDAYS[key], end) for key, end in _NAMES.at(words, at)), None)


def _bare(words: Typed, at: int) -> tuple[_DayIn, int] | None:
    """`kerst`, behind a word that makes it a day."""
    if at >= len(words.tokens):
        return None
    return next(((HOLIDAYS[key], end) for key, end in _BARE.at(words, at)), None)


def _around(day_in: _DayIn, today: date) -> list[date]:
    return [day_in(year) for year in range(max(1, today.year - 1), today.year + 2)]


def _nearest(days: list[date], today: date) -> date:
    return min(days, key=lambda day: (abs(day - today), day))


def _meant(day_in: _DayIn, today: date, direction: Direction) -> date:
    days = _around(day_in, today)
    if direction is Direction.PAST:
        return _nearest(days, today)
    past = max((day for day in days if day <= today), default=days[0])
    future = min((day for day in days if day >= today), default=days[-1])
    is_past = future - today > FAR and today - past < FAR
    return past if is_past else future

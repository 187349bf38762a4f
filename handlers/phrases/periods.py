"""Periods as people type them: `this week`, `vorige maand`, `Q3`, `2026-10`, `october`, `2026`, `30d`, ranges.

Ranges of days stand in `ranges`, periods by their own name in `calendar_periods`.
"""

import re
from datetime import date, timedelta

from handlers.phrases.calendar_periods import Found, PeriodPhrase, month_at, quarter_at, week_at, year_at
from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.ranges import range_at
from handlers.phrases.tokens import Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import (
    DAY_WORDS,
    LAST,
    MONTH_WORDS,
    MONTHS,
    NEXT,
    NUMBERS,
    QUARTER_WORDS,
    THIS,
    WEEK_WORDS,
    YEAR_WORDS,
)
from models.period import Period, PeriodType, month_of, period_of, previous, rolling
from models.vocabulary import vocabulary

TYPES: dict[str, PeriodType] = {
    **dict.fromkeys(WEEK_WORDS | vocabulary().words("units", "weekly"), PeriodType.WEEK),
    **dict.fromkeys(MONTH_WORDS | vocabulary().words("units", "monthly"), PeriodType.MONTH),
    **dict.fromkeys(QUARTER_WORDS | vocabulary().words("units", "quarterly"), PeriodType.QUARTER),
    **dict.fromkeys(YEAR_WORDS | vocabulary().words("units", "yearly"), PeriodType.YEAR),
}

LONGEST_DAYS = 3660

_DAYS = re.compile(r"(\d{1,4})(?:d|days?|dagen)")


def read_period(
    text: str,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    fiscal_start_month: int = 1,
    direction: Direction = Direction.PAST,
) -> PeriodPhrase:
    """The one period in `text`. Raises Unreadable (NOT_A_PERIOD and what the dates raise)."""
    words = typed(text)
    found = period_at(words, 0, Typist(today, language, locale, fiscal_start_month), direction)
    if found is None or found[1] != len(words.tokens):
        raise Unreadable(Reason.NOT_A_PERIOD, text.strip()[:80])
    return found[0]


def period_at(words: Typed, at: int, typist: Typist, direction: Direction = Direction.PAST) -> Found | None:
    """The period that starts at a token, and the position after it; a single date is a period of one day.

    Raises Unreadable (DATES_REVERSED, DATE_IMPOSSIBLE, DATE_AMBIGUOUS).
    """
    low = words.low(at)
    if not low:
        return None
    try:
        return (
            _range(words, at, typist, direction)
            or _relative(words, at, typist)
            or quarter_at(words, at, typist, direction)
            or week_at(words, at, typist)
            or month_at(words, at, typist, direction)
            or year_at(words, at, typist)
            or _rolling(words, at, typist)
            or _day(words, at, typist, direction)
        )
    except (OverflowError, ValueError):
        raise Unreadable(Reason.DATE_IMPOSSIBLE, words.tokens[at].text) from None


def _range(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    found = range_at(words, at, typist, direction)
    return (PeriodPhrase(found[0]), found[1]) if found else None


def _relative(words: Typed, at: int, typist: Typist) -> Found | None:
    """`this week`, `last month`, `vorig kwartaal`, `next quarter`, `week`, `year to date`, `last 30 days`."""
    low, today, fiscal = words.low(at), typist.today, typist.fiscal_start_month
    if low in TYPES and not words.low(at + 1)[:1].isdecimal():
        end = at + 3 if words.low(at + 1) == "to" and words.low(at + 2) == "date" else at + 1
        return PeriodPhrase(period_of(TYPES[low], today, fiscal), TYPES[low]), end
    if low in {"the", "de", "het", "in", "over", "for", "afgelopen"} and words.low(at + 1) in LAST | THIS | NEXT:
        return _relative(words, at + 1, typist)
    if low not in LAST and low not in THIS and low not in NEXT:
        return None
    following = words.low(at + 1)
    if low in LAST and words.low(at + 2) in DAY_WORDS:
        number = NUMBERS.get(following) or (int(following) if following.isdecimal() and len(following) < 5 else 0)
        if 0 < number <= LONGEST_DAYS:
            return PeriodPhrase(rolling(number, today)), at + 3
    if low in LAST and (days := _DAYS.fullmatch(following)) and 0 < int(days[1]) <= LONGEST_DAYS:
        return PeriodPhrase(rolling(int(days[1]), today)), at + 2
    if following not in TYPES:
        return _named_in_last(words, at, typist)
    kind = TYPES[following]
    period = period_of(kind, today, fiscal)
    if low in LAST:
        period = previous(period, kind, fiscal)
    elif low in NEXT:
        period = period_of(kind, period.end, fiscal)
    return PeriodPhrase(period, kind), at + 2


def _named_in_last(words: Typed, at: int, typist: Typist) -> Found | None:
    """`last october`, `afgelopen mei`: the latest one that is over, or running for `this`."""
    if words.low(at + 1) not in MONTHS:
        return None
    direction = Direction.FUTURE if words.low(at) in NEXT else Direction.PAST
    found = month_at(words, at + 1, typist, direction)
    if found and words.low(at) in LAST and typist.today in found[0].period:
        earlier = found[0].period.start.replace(year=found[0].period.start.year - 1)
        return PeriodPhrase(month_of(earlier), PeriodType.MONTH), found[1]
    return found


def _rolling(words: Typed, at: int, typist: Typist) -> Found | None:
    low, end = words.low(at), at + 1
    match = _DAYS.fullmatch(low)
    days = int(match[1]) if match else 0
    if not match and words.low(end) in DAY_WORDS and low.isdecimal() and len(low) < 5:
        days, end = int(low), end + 1
    if not match and not days:
        return None
    if not 0 < days <= LONGEST_DAYS:
        raise Unreadable(Reason.NOT_A_PERIOD, words.between(at, end))
    return PeriodPhrase(rolling(days, typist.today)), end


def _day(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    low = words.low(at)
    if low not in NAMED_DAYS and not low[:1].isdecimal() and low not in MONTHS and low not in LAST:
        return None
    found = date_at(words, at, typist, direction)
    if found is None:
        return None
    day, end = found
    return PeriodPhrase(Period(day, day + timedelta(days=1), day.isoformat())), end

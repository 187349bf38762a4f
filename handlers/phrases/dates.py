"""Dates as people type them: `yesterday`, `vorige week vrijdag`, `3 days ago`, and those of `calendar_dates`.

A weekday is the nearest such day in the direction asked for, today included; `last friday` and `next friday` leave
today out.
"""

from collections.abc import Callable
from datetime import date, timedelta

from handlers.phrases.calendar_dates import Found, day_first_at, month_first_at, numeric_date_at
from handlers.phrases.holidays import HOLIDAYS_BEGIN, holiday_at, sided_holiday_at
from handlers.phrases.tokens import WORD, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import (
    AGO,
    DAY_WORDS,
    LAST,
    MONTH_WORDS,
    MONTHS,
    NEXT,
    NUMBERS,
    ON,
    SHORT_WEEKDAYS,
    THIS,
    WEEK_WORDS,
    WEEKDAYS,
)
from models.period import months_after
from models.vocabulary import vocabulary

PAST = Direction.PAST

NAMED_DAYS = vocabulary().numbers("days")
"""How many days after today each named day is."""

_LONGEST_AGO = 4000


def read_date(
    text: str, today: date, direction: Direction = PAST, *, language: str = "en", locale: str | None = None
) -> date:
    """The one date in `text`. Raises Unreadable (NOT_A_DATE and what `date_at` raises)."""
    words = typed(text)
    found = date_at(words, 0, Typist(today, language, locale), direction)
    if found is None or found[1] != len(words.tokens):
        raise Unreadable(Reason.NOT_A_DATE, text.strip())
    return found[0]


def date_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """The date that starts at a token, and the position after it.

    Raises Unreadable (DATE_IMPOSSIBLE, DATE_AMBIGUOUS with both readings, DATE_CONTRADICTS).
    """
    low = words.low(at)
    if not low:
        return None
    if low[0].isdecimal():
        return _from_number(words, at, typist, direction)
    starter = STARTERS.get(low)
    if low in HOLIDAYS_BEGIN and (holiday := holiday_at(words, at, typist, direction)):
        return holiday
    try:
        return starter(words, at, typist, direction) if starter else None
    except OverflowError:
        raise Unreadable(Reason.DATE_IMPOSSIBLE, words.tokens[at].text) from None


def _named_day(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    return typist.today + timedelta(days=NAMED_DAYS[words.low(at)]), at + 1


def _weekday(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    low = words.low(at)
    weekday = WEEKDAYS[low]
    dated = day_first_at(words, at + 1, typist, direction) or (
        numeric_date_at(words, at + 1, typist, direction) if words.low(at + 1)[:1].isdecimal() else None
    )
    if dated:
        if dated[0].weekday() != weekday:
            raise Unreadable(Reason.DATE_CONTRADICTS, words.between(at, dated[1]))
        return dated
    if low in SHORT_WEEKDAYS and not _stands_alone(words, at):
        return None
    for side, sign in ((LAST, -1), (NEXT, 1), (THIS, 0)):
        if words.low(at + 1) in side and words.low(at + 2) in WEEK_WORDS:
            return _in_week(typist.today, sign, weekday), at + 3
    if direction is PAST:
        return _last(typist.today, weekday), at + 1
    return _next(typist.today, weekday), at + 1


def _stands_alone(words: Typed, at: int) -> bool:
    """A short weekday counts at the end of the text, before a comma or dash, or after `on`."""
    if words.low(at - 1) in ON if at else False:
        return True
    return at + 1 >= len(words.tokens) or words.tokens[at + 1].shape != WORD


def _sided(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """`last friday`, `next week friday`, `vorige week vrijdag`, `this morning`, `deze vrijdag`."""
    low, following = words.low(at), words.low(at + 1)
    sign = -1 if low in LAST else 1 if low in NEXT else 0
    if following in WEEKDAYS:
        weekday = WEEKDAYS[following]
        if sign < 0:
            return _last(typist.today - timedelta(days=1), weekday), at + 2
        if sign > 0:
            return _next(typist.today + timedelta(days=1), weekday), at + 2
        return _in_week(typist.today, 0, weekday), at + 2
    if holiday := sided_holiday_at(words, at + 1, sign, typist.today):
        return holiday
    if following in WEEK_WORDS:
        after = at + 2 + (words.low(at + 2) in ON)
        if words.low(after) in WEEKDAYS:
            return _in_week(typist.today, sign, WEEKDAYS[words.low(after)]), after + 1
    if low == "this" and following in {"morning", "afternoon", "evening"}:
        return typist.today, at + 2
    if low == "last" and following == "night":
        return typist.today - timedelta(days=1), at + 2
    return None


def _on(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    following = words.low(at + 1)
    return None if following in ON else date_at(words, at + 1, typist, direction)


def _number_word(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    return _ago(words, at, NUMBERS[words.low(at)], typist)


def _from_number(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    low = words.low(at)
    if holiday := holiday_at(words, at, typist, direction):  # 1e kerstdag
        return holiday
    if low.isdecimal() and len(low) <= 4 and (found := _ago(words, at, int(low), typist)):
        return found
    return day_first_at(words, at, typist, direction) or numeric_date_at(words, at, typist, direction)


def _ago(words: Typed, at: int, number: int, typist: Typist) -> Found | None:
    """`3 days ago`, `twee weken geleden`, `a month ago`."""
    if words.low(at + 2) not in AGO or number > _LONGEST_AGO:
        return None
    unit, end = words.low(at + 1), at + 3
    if unit in DAY_WORDS:
        return typist.today - timedelta(days=number), end
    if unit in WEEK_WORDS:
        return typist.today - timedelta(weeks=number), end
    if unit in MONTH_WORDS and number <= 120:
        return months_after(typist.today, -number), end
    return None


def _last(latest: date, weekday: int) -> date:
    return latest - timedelta(days=(latest.weekday() - weekday) % 7)


def _next(earliest: date, weekday: int) -> date:
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)


def _in_week(today: date, weeks: int, weekday: int) -> date:
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


_Starter = Callable[[Typed, int, Typist, Direction], Found | None]
STARTERS: dict[str, _Starter] = {
    **dict.fromkeys(NUMBERS, _number_word),
    **dict.fromkeys(LAST | NEXT | THIS, _sided),
    **dict.fromkeys(ON, _on),
    **dict.fromkeys(MONTHS, month_first_at),
    **dict.fromkeys(WEEKDAYS, _weekday),
    **dict.fromkeys(NAMED_DAYS, _named_day),
}

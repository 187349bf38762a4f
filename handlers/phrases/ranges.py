"""Two days with something between them: `2026-10-01..2026-10-15`, `24 dec - 2 jan`, `24 t/m 28 dec`."""

import re
from datetime import date, timedelta

from handlers.phrases.dates import date_at
from handlers.phrases.tokens import DASH, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import MONTHS, UNTIL
from models.period import Period

_RANGE = re.compile(r"(.+?)(?:\.\.\.?|–|—|/(?=\d{4}-))(.+)")


def range_at(words: Typed, at: int, typist: Typist, direction: Direction) -> tuple[Period, int] | None:
    """Two dates with `..`, a dash, `until`, `t/m` between them; both ends belong to it."""
    lead = words.low(at) in {"from", "van", "vanaf", "between", "tussen"}
    start = at + lead
    if split := _RANGE.fullmatch(words.low(start)):
        first, last = (_whole_date(part, typist, direction) for part in split.groups())
        if first and last:
            return _between(first, last, words.tokens[start].text), start + 1
        return None
    first_found = date_at(words, start, typist, direction)
    if first_found is None:
        return _days_of_month(words, start, typist, direction)
    first, end = first_found
    if end >= len(words.tokens):
        return None
    is_joined = words.tokens[end].shape == DASH or words.low(end) in UNTIL or words.tokens[end].text in UNTIL
    is_joined = is_joined or (lead and words.low(end) in {"and", "en"})
    if not is_joined:
        return None
    end += 1
    while words.low(end) in {"en", "met", "and", "including"}:  # tot en met
        end += 1
    second = date_at(words, end, typist, direction)
    if second is None:
        return None
    last = second[0]
    if last < first and not _says_year(words, end, second[1]):
        last = _a_year_later(last) if direction is Direction.FUTURE else last
    return _between(first, last, words.between(at, second[1])), second[1]


def _days_of_month(words: Typed, at: int, typist: Typist, direction: Direction) -> tuple[Period, int] | None:
    """`24-28 dec`, `24 - 28 december`, `24 t/m 28 dec`: the first day borrows the month of the second."""
    low = words.low(at)
    days = re.fullmatch(r"(\d{1,2})(?:-|–|t/m|\.\.)(\d{1,2})", low)
    if days and words.low(at + 1) in MONTHS:
        first_day, end = int(days[1]), at
        tail = Typed(words.text, [words.tokens[at]._replace(low=days[2]), *words.tokens[at + 1 :]])
        second = date_at(tail, 0, typist, direction)
        end = at + second[1] if second else at
    elif re.fullmatch(r"\d{1,2}", low) and at + 1 < len(words.tokens):
        if words.tokens[at + 1].shape != DASH and words.low(at + 1) not in UNTIL:
            return None
        after = at + 2
        while words.low(after) in {"en", "met"}:
            after += 1
        first_day, second = int(low), date_at(words, after, typist, direction)
        end = second[1] if second else at
    else:
        return None
    if second is None or not 1 <= first_day <= 31:
        return None
    return _between(second[0].replace(day=first_day), second[0], words.between(at, end)), end


def _whole_date(text: str, typist: Typist, direction: Direction) -> date | None:
    words = typed(text)
    found = date_at(words, 0, typist, direction)
    return found[0] if found and found[1] == len(words.tokens) else None


def _between(first: date, last: date, text: str) -> Period:
    if last < first:
        raise Unreadable(Reason.DATES_REVERSED, text, [f"{last}..{first}"])
    return Period(first, last + timedelta(days=1), f"{first}..{last}")


def _says_year(words: Typed, first: int, last: int) -> bool:
    return bool(re.search(r"\d{4}|\d[-/]\d+[-/]\d", words.between(first, last)))


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)

"""Periods as people type them: `this week`, `vorige maand`, `Q3`, `2026-10`, `october`, `2026`, `30d`, ranges.

A name without a year (`Q3`, `october`) is the latest one that has begun; looking forward (goals), the running or next one.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.phrases.dates import NAMED_DAYS, date_at
from handlers.phrases.speaker import Direction, Speaker
from handlers.phrases.tokens import DASH, Typed, typed
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
    UNTIL,
    WEEK_WORDS,
    YEAR_WORDS,
    each_of,
)
from models.period import (
    Period,
    PeriodType,
    fiscal_year,
    month_of,
    period_of,
    previous,
    quarter,
    quarter_of,
    rolling,
    week_of,
)

TYPES: dict[str, PeriodType] = {
    **dict.fromkeys(WEEK_WORDS | each_of("weekly wekelijks"), PeriodType.WEEK),
    **dict.fromkeys(MONTH_WORDS | each_of("monthly maandelijks"), PeriodType.MONTH),
    **dict.fromkeys(QUARTER_WORDS | each_of("quarterly q"), PeriodType.QUARTER),
    **dict.fromkeys(YEAR_WORDS | each_of("yearly jaarlijks annual annually ytd"), PeriodType.YEAR),
}

LONGEST_DAYS = 3660
_FIRST_YEAR, _LAST_YEAR = 1990, 2100

_QUARTER = re.compile(r"[qk]([1-4])(?:[-/]?(\d{4}))?|(\d{4})[-/]?[qk]([1-4])")
_WEEK = re.compile(r"(?:w|wk|week)(\d{1,2})|(\d{4})-?w(\d{1,2})")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
_DAYS = re.compile(r"(\d{1,4})(?:d|days?|dagen)")
_RANGE = re.compile(r"(.+?)(?:\.\.\.?|–|—|/(?=\d{4}-))(.+)")
_ORDINALS = {
    "first": 1, "eerste": 1, "1st": 1, "1e": 1, "second": 2, "tweede": 2, "2nd": 2, "2e": 2,
    "third": 3, "derde": 3, "3rd": 3, "3e": 3, "fourth": 4, "vierde": 4, "4th": 4, "4e": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """A period that was asked for; `type` is None for rolling days and for a range of dates."""

    period: Period
    type: PeriodType | None = None


Found = tuple[PeriodPhrase, int]


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
    found = period_at(words, 0, Speaker(today, language, locale, fiscal_start_month), direction)
    if found is None or found[1] != len(words.tokens):
        raise Unreadable(Reason.NOT_A_PERIOD, text.strip()[:80])
    return found[0]


def period_at(words: Typed, at: int, speaker: Speaker, direction: Direction = Direction.PAST) -> Found | None:
    """The period that starts at a token, and the position after it; a single date is a period of one day.

    Raises Unreadable (DATES_REVERSED, DATE_IMPOSSIBLE, DATE_AMBIGUOUS).
    """
    low = words.low(at)
    if not low:
        return None
    try:
        return (
            range_at(words, at, speaker, direction)
            or _relative(words, at, speaker)
            or _quarter(words, at, speaker, direction)
            or _week(words, at, speaker)
            or _month(words, at, speaker, direction)
            or _year(words, at, speaker)
            or _rolling(words, at, speaker)
            or _day(words, at, speaker, direction)
        )
    except (OverflowError, ValueError):
        raise Unreadable(Reason.DATE_IMPOSSIBLE, words.tokens[at].text) from None


def range_at(words: Typed, at: int, speaker: Speaker, direction: Direction) -> Found | None:
    """Two dates with `..`, a dash, `until`, `t/m` between them; both ends belong to it."""
    lead = words.low(at) in {"from", "van", "vanaf", "between", "tussen"}
    start = at + lead
    if split := _RANGE.fullmatch(words.low(start)):
        first, last = (_whole_date(part, speaker, direction) for part in split.groups())
        if first and last:
            return _between(first, last, words.tokens[start].text), start + 1
        return None
    first_found = date_at(words, start, speaker, direction)
    if first_found is None:
        return _days_of_month(words, start, speaker, direction)
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
    second = date_at(words, end, speaker, direction)
    if second is None:
        return None
    last = second[0]
    if last < first and not _says_year(words, end, second[1]):
        last = _a_year_later(last) if direction is Direction.FUTURE else last
    return _between(first, last, words.between(at, second[1])), second[1]


def _days_of_month(words: Typed, at: int, speaker: Speaker, direction: Direction) -> Found | None:
    """`24-28 dec`, `24 - 28 december`, `24 t/m 28 dec`: the first day borrows the month of the second."""
    low = words.low(at)
    days = re.fullmatch(r"(\d{1,2})(?:-|–|t/m|\.\.)(\d{1,2})", low)
    if days and words.low(at + 1) in MONTHS:
        first_day, end = int(days[1]), at
        tail = Typed(words.text, [words.tokens[at]._replace(low=days[2]), *words.tokens[at + 1 :]])
        second = date_at(tail, 0, speaker, direction)
        end = at + second[1] if second else at
    elif re.fullmatch(r"\d{1,2}", low) and at + 1 < len(words.tokens):
        if words.tokens[at + 1].shape != DASH and words.low(at + 1) not in UNTIL:
            return None
        after = at + 2
        while words.low(after) in {"en", "met"}:
            after += 1
        first_day, second = int(low), date_at(words, after, speaker, direction)
        end = second[1] if second else at
    else:
        return None
    if second is None or not 1 <= first_day <= 31:
        return None
    return _between(second[0].replace(day=first_day), second[0], words.between(at, end)), end


def _whole_date(text: str, speaker: Speaker, direction: Direction) -> date | None:
    words = typed(text)
    found = date_at(words, 0, speaker, direction)
    return found[0] if found and found[1] == len(words.tokens) else None


def _between(first: date, last: date, text: str) -> PeriodPhrase:
    if last < first:
        raise Unreadable(Reason.DATES_REVERSED, text, [f"{last}..{first}"])
    return PeriodPhrase(Period(first, last + timedelta(days=1), f"{first}..{last}"))


def _says_year(words: Typed, first: int, last: int) -> bool:
    return bool(re.search(r"\d{4}|\d[-/]\d+[-/]\d", words.between(first, last)))


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _relative(words: Typed, at: int, speaker: Speaker) -> Found | None:
    """`this week`, `last month`, `vorig kwartaal`, `next quarter`, `week`, `year to date`, `last 30 days`."""
    low, today, fiscal = words.low(at), speaker.today, speaker.fiscal_start_month
    if low in TYPES and not words.low(at + 1)[:1].isdecimal():
        end = at + 3 if words.low(at + 1) == "to" and words.low(at + 2) == "date" else at + 1
        return PeriodPhrase(period_of(TYPES[low], today, fiscal), TYPES[low]), end
    if (
        low in {"the", "de", "het", "in", "over", "for", "afgelopen"}
        and words.low(at + 1) in LAST | THIS | NEXT
    ):
        return _relative(words, at + 1, speaker)
    if low not in LAST and low not in THIS and low not in NEXT:
        return None
    following = words.low(at + 1)
    if low in LAST and words.low(at + 2) in DAY_WORDS:
        number = NUMBERS.get(following) or (
            int(following) if following.isdecimal() and len(following) < 5 else 0
        )
        if 0 < number <= LONGEST_DAYS:
            return PeriodPhrase(rolling(number, today)), at + 3
    if low in LAST and (days := _DAYS.fullmatch(following)) and 0 < int(days[1]) <= LONGEST_DAYS:
        return PeriodPhrase(rolling(int(days[1]), today)), at + 2
    if following not in TYPES:
        return _named_in_last(words, at, speaker)
    kind = TYPES[following]
    period = period_of(kind, today, fiscal)
    if low in LAST:
        period = previous(period, kind, fiscal)
    elif low in NEXT:
        period = period_of(kind, period.end, fiscal)
    return PeriodPhrase(period, kind), at + 2


def _named_in_last(words: Typed, at: int, speaker: Speaker) -> Found | None:
    """`last october`, `afgelopen mei`: the latest one that is over, or running for `this`."""
    if words.low(at + 1) not in MONTHS:
        return None
    direction = Direction.FUTURE if words.low(at) in NEXT else Direction.PAST
    found = _month(words, at + 1, speaker, direction)
    if found and words.low(at) in LAST and speaker.today in found[0].period:
        earlier = found[0].period.start.replace(year=found[0].period.start.year - 1)
        return PeriodPhrase(month_of(earlier), PeriodType.MONTH), found[1]
    return found


def _quarter(words: Typed, at: int, speaker: Speaker, direction: Direction) -> Found | None:
    low, following, fiscal = words.low(at), words.low(at + 1), speaker.fiscal_start_month
    year: int | None = None
    if match := _QUARTER.fullmatch(low):
        number = int(match[1] or match[4])
        year = int(match[2] or match[3]) if match[2] or match[3] else None
        end = at + 1
    elif low in QUARTER_WORDS and following in {"1", "2", "3", "4"}:
        number, end = int(following), at + 2
    elif low in _ORDINALS and following in QUARTER_WORDS:
        number, end = _ORDINALS[low], at + 2
    elif _a_year(low) and (match := _QUARTER.fullmatch(following)) and match[1] and not match[2]:
        number, year, end = int(match[1]), int(low), at + 2
    else:
        return None
    if year is None and _a_year(words.low(end)):
        year, end = int(words.low(end)), end + 1
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable(Reason.NOT_A_PERIOD, words.between(at, end))
    if year is None:
        running = quarter_of(speaker.today, fiscal)
        year = int(running.name[:4])
        found = quarter(year, number, fiscal)
        if direction is Direction.PAST and found.start > speaker.today:
            year -= 1
        elif direction is Direction.FUTURE and found.end <= speaker.today:
            year += 1
    return PeriodPhrase(quarter(year, number, fiscal), PeriodType.QUARTER), end


def _week(words: Typed, at: int, speaker: Speaker) -> Found | None:
    low, end = words.low(at), at + 1
    match = _WEEK.fullmatch(low)
    if match:
        number, year = int(match[1] or match[3]), int(match[2]) if match[2] else None
    elif low in {"week", "wk", "w"} and re.fullmatch(r"\d{1,2}", words.low(at + 1)):
        number, year, end = int(words.low(at + 1)), None, at + 2
    else:
        return None
    if year is None and _a_year(words.low(end)):
        year, end = int(words.low(end)), end + 1
    said = year is not None
    year = year or speaker.today.isocalendar().year
    if not said and number <= 53 and number > speaker.today.isocalendar().week:
        year -= 1
    try:
        return PeriodPhrase(week_of(date.fromisocalendar(year, number, 1)), PeriodType.WEEK), end
    except ValueError:
        raise Unreadable(Reason.NOT_A_PERIOD, words.between(at, end)) from None


def _month(words: Typed, at: int, speaker: Speaker, direction: Direction) -> Found | None:
    low, end = words.low(at), at + 1
    if match := _MONTH.fullmatch(low):
        year, month = (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))
        if not (1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR):
            raise Unreadable(Reason.NOT_A_PERIOD, low)
        return PeriodPhrase(month_of(date(year, month, 1)), PeriodType.MONTH), end
    if low not in MONTHS:
        return None
    following = words.low(end)
    if _a_year(following):
        return PeriodPhrase(month_of(date(int(following), MONTHS[low], 1)), PeriodType.MONTH), end + 1
    if following[:1].isdecimal():
        return None
    found = month_of(date(speaker.today.year, MONTHS[low], 1))
    if direction is Direction.PAST and found.start > speaker.today:
        found = month_of(date(speaker.today.year - 1, MONTHS[low], 1))
    elif direction is Direction.FUTURE and found.end <= speaker.today:
        found = month_of(date(speaker.today.year + 1, MONTHS[low], 1))
    return PeriodPhrase(found, PeriodType.MONTH), end


def _year(words: Typed, at: int, speaker: Speaker) -> Found | None:
    low = words.low(at).removeprefix("fy")
    if not _a_year(low):
        return None
    return PeriodPhrase(fiscal_year(int(low), speaker.fiscal_start_month), PeriodType.YEAR), at + 1


def _rolling(words: Typed, at: int, speaker: Speaker) -> Found | None:
    low, end = words.low(at), at + 1
    match = _DAYS.fullmatch(low)
    days = int(match[1]) if match else 0
    if not match and words.low(end) in DAY_WORDS and low.isdecimal() and len(low) < 5:
        days, end = int(low), end + 1
    if not match and not days:
        return None
    if not 0 < days <= LONGEST_DAYS:
        raise Unreadable(Reason.NOT_A_PERIOD, words.between(at, end))
    return PeriodPhrase(rolling(days, speaker.today)), end


def _day(words: Typed, at: int, speaker: Speaker, direction: Direction) -> Found | None:
    low = words.low(at)
    if low not in NAMED_DAYS and not low[:1].isdecimal() and low not in MONTHS and low not in LAST:
        return None
    found = date_at(words, at, speaker, direction)
    if found is None:
        return None
    day, end = found
    return PeriodPhrase(Period(day, day + timedelta(days=1), day.isoformat())), end


def _a_year(low: str) -> bool:
    return len(low) == 4 and low.isdecimal() and _FIRST_YEAR <= int(low) <= _LAST_YEAR

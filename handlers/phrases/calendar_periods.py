"""Periods by their name in the calendar: `Q3`, `derde kwartaal 2026`, `week 46`, `2026-10`, `october`, `2026`, `FY2026`.

A name without a year is the latest one that has begun; looking forward (goals), the running or next one.
"""

import re
from dataclasses import dataclass
from datetime import date

from handlers.phrases.tokens import Typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import MONTHS, QUARTER_WORDS
from models.period import Period, PeriodType, fiscal_year, month_of, quarter, quarter_of, week_of
from models.vocabulary import vocabulary

_FIRST_YEAR, _LAST_YEAR = 1990, 2100

_QUARTER = re.compile(r"[qk]([1-4])(?:[-/]?(\d{4}))?|(\d{4})[-/]?[qk]([1-4])")
_WEEK = re.compile(r"(?:w|wk|week)(\d{1,2})|(\d{4})-?w(\d{1,2})")
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
_ORDINALS = vocabulary().numbers("ordinals")


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """A period that was asked for; `type` is None for rolling days and for a range of dates."""

    period: Period
    type: PeriodType | None = None


Found = tuple[PeriodPhrase, int]


def quarter_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """`Q3`, `2026-Q3`, `third quarter`, `kwartaal 3 2026`, in the fiscal year. Raises Unreadable (NOT_A_PERIOD)."""
    low, following, fiscal = words.low(at), words.low(at + 1), typist.fiscal_start_month
    year: int | None = None
    if match := _QUARTER.fullmatch(low):
        number = int(match[1] or match[4])
        year = int(match[2] or match[3]) if match[2] or match[3] else None
        end = at + 1
    elif low in QUARTER_WORDS and following in {"1", "2", "3", "4"}:
        number, end = int(following), at + 2
    elif low in _ORDINALS and following in QUARTER_WORDS:
        number, end = _ORDINALS[low], at + 2
    elif _is_year(low) and (match := _QUARTER.fullmatch(following)) and match[1] and not match[2]:
        number, year, end = int(match[1]), int(low), at + 2
    else:
        return None
    if year is None and _is_year(words.low(end)):
        year, end = int(words.low(end)), end + 1
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable(Reason.NOT_A_PERIOD, words.between(at, end))
    if year is None:
        running = quarter_of(typist.today, fiscal)
        year = int(running.name[:4])
        found = quarter(year, number, fiscal)
        if direction is Direction.PAST and found.start > typist.today:
            year -= 1
        elif direction is Direction.FUTURE and found.end <= typist.today:
            year += 1
    return PeriodPhrase(quarter(year, number, fiscal), PeriodType.QUARTER), end


def week_at(words: Typed, at: int, typist: Typist) -> Found | None:
    """`W46`, `week 46`, `2026-W46`: weeks of ISO 8601; without a year the latest one. Raises Unreadable (NOT_A_PERIOD)."""
    low, end = words.low(at), at + 1
    match = _WEEK.fullmatch(low)
    if match:
        number, year = int(match[1] or match[3]), int(match[2]) if match[2] else None
    elif low in {"week", "wk", "w"} and re.fullmatch(r"\d{1,2}", words.low(at + 1)):
        number, year, end = int(words.low(at + 1)), None, at + 2
    else:
        return None
    if year is None and _is_year(words.low(end)):
        year, end = int(words.low(end)), end + 1
    said = year is not None
    year = year or typist.today.isocalendar().year
    if not said and number <= 53 and number > typist.today.isocalendar().week:
        year -= 1
    try:
        return PeriodPhrase(week_of(date.fromisocalendar(year, number, 1)), PeriodType.WEEK), end
    except ValueError:
        raise Unreadable(Reason.NOT_A_PERIOD, words.between(at, end)) from None


def month_at(words: Typed, at: int, typist: Typist, direction: Direction) -> Found | None:
    """`2026-10`, `10/2026`, `october`, `oktober 2026`. Raises Unreadable (NOT_A_PERIOD)."""
    low, end = words.low(at), at + 1
    if match := _MONTH.fullmatch(low):
        year, month = (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))
        if not (1 <= month <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR):
            raise Unreadable(Reason.NOT_A_PERIOD, low)
        return PeriodPhrase(month_of(date(year, month, 1)), PeriodType.MONTH), end
    if low not in MONTHS:
        return None
    following = words.low(end)
    if _is_year(following):
        return PeriodPhrase(month_of(date(int(following), MONTHS[low], 1)), PeriodType.MONTH), end + 1
    if following[:1].isdecimal():
        return None
    found = month_of(date(typist.today.year, MONTHS[low], 1))
    if direction is Direction.PAST and found.start > typist.today:
        found = month_of(date(typist.today.year - 1, MONTHS[low], 1))
    elif direction is Direction.FUTURE and found.end <= typist.today:
        found = month_of(date(typist.today.year + 1, MONTHS[low], 1))
    return PeriodPhrase(found, PeriodType.MONTH), end


def year_at(words: Typed, at: int, typist: Typist) -> Found | None:
    """`2026`, `FY2026`: the fiscal year of that name."""
    low = words.low(at).removeprefix("fy")
    if not _is_year(low):
        return None
    return PeriodPhrase(fiscal_year(int(low), typist.fiscal_start_month), PeriodType.YEAR), at + 1


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdecimal() and _FIRST_YEAR <= int(low) <= _LAST_YEAR

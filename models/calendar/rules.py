"""Which recurrences are worked out at all: a rule may be written so that no computer ever comes to its end."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

OLDEST = 1970
"""A series that began before is no meeting of anybody's."""
MOST_A_DAY = 4
MOST_DATES = 1000
"""Single days that a series may name, besides its rule."""
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERED_DAY = re.compile(r"[+-]?\d*(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class Span:
    """The days that are looked at, both included."""

    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Each of them."""
        for ahead in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=ahead)


def is_bounded(rule: str, start: date) -> bool:
    """Whether a rule can be worked out in a blink: days, weeks, months or years, a few times a day, not since ages."""
    parts = parts_of(rule)
    if parts.get("FREQ") not in FREQUENCIES or start.year < OLDEST:
        return False
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(1, len(listed(parts, name)))
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    return times <= MOST_A_DAY and interval.isdigit() and 0 < int(interval) < 10_000 and count.isdigit()


def ends_before(rule: str, first: date) -> bool:
    """Whether the rule itself says that it was over by then, whatever else it says."""
    last = day_of(parts_of(rule).get("UNTIL", ""))
    return last is not None and last < first


def may_touch(rule: str, span: Span) -> bool:
    """Whether a day of the span fits all that the rule asks of its days.

    When none does, nothing of it is worked out: a rule that no day ever fits (30 February) has no end.
    """
    parts = parts_of(rule)
    return any(_fits(parts, day) for day in span.days())


def _fits(parts: Mapping[str, str], day: date) -> bool:
    after = day + timedelta(days=1)
    length = ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
    of_year = day.timetuple().tm_yday
    year_length = date(day.year, 12, 31).timetuple().tm_yday
    weeks = date(day.year, 12, 28).isocalendar().week
    week = day.isocalendar().week
    asked = (
        ("BYMONTH", {day.month}),
        ("BYMONTHDAY", {day.day, day.day - length - 1}),
        ("BYYEARDAY", {of_year, of_year - year_length - 1}),
        ("BYWEEKNO", {week, week - weeks - 1, after.isocalendar().week}),
    )
    for name, fitting in asked:
        wanted = _numbers(listed(parts, name))
        if wanted and not fitting & wanted:
            return False
    weekdays = {found.group(1) for one in listed(parts, "BYDAY") if (found := _NUMBERED_DAY.fullmatch(one))}
    return not weekdays or _DAYS[day.weekday()] in weekdays


def parts_of(rule: str) -> dict[str, str]:
    """A rule's parts by name, in capitals."""
    pairs = (part.partition("=") for part in rule.upper().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def listed(parts: Mapping[str, str], name: str) -> list[str]:
    """The values of a part."""
    return [one.strip() for one in parts.get(name, "").split(",") if one.strip()]


def _numbers(texts: Iterable[str]) -> set[int]:
    return {int(text) for text in texts if re.fullmatch(r"[+-]?\d{1,4}", text)}


def day_of(text: str) -> date | None:
    """The day at the start of a date or time as iCalendar writes them."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None

"""Moments in words: "next monday 08:30", "tomorrow 09:00", "first of the month", "first weekday of the month", "in 3 hours"."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.local_slack.refused import Refused

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = re.compile(r"(?:\bat\s+)?\b(\d{1,2})[:.](\d{2})$")
SPAN = re.compile(r"in (\d{1,4}) (minute|hour|day|week)s?")
DEFAULT_TIME = time(9, 0)


class MomentUnclear(Refused):
    """The words are not understood; the message gives examples."""


def moment(words: str, now: datetime, zone: str) -> datetime:
    """The moment that the words mean for somebody in this zone, in UTC; always after now. Raises MomentUnclear."""
    said = " ".join(words.lower().split())
    if span := SPAN.fullmatch(said):
        return now + timedelta(**{f"{span[2]}s": int(span[1])})
    clock = DEFAULT_TIME
    if found := CLOCK.search(said):
        try:
            clock = time(int(found[1]), int(found[2]))
        except ValueError:
            raise _unclear(words) from None
        said = said[: found.start()].strip()
    local = now.astimezone(ZoneInfo(zone))
    for day in range(63):
        candidate = datetime.combine(local.date() + timedelta(days=day), clock, ZoneInfo(zone)).astimezone(UTC)
        if candidate > now and _is_day(said, candidate.astimezone(ZoneInfo(zone)), local):
            return candidate
    raise _unclear(words)


def _is_day(said: str, candidate: datetime, today: datetime) -> bool:
    if said in ("", "today"):
        return said == "" or candidate.date() == today.date()
    if said == "tomorrow":
        return candidate.date() == today.date() + timedelta(days=1)
    if said in ("first of the month", "first of next month", "the first of the month"):
        return candidate.day == 1 and candidate.date() != today.date()
    if said == "first weekday of the month":
        is_first = candidate.day == 1 or (candidate.day <= 3 and DAYS[candidate.weekday()] == "monday")
        return is_first and candidate.weekday() < 5 and candidate.date() != today.date()
    name = said.removeprefix("next ").removeprefix("on ")
    return name in DAYS and DAYS[candidate.weekday()] == name and candidate.date() != today.date()


def _unclear(words: str) -> MomentUnclear:
    examples = '"next monday 08:30", "tomorrow 09:00", "first of the month", "in 3 hours"'
    return MomentUnclear(f'"{words}" is not a moment; for instance {examples}.')

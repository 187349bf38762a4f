"""Whether an event of whole days says that its owner is away. Its words are looked at here, and go no further."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.calendar.lines import Block, known_zone, name_of, value_of, zone_of_line
from models.calendar.occurrences import Absence
from models.calendar.rules import day_of
from models.vocabulary import vocabulary
from models.zones import zone_named

FURTHEST_AHEAD = timedelta(days=92)
LONGEST = timedelta(days=60)
"""Whoever is away longer says so themselves."""
_MARKS = {"X-MICROSOFT-CDO-BUSYSTATUS": "OOF", "X-GOOGLE-EVENT-TYPE": "OUTOFOFFICE"}


def absence_in(block: Block, today: date, zone: ZoneInfo) -> Absence | None:
    """The days on which the owner seems to be away, when these are not over; None: it says nothing of the kind.

    Whole days that are marked as out of office, or whose title is a word for it. Others' days off have guests or
    somebody else's name in the title, and whole days of which the calendar says that one is free are a note.
    """
    if not block.is_whole_days and not any(block.has(name) for name in _MARKS):
        return None
    if block.has("RRULE") or block.first("STATUS").upper() == "CANCELLED" or block.has("ATTENDEE"):
        return None
    is_marked = any(block.first(name).replace("_", "").strip().upper() == mark for name, mark in _MARKS.items())
    days = _days(block, zone)
    if days is None or days[1] < today or days[0] > today + FURTHEST_AHEAD or days[1] - days[0] > LONGEST:
        return None
    if not is_marked and not (block.is_whole_days and _says_so(block.first("SUMMARY"))):
        return None
    return Absence(block.first("UID").strip(), *days)


def _days(block: Block, zone: ZoneInfo) -> tuple[date, date] | None:
    """First and last day. iCalendar's end is the day after; a time of less than a whole day is no day away."""
    ends = block.first("DTEND")
    first, end = block.day, day_of(ends) if ends else None
    if first is None:
        return None
    if block.is_whole_days:
        return first, max(first, end - timedelta(days=1)) if end else first
    if end is None:
        return None
    start_at, end_at = (_local(block, name, zone) for name in ("DTSTART", "DTEND"))
    if start_at is None or end_at is None or end_at - start_at < timedelta(hours=8):
        return None
    is_midnight = end_at.time() == datetime.min.time()
    return start_at.date(), max(start_at.date(), end_at.date() - timedelta(days=1) if is_midnight else end_at.date())


def _local(block: Block, name: str, zone: ZoneInfo) -> datetime | None:
    line = next(line for line in block.lines if name_of(line) == name)
    text = value_of(line).strip()
    try:
        at = datetime.strptime(text[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone comes next
    except ValueError:
        return None
    said = zone_named("UTC") if text.endswith("Z") else known_zone(zone_of_line(line)) or zone
    return at.replace(tzinfo=said).astimezone(zone)


def _says_so(title: str) -> bool:
    """Whether the title is nothing but a word for being away: `Vakantie`, `OOO`, `Out of office - Spain`."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", title.casefold()).split())
    return any(plain == word or plain.startswith(f"{word} ") for word in vocabulary().section("away_words")["away"])

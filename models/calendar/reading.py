"""A calendar's text as meetings, in bounded time: 30 days back and 2 ahead, 500 meetings, 10 megabytes.

`icalendar` reads, `recurring-ical-events` works recurrences out; what would never end is left out before they see it.
A feed may be written by somebody who wishes us ill: no rule, zone or list in it may keep a worker busy.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from models.calendar.absences import absence_in
from models.calendar.lines import Block, Cut, cut, known_zone, without_zone, zone_of_line
from models.calendar.occurrences import Absence, CutOff, Guest, Occurrence, Reading
from models.calendar.rules import MOST_DATES, Span, ends_before, is_bounded, may_touch
from models.mistakes import place_of

log = logging.getLogger("koers")
BACK, AHEAD = timedelta(days=30), timedelta(days=2)
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes."""
MOST_OCCURRENCES = 500
MOST_SECONDS = 5.0
MOST_GUESTS = 200
MARGIN = timedelta(days=2)
"""Around the days that are looked at: a zone is a day at most, and a meeting of more than a day is none."""
LONGEST_UID = 500


@dataclass
class _Work:
    zone: ZoneInfo
    start: datetime
    end: datetime
    deadline: float
    clock: Callable[[], float]
    zones: dict[str, list[str]]
    found: list[Occurrence] = field(default_factory=list)
    cut_off: set[CutOff] = field(default_factory=set)

    @property
    def span(self) -> Span:
        return Span((self.start - MARGIN).date(), (self.end + MARGIN).date())

    @property
    def is_over(self) -> bool:
        if self.clock() > self.deadline:
            self.cut_off.add(CutOff.TIME)
        elif len(self.found) >= MOST_OCCURRENCES:
            self.cut_off.add(CutOff.MANY)
        else:
            return False
        return True


def read_calendar(
    text: str | bytes,
    zone: ZoneInfo,
    now: datetime,
    *,
    seconds: float = MOST_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> Reading:
    """The meetings around `now`, cancelled ones too, by start; `zone` is the owner's, for times that name none."""
    deadline = clock() + seconds
    if len(text) > LARGEST_FILE:
        return Reading(cut_off=frozenset({CutOff.LARGE}))
    plain = text.decode("utf-8-sig", "replace") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    parts = cut(plain)
    work = _Work(zone, now - BACK, now + AHEAD, deadline, clock, parts.zones)
    if parts.too_large:
        work.cut_off.add(CutOff.LARGE)
    for series in _series(parts, work):
        if work.is_over:
            break
        _expand(series, work)
    found = sorted(work.found, key=lambda one: (one.start, one.uid))[:MOST_OCCURRENCES]
    return Reading(
        occurrences=tuple(found),
        absences=tuple(_absences(parts, now, zone)),
        cut_off=frozenset(work.cut_off),
        events=len(parts.events) + parts.too_large,
        has_guests=parts.has_guests,
        owner_address=parts.name.lower() if "@" in parts.name and " " not in parts.name else "",
    )


def _series(parts: Cut, work: _Work) -> Iterator[list[Block]]:
    """Events that may touch the days in question; a series together with its exceptions. The latest ones first."""
    by_uid: defaultdict[str, list[Block]] = defaultdict(list)
    for block in parts.events:
        by_uid[block.first("UID").strip()[:LONGEST_UID]].append(block)
    kept: list[tuple[date, list[Block]]] = []
    for uid, blocks in by_uid.items():
        touching = [block for block in blocks if _may_matter(block, work)]
        if uid and touching:
            newest = max(block.day or date.min for block in touching)
            kept.append((newest, blocks if any(block.has("RRULE") for block in touching) else touching))
    for _, blocks in sorted(kept, key=lambda one: one[0], reverse=True):
        yield blocks


def _may_matter(block: Block, work: _Work) -> bool:
    start = block.day
    if start is None or block.is_whole_days:  # whole days are no meeting, however often they come
        return False
    if not block.has("RRULE") and not block.has("RDATE"):
        return work.span.first <= start <= work.span.last
    if sum(value.count(",") + 1 for name in ("RDATE", "EXDATE") for value in block.values(name)) > MOST_DATES:
        work.cut_off.add(CutOff.RULE)
        return False
    rules = block.values("RRULE")
    if rules and not block.has("RDATE") and all(ends_before(rule, work.span.first) for rule in rules):
        return False
    if len(rules) > 1 or any(not is_bounded(rule, start) for rule in rules):
        work.cut_off.add(CutOff.RULE)
        return False
    return start <= work.span.last and (block.has("RDATE") or any(may_touch(rule, work.span) for rule in rules))


def _expand(blocks: Sequence[Block], work: _Work) -> None:
    """The meetings of one series, or of one event."""
    is_recurring = any(block.has("RRULE") or block.has("RDATE") or block.has("RECURRENCE-ID") for block in blocks)
    try:
        calendar = icalendar.Calendar.from_ical(_as_text(blocks, work))
        query = recurring_ical_events.of(calendar, keep_recurrence_attributes=True, skip_bad_series=True)
        for event in query.between(work.start, work.end):
            if work.is_over:
                return
            if (one := _occurrence(event, work.zone, is_recurring)) is not None:
                work.found.append(one)
    except Exception as error:
        # A feed is written by anybody, and is parsed while it is asked: what that stumbles over costs this series alone.
        # What it says stands in no log; where it was does, once a file, so that a mistake of ours is found.
        if CutOff.BROKEN not in work.cut_off:
            log.warning("an event of a calendar cannot be read: %s", place_of(error))
        work.cut_off.add(CutOff.BROKEN)


def _as_text(blocks: Iterable[Block], work: _Work) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:koers"]
    said: set[str] = set()
    events: list[str] = []
    for block in blocks:
        events += ["BEGIN:VEVENT"]
        for line in block.lines:
            name = zone_of_line(line)
            if name and known_zone(name) is None:
                if name in work.zones:
                    said.add(name)
                else:
                    line = without_zone(line)
            events.append(line)
        events += ["END:VEVENT"]
    for name in sorted(said):
        lines += work.zones[name]
    return "\r\n".join([*lines, *events, "END:VCALENDAR", ""])


def _occurrence(event: Any, zone: ZoneInfo, is_recurring: bool) -> Occurrence | None:
    begins = event.start
    if not isinstance(begins, datetime):
        return None
    start = _aware(begins, zone)
    planned = event.get("RECURRENCE-ID")
    planned_for = _aware(planned.dt, zone) if planned is not None and isinstance(planned.dt, datetime) else start
    minutes = _minutes(event, begins)
    whole_day = str(event.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() == "TRUE"
    return Occurrence(
        uid=str(event["UID"]).strip()[:LONGEST_UID],
        planned_for=planned_for,
        start=start,
        minutes=minutes,
        organizer=_address(event.get("ORGANIZER")),
        guests=tuple(_guests(event)),
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        is_private=str(event.get("CLASS", "PUBLIC")).upper() != "PUBLIC",
        is_whole_days=whole_day or (minutes or 0) >= 24 * 60,
        is_recurring=is_recurring,
    )


def _minutes(event: Any, begins: datetime) -> int | None:
    if "DTEND" not in event and "DURATION" not in event:
        return None
    ends = event.end
    if not isinstance(ends, datetime):
        return None
    length = round((ends - begins).total_seconds() / 60)
    return length if length > 0 else None


def _aware(at: datetime, zone: ZoneInfo) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def _guests(event: Any) -> Iterator[Guest]:
    attendees = event.get("ATTENDEE") or []
    for one in (attendees if isinstance(attendees, list) else [attendees])[:MOST_GUESTS]:
        said = {str(name).upper(): str(value).upper() for name, value in getattr(one, "params", {}).items()}
        yield Guest(
            _address(one),
            said.get("PARTSTAT", "NEEDS-ACTION"),
            said.get("CUTYPE", "INDIVIDUAL"),
            said.get("ROLE", "REQ-PARTICIPANT"),
        )


def _address(one: Any) -> str:
    """`mailto:jo@acme.example`, or the EMAIL beside a principal of CalDAV; empty: none."""
    if one is None:
        return ""
    if isinstance(one, list):
        one = one[0]
    said = str(one).strip()
    plain = said[len("mailto:") :] if said.lower().startswith("mailto:") else said
    if "@" not in plain or "/" in plain or ":" in plain:
        plain = str(getattr(one, "params", {}).get("EMAIL", ""))
    plain = plain.strip().strip("<>").lower()
    return plain if plain.count("@") == 1 and len(plain) <= 254 and " " not in plain else ""


def _absences(parts: Cut, now: datetime, zone: ZoneInfo) -> Iterator[Absence]:
    today = now.astimezone(zone).date()
    for block in parts.events:
        if (found := absence_in(block, today, zone)) is not None:
            yield found

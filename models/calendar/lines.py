"""The text of a calendar, cut down to what we may look at before a parser sees it.

A feed may have ten megabytes of descriptions and pictures. Only the properties named here go on; titles only of whole
days, where they may say that somebody is away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from models.calendar.rules import day_of
from models.zones import zone_named

KEPT = frozenset(
    {
        *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE", "STATUS"),
        *("CLASS", "TRANSP", "ORGANIZER", "ATTENDEE", "SUMMARY", "X-MICROSOFT-CDO-BUSYSTATUS"),
        *("X-MICROSOFT-CDO-ALLDAYEVENT", "X-GOOGLE-EVENT-TYPE"),
    }
)
LARGEST_EVENT = 256_000
"""Characters of what is kept of one event; a meeting of a thousand guests has fewer."""
MOST_ZONE_LINES = 400
_FOLD = re.compile(r"\r?\n[ \t]")
_TZID = re.compile(r';TZID=("[^"]*"|[^;:]*)', re.IGNORECASE)
_NAME = re.compile(r"[^:;]*")
_BEFORE_VALUE = re.compile(r'(?:[^":]|"[^"]*")*:')
_ZONE_AT_END = re.compile(r"([A-Za-z]+/[A-Za-z_+\-]+(?:/[A-Za-z_]+)?)$")


@dataclass
class Block:
    """One event as its lines, each unfolded."""

    lines: list[str] = field(default_factory=list)
    size: int = 0
    _values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, line: str) -> None:
        """One line more, of this property."""
        self.lines.append(line)
        self.size += len(line)
        self._values.setdefault(name, []).append(value_of(line))

    def values(self, name: str) -> list[str]:
        """What stands behind the colon of each line of a property."""
        return self._values.get(name, [])

    def first(self, name: str) -> str:
        """The same of the first line; empty where there is none."""
        return self._values[name][0] if name in self._values else ""

    def has(self, name: str) -> bool:
        """Whether it has the property."""
        return name in self._values

    def forget(self, name: str) -> None:
        """Nothing of this property is kept."""
        if self._values.pop(name, None) is not None:
            self.lines = [line for line in self.lines if name_of(line) != name]

    @cached_property
    def day(self) -> date | None:
        """The day on which it starts, as it says it; None: it makes no sense."""
        return day_of(self.first("DTSTART"))

    @property
    def is_whole_days(self) -> bool:
        """Whether it starts on a day, and not at a time."""
        return len(self.first("DTSTART")) == len("20261124")


@dataclass
class Cut:
    """A calendar's events and zones, as lines; and what was left out."""

    events: list[Block] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)
    """Descriptions of zones of which the name says nothing, by name."""
    name: str = ""
    has_guests: bool = False
    too_large: int = 0
    """Events that are so large that they are no meetings."""


def cut(text: str) -> Cut:
    """The events of a calendar, without what we have no business with."""
    found = Cut()
    stack: list[str] = []
    block: Block | None = None
    zone: list[str] | None = None
    for line in _unfolded(text):
        name = name_of(line)
        if name == "BEGIN":
            part = value_of(line).strip().upper()
            stack.append(part)
            block = Block() if part == "VEVENT" else block
            zone = [] if part == "VTIMEZONE" else zone
        if zone is not None and len(zone) < MOST_ZONE_LINES:
            zone.append(line.strip())
        if name == "END":
            part = value_of(line).strip().upper()
            if stack and stack[-1] == part:
                stack.pop()
            if part == "VEVENT" and block is not None:
                _keep(found, block)
                block = None
            if part == "VTIMEZONE" and zone is not None:
                _keep_zone(found, zone)
                zone = None
        elif block is not None and stack and stack[-1] == "VEVENT" and name in KEPT:
            block.add(name, with_known_zone(line))
        elif name == "X-WR-CALNAME":
            found.name = value_of(line).strip()
    return found


def _keep(found: Cut, block: Block) -> None:
    found.has_guests = found.has_guests or block.has("ATTENDEE")
    if block.size > LARGEST_EVENT:
        found.too_large += 1
        return
    if not block.is_whole_days:
        block.forget("SUMMARY")
    found.events.append(block)


def _keep_zone(found: Cut, lines: list[str]) -> None:
    """A description is kept only where the name says nothing; with a rule that comes more than yearly it is no zone."""
    name = next((value_of(line) for line in lines if name_of(line) == "TZID"), "")
    rules = [value_of(line).upper() for line in lines if name_of(line) == "RRULE"]
    is_plain = all("FREQ=YEARLY" in rule and "BYHOUR" not in rule and "BYSECOND" not in rule for rule in rules)
    dates = sum(name_of(line) == "RDATE" for line in lines)
    if name and known_zone(name) is None and is_plain and dates < 100 and lines[-1].upper() == "END:VTIMEZONE":
        found.zones[name] = lines


def _unfolded(text: str) -> Iterator[str]:
    start, text = 0, _FOLD.sub("", text)
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end].rstrip("\r")
        start = end + 1


def name_of(line: str) -> str:
    """The name of a line's property, in capitals."""
    found = _NAME.match(line)
    return found.group().upper() if found and found.end() < len(line) else ""


def value_of(line: str) -> str:
    """What stands behind the first colon that is in no quotes."""
    found = _BEFORE_VALUE.match(line)
    return line[found.end() :] if found else ""


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, a Windows name, or a name that ends in one (`/mozilla.org/…/Europe/Amsterdam`)."""
    plain = name.strip().strip('"')
    plain = WINDOWS_TO_OLSON.get(plain, plain)
    if plain not in _zones() and (tail := _ZONE_AT_END.search(plain)):
        plain = tail.group(1)
    return zone_named(plain) if plain in _zones() else None


@cache
def _zones() -> frozenset[str]:
    """What a feed calls a zone may be anything, and is never logged: so it is looked for here first."""
    return frozenset(available_timezones())


def with_known_zone(line: str) -> str:
    """The line with the IANA name of its zone; with what the owner's clock says, where nobody knows the zone."""
    if "TZID=" not in line:
        return line
    found = _TZID.search(line.split(":", 1)[0] if '"' not in line else line)
    if found is None:
        return line
    zone = known_zone(found.group(1))
    return line if zone is None else line[: found.start()] + f";TZID={zone.key}" + line[found.end() :]


def without_zone(line: str) -> str:
    """The line as the owner's own clock would read it."""
    return _TZID.sub("", line, count=1)


def zone_of_line(line: str) -> str:
    """The name of the zone that a line says; empty: none."""
    found = _TZID.search(line)
    return found.group(1).strip('"') if found else ""

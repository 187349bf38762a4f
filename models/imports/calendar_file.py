"""Leave in a calendar (.ics): the whole-day events of a shared calendar or of an HR system, as stretches of days."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from models.imports.report import ImportRefused
from models.vocabulary import vocabulary

_NO_ABSENCE = tuple(vocabulary().words("imports.cells", "no_absence"))
_STATUS = {"CANCELLED": "cancelled", "TENTATIVE": "pending", "CONFIRMED": "approved", "": "approved"}
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """An event: the line on which it begins, and what it says, by the fields of leave.

    `why_not` says why it is no leave: `part_of_a_day`, `comes_back` or `all_day_no_leave`; `people` are e-mail
    addresses, `calendar` is the name of the calendar.
    """

    line: int
    texts: dict[str, str]


def is_calendar(data: bytes) -> bool:
    """Whether the bytes of a file are a calendar."""
    return data.lstrip(codecs.BOM_UTF8).lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def stretches_in(data: bytes) -> Iterator[Stretch]:
    """Every event of a calendar. Raises ImportRefused for one that cannot be read."""
    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, KeyError, IndexError) as error:
        raise ImportRefused("imports.calendar_unreadable", problem=str(error).splitlines()[0][:80]) from None
    lines = [at for at, line in enumerate(data.splitlines(), start=1) if line.strip().upper() == b"BEGIN:VEVENT"]
    name = str(calendar.get("X-WR-CALNAME", ""))
    for at, event in enumerate(calendar.walk("VEVENT")):
        yield Stretch(lines[at] if at < len(lines) else 1, _texts(event, name))


def _texts(event: Any, calendar: str) -> dict[str, str]:
    title = str(event.get("SUMMARY", "")).strip()
    first, last = _days(event)
    people = " ".join(_address(one) for key in ("ORGANIZER", "ATTENDEE") for one in _several(event.get(key)))
    texts = {
        "title": title or "?",
        "person": title or calendar,
        "people": people,
        "calendar": calendar,
        "first": first,
        "last": last,
        "status": _STATUS.get(str(event.get("STATUS", "")).upper(), "approved"),
    }
    if not first:
        texts["why_not"] = "part_of_a_day"
    elif event.get("RRULE"):
        texts["why_not"] = "comes_back"
    elif any(word in title.casefold() for word in _NO_ABSENCE) or _is_at_work(event):
        texts["why_not"] = "all_day_no_leave"
    return texts


def _days(event: Any) -> tuple[str, str]:
    """The first and the last day (in a calendar the end is the day after); both empty for part of a day."""
    start = event["DTSTART"].dt if event.get("DTSTART") else None
    if start is None:
        return "", ""
    end = event["DTEND"].dt if event.get("DTEND") else None
    if end is None:
        length = event["DURATION"].dt if event.get("DURATION") else _A_DAY if type(start) is date else timedelta(0)
        end = start + length
    if type(start) is date:
        return start.isoformat(), max(start, end - _A_DAY).isoformat()
    length = end - start
    if not isinstance(start, datetime) or length < _A_DAY or not _is_midnight(start) or not _is_midnight(end):
        return "", ""
    if start.hour == 0 and end.hour == 0:  # whole days as they are written, whichever zone they are written in
        return start.date().isoformat(), (end.date() - _A_DAY).isoformat()
    return start.isoformat(), (end - timedelta(seconds=1)).isoformat()


def _is_midnight(moment: datetime) -> bool:
    """Of a moment in UTC nobody knows where it is midnight: any full hour may be."""
    is_utc = moment.tzinfo is not None and str(moment.tzinfo) == "UTC"
    return (is_utc or moment.hour == 0) and moment.minute == 0


def _is_at_work(event: Any) -> bool:
    return str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "WORKINGELSEWHERE"


def _address(value: Any) -> str:
    return str(value).casefold().removeprefix("mailto:")


def _several(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]

"""A talk as a file that calendars read (iCalendar, RFC 5545 and 5546): invitation, change, cancellation.

Nothing is in it but who, when and that it is a 1-2-1: calendars are shared with colleagues.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress

from models.coaching.suggesting import LENGTH

NO_ADDRESS = "invalid:nomail"
"""Where an address is unknown: calendars want one, and send nothing to this."""


@dataclass(frozen=True)
class Guest:
    """One of the two."""

    name: str
    email: str | None


@dataclass(frozen=True)
class TalkEvent:
    """A talk as calendars know it: the same `uid` for ever, and a higher `sequence` with each change."""

    uid: str
    sequence: int
    at: datetime
    """UTC; calendars show it in the zone of whoever looks."""
    coach: Guest
    rep: Guest
    is_called_off: bool = False


def calendar_file(talks: Sequence[TalkEvent], now: datetime) -> bytes:
    """One talk as an invitation or its cancellation; several, which have different UIDs, are published together."""
    calendar = Calendar()
    calendar.add("prodid", "-//Koers//1-2-1//EN")
    calendar.add("version", "2.0")
    calendar.add("method", _method(talks))
    for talk in talks:
        calendar.add_component(_event(talk, now, with_guest=len(talks) == 1))
    return bytes(calendar.to_ical())


def title(talk: TalkEvent) -> str:
    """`1-2-1 Anna / Carla`: first names and nothing else, the same in every language, for both calendars have it."""
    coach, rep = (one.name.split()[0] if one.name.split() else one.name for one in (talk.coach, talk.rep))
    return f"1-2-1 {coach} / {rep}"


def _method(talks: Sequence[TalkEvent]) -> str:
    if len(talks) > 1:
        return "PUBLISH"  # a REQUEST or CANCEL is about one UID
    return "CANCEL" if talks[0].is_called_off else "REQUEST"


def _event(talk: TalkEvent, now: datetime, *, with_guest: bool) -> Event:
    event = Event()
    event.add("uid", talk.uid)
    event.add("sequence", talk.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", talk.at)
    event.add("dtend", talk.at + LENGTH)
    event.add("summary", title(talk))
    event.add("status", "CANCELLED" if talk.is_called_off else "CONFIRMED")
    event.add("organizer", _address(talk.coach))
    if with_guest:
        guest = _address(talk.rep)
        guest.params["PARTSTAT"] = "NEEDS-ACTION"
        guest.params["RSVP"] = "FALSE"
        event.add("attendee", guest, encode=False)
    return event


def _address(guest: Guest) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.email}" if guest.email else NO_ADDRESS)
    address.params["CN"] = _one_line(guest.name)
    return address


def _one_line(name: str) -> str:
    """A parameter takes no quote and no line end (RFC 5545, 3.2)."""
    return " ".join(name.replace('"', "'").split())

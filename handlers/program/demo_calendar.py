"""A calendar for each person of the demo, served by the local Slack: so that a visitor can link one and see what comes of it."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from models.demo.company import PEOPLE, Colleague
from models.zones import zone_named


def calendar_of(name: str, now: datetime) -> bytes | None:
    """The calendar of the person with this first name, in small letters; None: nobody has it."""
    whose = next((one for one in PEOPLE if one.name.split()[0].lower() == name), None)
    if whose is None:
        return None
    hour = now.astimezone(zone_named(whose.zone)).replace(minute=0, second=0, microsecond=0)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Koers demo//EN")
    yesterday, tomorrow = (hour.replace(hour=10) + timedelta(days=days) for days in (-1, 1))
    for place, (start, minutes, guests) in enumerate(
        (
            (hour - timedelta(hours=3), 45, ["jo@acme.example"]),
            (hour - timedelta(hours=1), 60, ["pia@globex.example", "lex@globex.example"]),
            (hour - timedelta(hours=2), 30, [PEOPLE[0].email]),
            (yesterday, 60, ["sam@gmail.com"]),
            (yesterday + timedelta(hours=4), 30, ["kim@waterman.example"]),
            (tomorrow, 45, ["jo@acme.example"]),
        )
    ):
        calendar.add_component(_meeting(whose, f"{name}-{place}-{start:%Y%m%d}@demo", start, minutes, guests))
    calendar.add_component(_holiday(whose, hour + timedelta(days=20)))
    return bytes(calendar.to_ical())


def _meeting(whose: Colleague, uid: str, start: datetime, minutes: int, guests: list[str]) -> Event:
    event = _event(uid, "What a title says is never read")
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    event.add("organizer", vCalAddress(f"mailto:{whose.email}"))
    for address in (whose.email, *guests):
        guest = vCalAddress(f"mailto:{address}")
        guest.params["PARTSTAT"] = "ACCEPTED"
        event.add("attendee", guest)
    return event


def _holiday(whose: Colleague, start: datetime) -> Event:
    event = _event(
        f"holiday-{whose.name.split()[0].lower()}@demo", "Vakantie" if whose.language == "nl" else "Vacation"
    )
    event.add("dtstart", start.date())
    event.add("dtend", start.date() + timedelta(days=5))
    return event


def _event(uid: str, title: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", title)
    return event

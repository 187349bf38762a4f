"""When a message that is put into the outbox now will reach each person: worked out before anything is sent.

By the rules that the ledger itself keeps (`quiet_hours.py`), so that what is said of a time and what happens are one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.delivery.occurrence import instant_of
from models.delivery.quiet_hours import in_working_hours, next_morning, who_had_enough
from models.delivery.recurrence import WorksOn
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named


class Waits(StrEnum):
    """Why a message does not come at once."""

    NOT = ""
    HOUR = "hour"
    """It is evening, night or early where the person is."""
    AWAY = "away"
    """A day off of theirs: leave, a holiday, a weekend, a part-time day."""
    ENOUGH = "enough"
    """Three messages came today."""


@dataclass(frozen=True)
class Expected:
    """One message to one person."""

    person: Person
    at: datetime
    """The instant from which it comes."""
    day: date
    """The same as a day where the person is."""
    why: Waits
    reaches: bool = True
    """False for who will have left by then, or is away for longer than a message waits."""


def expected(session: Session, workspace: Workspace, people: Sequence[Person], now: datetime) -> list[Expected]:
    """When news reaches these people, the soonest first."""
    calendars = calendars_of(session, workspace, people)
    enough = _who_had_enough(session, workspace, people, now)
    found = [_one(workspace, person, calendars[person.id], person.id in enough, now) for person in people]
    return sorted(found, key=lambda one: (one.at, one.person.name, one.person.id))


def news_comes_at(workspace: Workspace, person: Person, calendar: Calendar, since: datetime) -> datetime:
    """The instant from which something that is put into the outbox at `since` may reach the person."""
    return in_working_hours(zone_named(person.zone, workspace.zone), _works_on(calendar), since)


def _one(workspace: Workspace, person: Person, calendar: Calendar, has_enough: bool, now: datetime) -> Expected:
    zone = zone_named(person.zone, workspace.zone)
    at, why = news_comes_at(workspace, person, calendar, now), Waits.NOT
    if at > now:
        waits_over_a_day_off = any(not calendar.works_on(day) for day in _days(now, at, zone))
        why = Waits.AWAY if waits_over_a_day_off else Waits.HOUR
    elif has_enough:
        at, why = next_morning(zone, _works_on(calendar), now), Waits.ENOUGH
    day = at.astimezone(zone).date()
    return Expected(person, at, day, why, reaches=calendar.works_on(day) > 0)


def _days(now: datetime, until: datetime, zone: ZoneInfo) -> list[date]:
    first, last = now.astimezone(zone).date(), until.astimezone(zone).date()
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal())]


def _works_on(calendar: Calendar) -> WorksOn:
    return lambda day: calendar.works_on(day) > 0


def _who_had_enough(session: Session, workspace: Workspace, people: Sequence[Person], now: datetime) -> set[str]:
    by_zone: defaultdict[ZoneInfo, list[str]] = defaultdict(list)
    for person in people:
        by_zone[zone_named(person.zone, workspace.zone)].append(person.id)
    found: set[str] = set()
    for zone, ids in by_zone.items():
        midnight = instant_of(now.astimezone(zone).date(), time.min, zone)
        found |= who_had_enough(session, workspace.workspace_id, ids, midnight)
    return found

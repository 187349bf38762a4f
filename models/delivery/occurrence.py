"""When a wall time on a local date really is: zone rules, clock changes included."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=4096)
def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which clocks in `zone` show `at` on `day`.

    A time that the clocks skip becomes the first valid minute after the gap; a time that comes twice is
    the first of the two. A day that the zone skips altogether (Samoa, 30 December 2011) gives the first
    minute after it.
    """
    wall = datetime.combine(day, at.replace(second=0, microsecond=0))
    if _exists(wall, zone):
        return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    # In a gap, fold=0 counts with the offset before it: that instant shows the wall time plus the gap's
    # length. The gap's end is where the offset changes, between the two readings of the same wall time.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return _first_minute_of_new_offset(before, after, zone)


def _exists(wall: datetime, zone: ZoneInfo) -> bool:
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) == wall


def _first_minute_of_new_offset(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    new_offset = after.astimezone(zone).utcoffset()
    early, late = before, after
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == new_offset:
            late = middle
        else:
            early = middle
    change = late.replace(microsecond=0)
    local = change.astimezone(zone)
    return change if local.second == 0 else change + timedelta(seconds=60 - local.second)


@lru_cache(maxsize=1024)
def occurrences(at: time, zone: ZoneInfo, since: datetime, until: datetime) -> tuple[tuple[date, datetime], ...]:
    """The local dates (with their instants) on which `at` falls after `since` and not after `until`.

    Kept: a look asks it for everybody, and there are few zones and times.
    """
    day = since.astimezone(zone).date() - timedelta(days=1)
    last = until.astimezone(zone).date()
    found: list[tuple[date, datetime]] = []
    while day <= last:
        instant = instant_of(day, at, zone)
        if since < instant <= until:
            found.append((day, instant))
        day += timedelta(days=1)
    return tuple(found)

"""How far Pipedrive was read: a window of time at a place, page after page by the cursors that Pipedrive gives.

Deals lie in three places: the list, the archive (history, and a fact all the same) and the list of what was deleted in
the last 30 days. The last two are dear, so they are looked at once an hour. Its cursors name the last id (observed: they
are readable), so they stay good when rows change; one that is refused all the same starts its window again.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.crm.reading import instant, iso, text, whole
from models.connections.remote import Cursor, What

OVERLAP = timedelta(minutes=2)
LIMIT = 500
HOURLY = timedelta(hours=1)


@dataclass(frozen=True)
class Walk:
    """One walk, and where it stands."""

    since: datetime | None
    """None: everything, the newest ids first."""
    until: datetime
    part: int = 0
    next: str | None = None
    looked_at: datetime | None = None
    """When archive and deletions were looked at."""
    looks: bool = False
    """Whether this walk looks at them."""

    @classmethod
    def of(cls, what: What, cursor: Cursor | None, until: datetime) -> "Walk":
        """Goes on where the cursor says."""
        said = cursor or {}
        since, upto, looked_at = (instant(said.get(name)) for name in ("since", "until", "looked_at"))
        if upto is not None:
            return cls(
                since, upto, whole(said.get("part")) or 0, text(said.get("next")), looked_at, said.get("looks") is True
            )
        looks = what is What.DEAL and (looked_at is None or until - looked_at >= HOURLY)
        return cls(since, until, 0, None, looked_at, looks)

    @property
    def places(self) -> tuple[str, ...]:
        """Where it goes; what never came here cannot have been deleted."""
        if not self.looks:
            return ("",)
        return ("", "archived", "deleted") if self.since else ("", "archived")

    def asked(self) -> dict[str, str]:
        """The parameters of the next page."""
        place = self.places[self.part]
        asked = {"limit": str(LIMIT), "sort_by": "id", "sort_direction": "asc" if self.since else "desc"}
        if place == "deleted":
            asked["status"] = "deleted"  # `updated_since` would hide them: deleting does not touch the time of change
        elif self.since:
            since = min(self.since, self.looked_at or self.since) if place == "archived" else self.since
            asked |= {"updated_since": second(since), "updated_until": second(self.until)}
        return asked | ({"cursor": self.next} if self.next else {})

    def further(self, next_cursor: str | None) -> "Walk | None":
        """After a page; None when the walk is over."""
        if next_cursor:
            return replace(self, next=next_cursor)
        return replace(self, part=self.part + 1, next=None) if self.part + 1 < len(self.places) else None

    def cursor(self) -> Cursor:
        """As JSON."""
        since, looked_at = (iso(at) if at else None for at in (self.since, self.looked_at))
        where = {"part": self.part, "next": self.next, "looked_at": looked_at, "looks": self.looks}
        return {"since": since, "until": iso(self.until), **where}

    def end(self) -> Cursor:
        """Where the next walk begins."""
        looked_at = self.until - OVERLAP if self.looks else self.looked_at
        return {"since": iso(self.until - OVERLAP), "looked_at": iso(looked_at) if looked_at else None}


def second(at: datetime) -> str:
    """RFC 3339 to the second, as Pipedrive's examples have it."""
    return iso(at)[:19] + "Z"

"""How far HubSpot was read. A walk goes by id through what changed in a window of time, or backwards through everything.

Its search answers 10,000 results at most, and 10,450 records may have one and the same time of change: so no page is
ever asked for by its number, only by "the ids above the last one". What it does not show yet (its index lags) the next
window shows, which begins five minutes before this one ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.crm.reading import instant, iso, text, whole
from models.connections.remote import Cursor

OVERLAP = timedelta(minutes=5)
PAGE = 100
"""As many as a batch read takes."""


def order(record_id: str) -> tuple[int, str]:
    """Ids are numbers in writing."""
    return len(record_id), record_id


@dataclass(frozen=True)
class Walk:
    """One walk, and where it stands."""

    since: datetime | None
    """None: everything, the newest ids first."""
    until: datetime
    part: int = 0
    last: str | None = None
    total: int = 0

    @classmethod
    def of(cls, cursor: Cursor | None, until: datetime) -> "Walk":
        """Goes on where the cursor says; a cursor that says nothing begins at the beginning."""
        said = cursor or {}
        since, upto = instant(said.get("since")), instant(said.get("until"))
        if upto is None:
            return cls(since, until)
        return cls(since, upto, whole(said.get("part")) or 0, text(said.get("last")), whole(said.get("total")) or 0)

    def cursor(self) -> Cursor:
        """As JSON."""
        since = iso(self.since) if self.since else None
        return {"since": since, "until": iso(self.until), "part": self.part, "last": self.last, "total": self.total}

    def end(self) -> Cursor:
        """Where the next walk begins."""
        return {"since": iso(self.until - OVERLAP)}

    def next_window(self, until: datetime) -> "Walk":
        """The walk after this one."""
        return Walk(self.until - OVERLAP, until)

    def further(self, ids: Sequence[str], left: int, parts: int) -> "Walk | None":
        """After a page of ids, with so many left behind it; None when the walk is over."""
        if ids and left > 0:
            return replace(self, last=(max if self.since else min)(ids, key=order))
        return replace(self, part=self.part + 1, last=None) if self.part + 1 < parts else None

    def is_new(self, record_id: str) -> bool:
        """Whether the walk has not passed it yet."""
        if self.last is None:
            return True
        return order(record_id) > order(self.last) if self.since else order(record_id) < order(self.last)

    def search(self, part: str) -> dict[str, object]:
        """The body of the search for the next page."""

        def when(name: str) -> list[dict[str, str]]:
            assert self.since is not None
            since, until = (str(int(at.timestamp() * 1000)) for at in (self.since, self.until))
            return [
                {"propertyName": name, "operator": "GTE", "value": since},
                {"propertyName": name, "operator": "LT", "value": until},
            ]

        groups: list[list[dict[str, str]]] = [[]]
        if self.since:
            groups = [when("hs_lastmodifieddate")]
            if part == "meetings":
                groups.append(when("hs_timestamp"))  # what was planned has been held now, and nobody touched it
        if self.last is not None:
            operator = "GT" if self.since else "LT"
            passed = {"propertyName": "hs_object_id", "operator": operator, "value": self.last}
            groups = [[*group, passed] for group in groups]
        return {
            "filterGroups": [{"filters": group} for group in groups if group],
            "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING" if self.since else "DESCENDING"}],
            "properties": ["hs_object_id"],
            "limit": PAGE,
        }

"""How far Salesforce was read: by its own stamp of change, and by id where many rows have the same one.

`SystemModstamp` is set by the system alone (`LastModifiedDate` can be written). A row may become visible with an earlier
stamp than others that were visible before: each window begins ten minutes before the last one ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jobs.crm.reading import Row, instant, iso, text, whole
from models.connections.remote import Cursor

OVERLAP = timedelta(minutes=10)
PAGE = 2000


@dataclass(frozen=True)
class Walk:
    """One walk, and where it stands."""

    since: datetime | None
    """None: everything, what changed last first."""
    until: datetime
    part: int = 0
    stamp: datetime | None = None
    last: str | None = None

    @classmethod
    def of(cls, cursor: Cursor | None, until: datetime) -> "Walk":
        """Goes on where the cursor says."""
        said = cursor or {}
        since, upto = instant(said.get("since")), instant(said.get("until"))
        if upto is None:
            return cls(since, until)
        return cls(since, upto, whole(said.get("part")) or 0, instant(said.get("stamp")), text(said.get("last")))

    def cursor(self) -> Cursor:
        """As JSON."""
        since, stamp = (iso(at) if at else None for at in (self.since, self.stamp))
        return {"since": since, "until": iso(self.until), "part": self.part, "stamp": stamp, "last": self.last}

    def end(self) -> Cursor:
        """Where the next walk begins."""
        return {"since": iso(self.until - OVERLAP)}

    def further(self, rows: Sequence[Row], parts: Sequence[tuple[str, str]]) -> "Walk | None":
        """After a page; None when the walk is over."""
        if len(rows) >= PAGE:
            stamp, last = instant(rows[-1].get(parts[self.part][1])), text(rows[-1].get("Id"))
            return replace(self, stamp=stamp, last=last)
        return replace(self, part=self.part + 1, stamp=None, last=None) if self.part + 1 < len(parts) else None

    def where(self, by: str) -> str:
        """The rest of the query, after its FROM. `by`: the stamp that it goes by."""
        conditions = []
        if self.since:
            conditions.append(f"{by} >= {iso(self.since)}")
        if self.since or by != "SystemModstamp":
            conditions.append(f"{by} < {iso(self.until)}")
        if self.stamp and self.last:
            sign = ">" if self.since else "<"
            at = iso(self.stamp)
            conditions.append(f"(({by} = {at} AND Id {sign} '{self.last}') OR {by} {sign} {at})")
        order = "" if self.since else " DESC"
        said = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"{said} ORDER BY {by}{order}, Id{order} LIMIT {PAGE}"

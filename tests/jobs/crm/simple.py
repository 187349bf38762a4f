"""A CRM in memory that keeps the Protocol: for histories of many steps, and for rules that are the same of every vendor.

It lists changes by stamp and id, deleted and archived records only by their ids, merges by what `read` answers.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from models.connections.remote import (
    AccountFacts,
    ActivityKind,
    Can,
    Change,
    Cursor,
    Gone,
    MovedTo,
    Outcome,
    Owner,
    Page,
    Pipeline,
    Refused,
    RemoteActivity,
    RemoteDeal,
    RemoteRecord,
    RemoteStage,
    What,
    Written,
)

STAGES = (
    RemoteStage("s1", "Qualified", 1, Outcome.OPEN, 10),
    RemoteStage("s2", "Proposal", 2, Outcome.OPEN, 50),
    RemoteStage("won", "Closed Won", 3, Outcome.WON, 100),
    RemoteStage("lost", "Closed Lost", 4, Outcome.LOST, 0),
)
KINDS = (ActivityKind("m", "Meeting", "meeting"), ActivityKind("c", "Call", "call"), ActivityKind("x", "Lunch"))


class Killed(BaseException):
    """The process is gone, between two pages."""


class SimpleCrm:
    """One account of it."""

    vendor = "hubspot"
    can = frozenset({Can.CHANGES, Can.WRITE_ACTIVITY, Can.WRITE_DEAL, Can.REMOVE_ACTIVITY})

    def __init__(self, now: Callable[[], datetime], owners: Sequence[Owner] = (), *, page: int = 3) -> None:
        self.now, self.owners, self.size = now, list(owners), page
        self.stages, self.activity_kinds = list(STAGES), list(KINDS)
        self.facts = AccountFacts("portal-1", "Noordzee", "Europe/Amsterdam", "EUR")
        self.records: dict[What, dict[str, tuple[int, RemoteRecord]]] = {what: {} for what in What}
        self.archived: dict[What, dict[str, RemoteRecord]] = {what: {} for what in What}
        self.moved: dict[tuple[What, str], str] = {}
        self.stamp = 0
        self.dies_after: int | None = None
        self.error: Exception | None = None
        self.calls = 0
        self.writes: list[Change] = []
        """What was done."""
        self.refuses: Refused | None = None
        self.breaks: BaseException | None = None
        """Raised by the next write: `breaks_after` it was done, or before."""
        self.breaks_after = False
        self.marks = True
        """Whether it keeps our id of a meeting (as HubSpot does of meetings, and nobody of calls)."""

    # --- what people do in it -----------------------------------------------------------------------------

    def put(self, record: Any) -> None:
        """A new record, or a changed one."""
        self.stamp += 1
        self.records[_what(record)][record.id] = (self.stamp, replace(record, updated_at=self.now()))

    def change(self, what: What, id_: str, **values: Any) -> None:
        """Some fields of a record."""
        self.put(replace(self.records[what][id_][1], **values))

    def get(self, what: What, id_: str) -> Any:
        """A record as it is."""
        return self.records[what][id_][1]

    def delete(self, what: What, id_: str) -> None:
        """It is gone for good."""
        del self.records[what][id_]

    def archive(self, what: What, id_: str) -> None:
        """It is gone, and may be restored."""
        self.archived[what][id_] = self.records[what].pop(id_)[1]

    def restore(self, what: What, id_: str) -> None:
        """It is there again."""
        self.put(self.archived[what].pop(id_))

    def merge(self, what: What, id_: str, into: str) -> None:
        """One record becomes part of another; what named it names the other."""
        del self.records[what][id_]
        self.moved[what, id_] = into
        field = {What.ACCOUNT: "account_id", What.DEAL: "deal_id"}.get(what)
        for other in (What.DEAL, What.ACTIVITY) if field else ():
            for stamp, record in list(self.records[other].values()):
                if getattr(record, field, None) == id_:  # its stamp stays: nobody is told of it
                    self.records[other][record.id] = (stamp, replace(record, **{field: into}))
        self.change(what, into)

    # --- the Protocol -------------------------------------------------------------------------------------------

    async def account(self) -> AccountFacts:
        """The account."""
        return self._asked(self.facts)

    async def people(self) -> list[Owner]:
        """Everybody."""
        return self._asked(self.owners)

    async def pipelines(self) -> list[Pipeline]:
        """One pipeline."""
        return self._asked([Pipeline("p", "Sales", tuple(self.stages))])

    async def kinds(self) -> list[ActivityKind]:
        """The kinds."""
        return self._asked(self.activity_kinds)

    async def changed(self, what: What, since: Cursor | None, until: datetime) -> AsyncIterator[Page]:
        """By stamp and id, a few at a time."""
        after = int(str((since or {}).get("stamp", 0)))
        rows = sorted((stamp, id_) for id_, (stamp, _) in self.records[what].items() if stamp > after)
        for at in range(0, max(1, len(rows)), self.size):
            some = rows[at : at + self.size]
            self._asked(None)
            last = at + self.size >= len(rows)
            records = tuple(self.records[what][id_][1] for _, id_ in some if id_ in self.records[what])
            yield Page(records, {"stamp": some[-1][0] if some else after}, last, len(rows))

    async def read(self, what: What, ids: Sequence[str]) -> list[RemoteRecord | Gone | MovedTo]:
        """These as they are now."""
        self._asked(None)
        return [self._one(what, id_) for id_ in ids]

    async def ids(self, what: What) -> AsyncIterator[str]:
        """All that are there."""
        self._asked(None)
        for id_ in sorted(self.records[what]):
            yield id_

    async def write(self, change: Change) -> Written | Refused:
        """Do it; or refuse, or break."""
        self._asked(None)
        if self.refuses is not None:
            return self.refuses
        breaks, self.breaks = self.breaks, None
        if breaks is not None and not self.breaks_after:
            raise breaks
        written = self._done(change)
        if breaks is not None:
            raise breaks
        return written

    def _done(self, change: Change) -> Written:
        self.writes.append(change)
        fields = dict(change.fields)
        if change.is_removal:
            self.records[What.ACTIVITY].pop(str(change.id), None)
            return Written(str(change.id))
        if change.what is What.DEAL:
            values = {
                **fields,
                **({"stage_id": str(fields["outcome"])} if fields.get("outcome") in ("won", "lost") else {}),
            }
            values.pop("outcome", None)
            if values.get("stage_id") in ("won", "lost"):
                values["decided_at"] = self.now()
            self.change(What.DEAL, str(change.id), **values)
            return Written(
                str(change.id), {name: getattr(self.get(What.DEAL, str(change.id)), name) for name in fields}
            )
        our_id = fields.pop("our_id", None)
        if isinstance(at := fields.get("happened_at"), date) and not isinstance(at, datetime):
            fields["happened_at"] = datetime.combine(at, time(12), UTC)  # it wants an instant
        record_id = change.id or f"w{len(self.writes)}"
        if change.id:
            self.change(What.ACTIVITY, record_id, **fields)
        else:
            key = f"urn:koers:{our_id}" if self.marks else None
            self.put(RemoteActivity(record_id, **{"event_key": key, **fields}))
        return Written(record_id, {name: getattr(self.get(What.ACTIVITY, record_id), name) for name in fields})

    async def close(self) -> None:
        """Nothing to close."""

    def _one(self, what: What, id_: str) -> RemoteRecord | Gone | MovedTo:
        if id_ in self.records[what]:
            return self.records[what][id_][1]
        return MovedTo(id_, self.moved[what, id_]) if (what, id_) in self.moved else Gone(id_)

    def _asked(self, answer: Any) -> Any:
        self.calls += 1
        if self.error is not None:
            raise self.error
        if self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                raise Killed
        return answer


def _what(record: RemoteRecord) -> What:
    if isinstance(record, RemoteDeal):
        return What.DEAL
    return What.ACTIVITY if isinstance(record, RemoteActivity) else What.ACCOUNT

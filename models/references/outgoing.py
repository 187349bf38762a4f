"""What waits to be written to a CRM, put there in the same transaction as the log or the change that it tells of.

Koers' own fact is stored at once and stays; the writing follows within seconds (`models/connections/writing.py`). A row says
which fact has to be brought over, not how: what it is by then is written, so an undo or an edit before that costs nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.activity.records import Activity, Source
from models.database import Record, UtcDateTime, belongs_to
from models.delivery.outbox import NEWS
from models.references.records import Fact
from models.workspace.records import Workspace

KINDS_WRITTEN = frozenset({"meeting", "visit", "demo", "call"})
DEAL_COLUMNS = ("stage", "value_minor", "currency", "reason")
"""What of a deal is written; everything else is the CRM's, or ours alone."""


class WriteState(StrEnum):
    """How far it is."""

    PENDING = "pending"
    SENDING = "sending"
    WRITTEN = "written"
    REFUSED = "refused"
    """The CRM does not want it. It is not tried again until somebody changes the fact once more."""
    UNKNOWN = "unknown"
    """It may have arrived or not: it is looked up before another try. Without `due_at` nobody knows, and the rep was told."""


class CrmWrite(Record, table=True):
    """One fact that a connection is told of."""

    __tablename__ = "crm_write"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        belongs_to("asked_by", "person"),
        UniqueConstraint("workspace_id", "connection_id", "kind", "fact_id"),
        Index("ix_crm_write_due", "state", "due_at"),
        CheckConstraint("state IN ('pending', 'sending', 'written', 'refused', 'unknown')", name="state"),
    )

    connection_id: str
    kind: str = Field(max_length=10)
    """`activity` or `deal`."""
    fact_id: str = Field(max_length=32)
    asked_by: str | None = None
    """Who is told when it is refused."""
    state: str = Field(default=WriteState.PENDING, max_length=10)
    was: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Of a deal: by column what stood before, as the CRM still has it. As it was again before it was sent: nothing is."""
    wanted: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Of a deal: the columns as they were when it was sent."""
    sent: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What was sent, in words of `remote.Change`; once it was written, what the CRM says there."""
    asks_again: bool = False
    """The fact changed while it was being sent."""
    is_removal: bool = False
    """The last thing that was sent took it away there."""
    tries: int = 0
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the CRM was called without an answer being noted; None: it was not called, or it answered."""
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = Field(default="", max_length=500)
    """Of a refusal: the CRM's own words; `no_stage` where it has no such stage, `too_long_away` or
    `paused_too_long` after a week."""
    asks_for: list[str] = Field(default_factory=list, sa_type=JSON)
    """The fields that it named."""
    asked_at: datetime = Field(sa_type=UtcDateTime)


def bring_over_activities(
    session: Session, workspace: Workspace, rows: Iterable[Activity], by: str | None, now: datetime
) -> None:
    """Entries were logged, changed, undone or put back in Slack. Costs nothing where no connection writes."""
    for connection_id in _writers(workspace, Fact.ACTIVITY):
        for row in rows:
            known = _row(session, row.workspace_id, connection_id, Fact.ACTIVITY, row.id) if row.id else None
            if known is not None or (row.kind in KINDS_WRITTEN and row.source == Source.SLACK):
                _ask(session, known, row.workspace_id, connection_id, Fact.ACTIVITY, row.id, by, now)


def bring_over_deal(
    session: Session, workspace_id: str, deal_id: str, was: Mapping[str, Any], by: str | None, now: datetime
) -> None:
    """A deal was changed in Slack; `was` has by column what stood before. Costs nothing where no connection writes."""
    before = {name: was[name] for name in DEAL_COLUMNS if name in was}
    workspace = session.get(Workspace, workspace_id) if before else None
    if workspace is None:
        return
    for connection_id in _writers(workspace, Fact.DEAL):
        known = _row(session, workspace_id, connection_id, Fact.DEAL, deal_id)
        row = _ask(session, known, workspace_id, connection_id, Fact.DEAL, deal_id, by, now)
        row.was = {**before, **row.was}


def _writers(workspace: Workspace, kind: Fact) -> list[str]:
    return [connection_id for connection_id, kinds in workspace.crm_writers.items() if kind in kinds]


def _row(session: Session, workspace_id: str, connection_id: str, kind: Fact, fact_id: str) -> CrmWrite | None:
    found = select(CrmWrite).where(
        CrmWrite.workspace_id == workspace_id,
        CrmWrite.connection_id == connection_id,
        CrmWrite.kind == kind,
        col(CrmWrite.fact_id) == fact_id,
    )
    return session.exec(found).first()


def _ask(
    session: Session,
    known: CrmWrite | None,
    workspace_id: str,
    connection_id: str,
    kind: Fact,
    fact_id: str,
    by: str | None,
    now: datetime,
) -> CrmWrite:
    row = known or CrmWrite(
        workspace_id=workspace_id, connection_id=connection_id, kind=kind, fact_id=fact_id, asked_at=now
    )
    row.asked_by, row.asked_at = by, now
    if row.state in (WriteState.SENDING, WriteState.UNKNOWN):
        row.asks_again = True
        row.due_at = row.due_at or now
    else:
        if row.state == WriteState.WRITTEN:
            row.was = {}
        row.state, row.due_at, row.tries, row.reason, row.asks_for = WriteState.PENDING, now, 0, "", []
    session.add(row)
    session.info[NEWS] = True  # the clock looks after the commit
    return row

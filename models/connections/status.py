"""How the connections stand: for Home, `doctor`, `/metrics` and the terminal."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.connections.actions import connections_of
from models.connections.claiming import NOT_TAKEN
from models.connections.mapping import Question, questions
from models.connections.records import Connection, State, SyncCursor
from models.connections.remote import What
from models.connections.rereading import FOR_AN_ADMIN
from models.deals.records import Deal
from models.deals.stages import UNKNOWN_STAGE
from models.references.records import Fact, Link


@dataclass(frozen=True)
class Status:
    """How one connection stands."""

    connection: Connection
    read_at: datetime | None
    """Everything was read as it was at this instant; None: never yet."""
    is_read_through: bool
    """Whether its history is in."""
    percent: int | None
    """Of the history that is in, while it comes; None where the CRM does not say how much there is."""
    read: dict[str, int] = field(default_factory=dict)
    """Records by `What`, since it was connected."""
    error: str = ""
    """What went wrong at the last run, in words without names."""
    not_taken: int = 0
    """Records that could not be taken in at the last run; the log has where it went wrong."""
    waiting: list[Question] = field(default_factory=list)
    """People, stages and kinds that need an admin."""
    records_waiting: dict[str, int] = field(default_factory=dict)
    """How many records are no facts yet, by reason (`Waits`), and `needs_stage`: deals without a stage of ours."""

    def lag(self, now: datetime) -> float | None:
        """Seconds since it was read through; None for one that is not running."""
        since = self.read_at or self.connection.started_at
        if self.connection.state not in (State.RUNNING, State.REFUSED) or since is None:
            return None
        return max(0.0, (now - since).total_seconds())


def status_of(session: Session, connection: Connection) -> Status:
    """How a connection stands."""
    cursors = {row.what: row for row in session.exec(_cursors(connection))}
    its = [cursors.get(what) for what in What]
    read_at = (
        min((row.ok_at for row in its if row and row.ok_at), default=None) if all(_is_ok(row) for row in its) else None
    )
    total = sum(row.counts.get("total", 0) for row in its if row)
    read = {what.value: row.counts.get("read", 0) for what, row in zip(What, its, strict=True) if row}
    known_total = all(row and ("total" in row.counts or row.ok_at) for row in its)
    percent = min(100, round(100 * sum(read.values()) / total)) if total and known_total and read_at is None else None
    errors = [row.error for row in cursors.values() if row.error]
    return Status(
        connection,
        read_at,
        read_at is not None,
        percent,
        read,
        errors[0] if errors else "",
        sum(row.counts.get(NOT_TAKEN, 0) for row in cursors.values()),
        questions(session, connection, only_open=True),
        _records_waiting(session, connection),
    )


def statuses(session: Session, workspace_id: str) -> list[Status]:
    """How all connections of a workspace stand, by name; not those that were removed."""
    return [status_of(session, connection) for connection in connections_of(session, workspace_id)]


def lags(session: Session, now: datetime) -> dict[str, float]:
    """By connection (`vendor:last eight of its id`: names are for people) the seconds since it was read through."""
    running = select(Connection).where(col(Connection.state).in_((State.RUNNING, State.REFUSED)))
    found = {}
    for connection in session.exec(running):
        lag = status_of(session, connection).lag(now)
        if lag is not None:
            found[f"{connection.vendor}:{connection.id[-8:]}"] = lag
    return found


def _is_ok(row: SyncCursor | None) -> bool:
    return row is not None and row.ok_at is not None


def _records_waiting(session: Session, connection: Connection) -> dict[str, int]:
    waiting = (
        select(Link.reason, func.count())
        .where(
            Link.workspace_id == connection.workspace_id,
            Link.origin == connection.id,
            Link.fact_id == "",
            col(Link.gone_at).is_(None),
            col(Link.reason).in_(FOR_AN_ADMIN),
        )
        .group_by(col(Link.reason))
    )
    counts = Counter({str(reason): count for reason, count in session.exec(waiting)})
    without_stage = (
        select(func.count())
        .select_from(Link)
        .join(Deal, (col(Deal.workspace_id) == col(Link.workspace_id)) & (col(Deal.id) == col(Link.fact_id)))
        .where(
            Link.workspace_id == connection.workspace_id,
            Link.origin == connection.id,
            Link.kind == Fact.DEAL,
            col(Link.gone_at).is_(None),
            Deal.stage == UNKNOWN_STAGE,
            col(Deal.removed_at).is_(None),
        )
    )
    counts["needs_stage"] = session.exec(without_stage).one()
    return {reason: count for reason, count in sorted(counts.items()) if count}


def _cursors(connection: Connection):  # type: ignore[no-untyped-def]
    return select(SyncCursor).where(
        SyncCursor.workspace_id == connection.workspace_id, SyncCursor.connection_id == connection.id
    )

"""How the connections stand: for Home, `doctor`, `/metrics` and the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from models.connections.actions import connections_of
from models.connections.claiming import NOT_TAKEN, cursors_of
from models.connections.mapping import Question, questions
from models.connections.records import Connection, State, SyncCursor
from models.connections.remote import What


@dataclass(frozen=True)
class Status:
    """How one connection stands."""

    connection: Connection
    read_at: datetime | None
    """Everything was read as it was at this instant; None: never yet."""
    percent: int | None
    """Of the history that is in, while it comes; None where the CRM does not say how much there is."""
    error: str = ""
    """What went wrong at the last run, in words without names."""
    not_taken: int = 0
    """Records that could not be taken in at the last run; the log has where it went wrong."""
    waiting: list[Question] = field(default_factory=list)
    """People, stages and kinds that need an admin."""

    def lag(self, now: datetime) -> float | None:
        """Seconds since it was read through; None for one that is not running."""
        since = self.read_at or self.connection.started_at
        if self.connection.state not in (State.RUNNING, State.REFUSED) or since is None:
            return None
        return max(0.0, (now - since).total_seconds())


def status_of(session: Session, connection: Connection) -> Status:
    """How a connection stands."""
    cursors = {row.what: row for row in cursors_of(session, connection.workspace_id, connection.id)}
    its = [cursors.get(what) for what in What]
    read_at = _read_at(its)
    total = sum(row.counts.get("total", 0) for row in its if row)
    read = sum(row.counts.get("read", 0) for row in its if row)
    known_total = all(row and ("total" in row.counts or row.ok_at) for row in its)
    percent = min(100, round(100 * read / total)) if total and known_total and read_at is None else None
    errors = [row.error for row in cursors.values() if row.error]
    return Status(
        connection,
        read_at,
        percent,
        errors[0] if errors else "",
        sum(row.counts.get(NOT_TAKEN, 0) for row in cursors.values()),
        questions(session, connection, only_open=True),
    )


def statuses(session: Session, workspace_id: str) -> list[Status]:
    """How all connections of a workspace stand, by name; not those that were removed."""
    return [status_of(session, connection) for connection in connections_of(session, workspace_id)]


def lags(session: Session, now: datetime) -> dict[str, float]:
    """By connection (`vendor:last eight of its id`: names are for people) the seconds since it was read through."""
    running = select(Connection).where(col(Connection.state).in_((State.RUNNING, State.REFUSED)))
    read = select(SyncCursor).where(col(SyncCursor.what).in_(list(What)))
    rows = {(row.connection_id, row.what): row for row in session.exec(read)}
    found = {}
    for connection in session.exec(running):
        lag = Status(connection, _read_at([rows.get((connection.id, what)) for what in What]), None).lag(now)
        if lag is not None:
            found[f"{connection.vendor}:{connection.id[-8:]}"] = lag
    return found


def _read_at(its: Sequence[SyncCursor | None]) -> datetime | None:
    """When the kind of record that was read longest ago was read; None where one never was."""
    read = [row.ok_at for row in its if row is not None and row.ok_at is not None]
    return min(read) if len(read) == len(its) else None

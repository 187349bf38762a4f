"""One process reads a connection at a time: it claims it for two minutes, and each page renews the claim.

A process that was held up, and whose connection somebody else has claimed since, writes nothing any more.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, or_, select

from models.connections.records import Connection, State, SyncCursor
from models.connections.remote import What
from models.references.links import batched_ids
from models.workspace.records import Workspace

LEASE = timedelta(minutes=2)
EVERY = timedelta(minutes=5)
"""Between two runs: a team of ten costs less than a twentieth of what the smallest plan may ask in a day."""

LONGEST_PAUSE = timedelta(hours=1)
"""At least so often a CRM that is away is asked again."""
IN_A_ROW = "in_a_row"
"""Among the counts of a cursor: how many times in a row reading went wrong there."""
FAILING_SINCE = "failing_since"
"""And this: since when, in seconds since 1970."""

NOT_TAKEN = "not_taken"
"""And this: how many records could not be taken in at the last run."""


class ClaimLostError(Exception):
    """Somebody else reads the connection by now, or it was paused or removed: what was read is not written."""


def due(session: Session, now: datetime) -> list[tuple[str, str]]:
    """The connections to read now, as (workspace, connection): every five minutes, a history that is not in yet at once."""
    running = (
        select(Connection)
        .join(Workspace, col(Workspace.workspace_id) == col(Connection.workspace_id))
        .where(
            Connection.state == State.RUNNING,
            or_(col(Connection.resting_until).is_(None), col(Connection.resting_until) <= now),
            or_(col(Connection.claimed_until).is_(None), col(Connection.claimed_until) <= now),
            col(Workspace.uninstalled_at).is_(None),
        )
        .order_by(col(Connection.id))
    )
    found = session.exec(running).all()
    cursors: dict[str, list[SyncCursor]] = defaultdict(list)
    for ids in batched_ids([one.id for one in found]):
        for row in session.exec(select(SyncCursor).where(col(SyncCursor.connection_id).in_(ids))):
            cursors[row.connection_id].append(row)
    return [(one.workspace_id, one.id) for one in found if _is_due(cursors[one.id], now)]


def claim(session: Session, workspace_id: str, connection_id: str, token: str, now: datetime) -> bool:
    """Whether it is ours for two minutes."""
    connection = _locked(session, workspace_id, connection_id)
    is_taken = connection is not None and connection.claimed_until is not None and connection.claimed_until > now
    if connection is None or connection.state != State.RUNNING or (is_taken and connection.claimed_by != token):
        return False
    connection.claimed_by, connection.claimed_until = token, now + LEASE
    return True


def renewed(session: Session, workspace_id: str, connection_id: str, token: str, now: datetime) -> Connection:
    """The connection, ours for two more minutes. Raises ClaimLostError."""
    connection = _locked(session, workspace_id, connection_id)
    if connection is None or connection.claimed_by != token or connection.state != State.RUNNING:
        raise ClaimLostError
    connection.claimed_until = now + LEASE
    return connection


def release(session: Session, workspace_id: str, connection_id: str, token: str) -> None:
    """Whoever comes next may have it."""
    connection = _locked(session, workspace_id, connection_id)
    if connection is not None and connection.claimed_by == token:
        connection.claimed_by = connection.claimed_until = None


def cursor_of(session: Session, connection: Connection, what: str) -> SyncCursor:
    """How far a sort of record was read; a new row for one that was never read."""
    found = select(SyncCursor).where(
        SyncCursor.workspace_id == connection.workspace_id,
        SyncCursor.connection_id == connection.id,
        SyncCursor.what == what,
    )
    row = session.exec(found).first()
    if row is None:
        row = SyncCursor(workspace_id=connection.workspace_id, connection_id=connection.id, what=what)
        session.add(row)
        session.flush()
    return row


def went_wrong(row: SyncCursor, error: str, now: datetime, *, is_away: bool) -> datetime:
    """What a cursor stands for could not be read; since when. `is_away`: it is asked less and less often."""
    since = row.counts.get(FAILING_SINCE, int(now.timestamp()))
    times = row.counts.get(IN_A_ROW, 0) + is_away
    row.error, row.ran_at = error, now
    row.counts = {**row.counts, FAILING_SINCE: since, **({IN_A_ROW: times} if times else {})}
    return datetime.fromtimestamp(since, UTC)


def went_well(row: SyncCursor) -> None:
    """What a cursor stands for was read, or something new of it: what goes wrong next is the first time."""
    row.error = ""
    row.counts = {name: count for name, count in row.counts.items() if name not in (IN_A_ROW, FAILING_SINCE)}


def try_anew(session: Session, connection: Connection) -> None:
    """Somebody let it go on, or gave another key: it is tried as if nothing had gone wrong."""
    for row in cursors_of(session, connection.workspace_id, connection.id):
        went_well(row)


def cursors_of(session: Session, workspace_id: str, connection_id: str) -> Sequence[SyncCursor]:
    """How far each sort of record of a connection was read."""
    found = select(SyncCursor).where(SyncCursor.workspace_id == workspace_id, SyncCursor.connection_id == connection_id)
    return session.exec(found).all()


def _is_due(cursors: Sequence[SyncCursor], now: datetime) -> bool:
    if any(row.ran_at is not None and row.ran_at + _pause(row) > now for row in cursors):
        return False
    rows = [row for row in cursors if row.what in set(What)]
    if len(rows) < len(What) or any(row.ran_at is None or row.ran_at <= now - EVERY for row in rows):
        return True
    return any(row.ok_at is None and not row.error for row in rows)


def _pause(row: SyncCursor) -> timedelta:
    """After what went wrong: 5 minutes, then 10, 20, 40, and an hour at most."""
    times = row.counts.get(IN_A_ROW, 0)
    return min(EVERY * 2 ** (min(times, 10) - 1), LONGEST_PAUSE) if times else timedelta(0)


def _locked(session: Session, workspace_id: str, connection_id: str) -> Connection | None:
    found = select(Connection).where(Connection.workspace_id == workspace_id, Connection.id == connection_id)
    return session.exec(found.with_for_update().execution_options(populate_existing=True)).first()

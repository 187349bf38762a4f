"""What waited too long to be brought over to a CRM: it is not written any more, and whoever did it is told why."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.connections.records import Connection
from models.connections.telling import tell_of_write
from models.connections.write_words import PAUSED_TOO_LONG, TOO_LONG_AWAY
from models.references.outgoing import CrmWrite, WriteState

TOO_LATE = timedelta(days=7)
"""What could not be brought over for so long (the CRM is away, its key is refused, it is paused) is not written any more."""


def is_too_late(row: CrmWrite, now: datetime) -> bool:
    """Whether it has waited for more than a week; of one that was sent nobody knows that it is not there."""
    return row.state == WriteState.PENDING and row.asked_at < now - TOO_LATE


def say_too_late(session: Session, row: CrmWrite, now: datetime) -> None:
    """Whoever did it is told; another change of it is brought over again."""
    row.state, row.due_at, row.reason = WriteState.REFUSED, None, row.reason or TOO_LONG_AWAY
    tell_of_write(session, row, "refused", now)


def note_pause(session: Session, connection: Connection, now: datetime) -> None:
    """The connection goes on after a pause: what is too late by now is so because of that, not because the CRM was away."""
    waits = select(CrmWrite).where(
        CrmWrite.workspace_id == connection.workspace_id,
        CrmWrite.connection_id == connection.id,
        CrmWrite.state == WriteState.PENDING,
        col(CrmWrite.asked_at) < now - TOO_LATE,
    )
    for row in session.exec(waits):
        row.reason = PAUSED_TOO_LONG

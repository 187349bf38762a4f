"""How the connections with CRMs stand: lines for `doctor`."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from messages.connections.terminal import standing
from models.connections.records import State
from models.connections.status import statuses
from models.database import Database
from models.workspace.records import Workspace

LATE = timedelta(minutes=30)


def stand_of_connections(database: Database, now: datetime) -> list[tuple[bool | None, str]]:
    """Each connection: whether it is well (None: somebody should look), and a line."""

    def work(session: Session) -> list[tuple[bool | None, str]]:
        here = select(Workspace.workspace_id).where(col(Workspace.uninstalled_at).is_(None))
        found = [
            one for id_ in session.exec(here.order_by(col(Workspace.workspace_id))) for one in statuses(session, id_)
        ]
        lines: list[tuple[bool | None, str]] = []
        for status in found:
            lag = status.lag(now) or 0
            is_broken = status.connection.state == State.REFUSED or bool(status.error)
            is_late = status.connection.state == State.RUNNING and lag > LATE.total_seconds()
            is_well = False if is_broken else None if is_late or status.waiting or status.not_taken else True
            lines.append((is_well, f"CRM {standing('en', status, now)}"))
        return lines

    return database.read_over_all(work)

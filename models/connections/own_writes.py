"""What we wrote to a CRM ourselves: when it comes back within a day it is no news."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session, col, delete, select

from models.connections.records import Connection, OwnWrite

KEPT = timedelta(hours=24)


def remember_writes(
    session: Session, connection: Connection, kind: str, external_id: str, fields: Mapping[str, object], now: datetime
) -> None:
    """We wrote these fields (as in `remote.Change` and `remote.Written`) to a record; of each only the last one counts."""
    before = (*_of(connection, kind, external_id), col(OwnWrite.field).in_(fields))
    session.execute(delete(OwnWrite).where(*before))
    session.add_all(
        OwnWrite(
            workspace_id=connection.workspace_id,
            connection_id=connection.id,
            kind=kind,
            external_id=external_id,
            field=name,
            hashed=_hashed(value),
            written_at=now,
        )
        for name, value in fields.items()
    )
    session.flush()


def forget_these(
    session: Session, connection: Connection, kind: str, external_id: str, fields: Mapping[str, object]
) -> None:
    """These were not written after all."""
    session.execute(delete(OwnWrite).where(*_of(connection, kind, external_id), col(OwnWrite.field).in_(list(fields))))


class OwnWrites:
    """What we wrote to one record in the last 24 hours."""

    def __init__(
        self,
        session: Session,
        connection: Connection,
        kind: str,
        external_id: str,
        updated_at: datetime | None,
        now: datetime,
    ) -> None:
        self._session, self._updated_at = session, updated_at
        written = select(OwnWrite).where(*_of(connection, kind, external_id), col(OwnWrite.written_at) > now - KEPT)
        self._written = {row.field: row for row in session.exec(written)}

    def is_own(self, name: str, value: object) -> bool:
        """Whether this is what we wrote. Once the CRM says something else, it is no echo any more, and forgotten."""
        row = self._written.get(name)
        if row is None:
            return False
        if row.hashed == _hashed(value):
            return True
        if self._updated_at is None or self._updated_at > row.written_at:
            self._session.delete(self._written.pop(name))
        return False


def forget_writes(session: Session, workspace_id: str, now: datetime) -> None:
    """What is older than a day goes."""
    session.execute(
        delete(OwnWrite).where(col(OwnWrite.workspace_id) == workspace_id, col(OwnWrite.written_at) <= now - KEPT)
    )


def _of(connection: Connection, kind: str, external_id: str):  # type: ignore[no-untyped-def]
    return (
        col(OwnWrite.workspace_id) == connection.workspace_id,
        col(OwnWrite.connection_id) == connection.id,
        col(OwnWrite.kind) == kind,
        col(OwnWrite.external_id) == external_id,
    )


def _hashed(value: object) -> str:
    """The same for the same value, however it is written: 18000, 18000.00 and "18000" are one amount."""
    if isinstance(value, bool) or value is None:
        said = str(value)
    elif isinstance(value, int | float | Decimal):
        said = _plain(Decimal(str(value)))
    elif isinstance(value, datetime):
        said = value.isoformat() if value.tzinfo is None else str(value.timestamp())
    elif isinstance(value, date):
        said = value.isoformat()
    else:
        said = str(value).strip()
        if said.replace(".", "", 1).isdecimal():
            said = _plain(Decimal(said))
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"

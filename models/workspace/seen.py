"""Requests that have taken effect: a duplicate delivery takes effect once."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from models.database import new_id
from models.prepared import Prepared, dialect_of, execute
from models.workspace.records import HandledRequest

KEPT_FOR = timedelta(days=2)
_NOTE = {
    dialect.__name__.rpartition(".")[2]: Prepared(
        dialect.insert(HandledRequest.__table__).on_conflict_do_nothing()  # type: ignore[attr-defined]
    )
    for dialect in (sqlite, postgresql)
}
"""Built once: this is part of every request."""


def first_time(session: Session, workspace_id: str, key: str, now: datetime) -> bool:
    """Note the request `key` in this transaction; False when an earlier delivery of it already counted."""
    row = {"workspace_id": workspace_id, "id": new_id(), "key": key[:255], "handled_at": now}
    return execute(session, _NOTE[dialect_of(session)], row) == 1


def forget_old(session: Session, workspace_id: str, now: datetime) -> int:
    """Drop the workspace's notes older than Slack's longest retry by far; returns how many."""
    old = delete(HandledRequest).where(
        col(HandledRequest.workspace_id) == workspace_id, col(HandledRequest.handled_at) < now - KEPT_FOR
    )
    return cast("CursorResult[Any]", session.execute(old)).rowcount

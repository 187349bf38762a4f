"""Requests that have taken effect: a duplicate delivery takes effect once."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from models.database import new_id
from models.prepared import Prepared, dialect_of, execute
from models.workspace.records import HandledRequest, UsedInstallState

KEPT_FOR = timedelta(days=2)


def _note_once(table: Any) -> dict[str, Prepared]:
    """By dialect: a row, unless it is there."""
    return {
        dialect.__name__.rpartition(".")[2]: Prepared(dialect.insert(table).on_conflict_do_nothing())
        for dialect in (sqlite, postgresql)
    }


_NOTE = _note_once(HandledRequest.__table__)  # type: ignore[attr-defined]
"""Built once: this is part of every request."""
_USE = _note_once(UsedInstallState.__table__)  # type: ignore[attr-defined]


def first_time(session: Session, workspace_id: str, key: str, now: datetime) -> bool:
    """Note the request `key` in this transaction; False when an earlier delivery of it already counted."""
    row = {"workspace_id": workspace_id, "id": new_id(), "key": key[:255], "handled_at": now}
    return execute(session, _NOTE[dialect_of(session)], row) == 1


def is_handled(session: Session, workspace_id: str, key: str) -> bool:
    """Whether an earlier delivery of the request `key` has taken effect."""
    noted = select(HandledRequest.id).where(
        HandledRequest.workspace_id == workspace_id, HandledRequest.key == key[:255]
    )
    return session.exec(noted).first() is not None


NONE_YET = "-"
"""In place of a workspace's id, where it is not known yet which one it will be."""


def use_state(session: Session, key: str, now: datetime) -> bool:
    """Use the state of an installation up; False when it was used before, by whichever process."""
    row = {"workspace_id": NONE_YET, "key": key[:64], "used_at": now}
    return execute(session, _USE[dialect_of(session)], row) == 1


def forget_states(session: Session, now: datetime) -> int:
    """Drop states that are older than they are good for, by far; returns how many."""
    old = delete(UsedInstallState).where(
        col(UsedInstallState.workspace_id) == NONE_YET, col(UsedInstallState.used_at) < now - KEPT_FOR
    )
    return cast("CursorResult[Any]", session.execute(old)).rowcount


def forget_old(session: Session, workspace_id: str, now: datetime) -> int:
    """Drop the workspace's notes older than Slack's longest retry by far; returns how many."""
    old = delete(HandledRequest).where(
        col(HandledRequest.workspace_id) == workspace_id, col(HandledRequest.handled_at) < now - KEPT_FOR
    )
    return cast("CursorResult[Any]", session.execute(old)).rowcount

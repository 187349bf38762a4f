"""Requests that have taken effect: a duplicate delivery takes effect once."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from models.database import new_id
from models.workspace.records import HandledRequest

KEPT_FOR = timedelta(days=2)


def first_time(session: Session, workspace_id: str, key: str, now: datetime) -> bool:
    """Note the request `key` in this transaction; False when an earlier delivery of it already counted."""
    row = {"workspace_id": workspace_id, "id": new_id(), "key": key[:255], "handled_at": now}
    try:
        with session.begin_nested():
            session.execute(insert(HandledRequest), row)
    except IntegrityError:
        return False
    return True


def forget_old(session: Session, now: datetime) -> int:
    """Drop notes older than Slack's longest retry by far; returns how many."""
    old = delete(HandledRequest).where(col(HandledRequest.handled_at) < now - KEPT_FOR)
    return cast("CursorResult[Any]", session.execute(old)).rowcount

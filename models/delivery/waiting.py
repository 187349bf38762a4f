"""What has to be sent, looked up or tidied now."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models.delivery.records import Delivery, DeliveryState


def has_work(session: Session, workspace_id: str, now: datetime) -> bool:
    """Whether anything has to be sent, looked up or tidied now."""
    due = select(Delivery.id).where(Delivery.workspace_id == workspace_id, or_(*waiting_parts(now)))
    return session.exec(due.limit(1)).first() is not None


def waiting_parts(now: datetime) -> list[ColumnElement[bool]]:
    """What has to be sent, looked up or tidied now, as conditions of which each has an index of its own."""
    state, due_at, expires_at = col(Delivery.state), col(Delivery.due_at), col(Delivery.expires_at)
    is_open = col(Delivery.finished_at).is_(None)
    waiting = state.in_((DeliveryState.PENDING, DeliveryState.UNKNOWN))
    abandoned = (state == DeliveryState.SENDING) & (col(Delivery.lease_until) <= now)
    return [
        is_open & (due_at <= now) & (waiting | abandoned),  # what is being sent was due
        is_open & (expires_at <= now) & (state == DeliveryState.PENDING),
    ]

"""Putting a message into the ledger: it goes out after the commit, once."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from models.delivery.content import Content, as_stored
from models.delivery.queries import delivery_with
from models.delivery.records import Delivery

NEWS = "koers_news"


def post(
    session: Session,
    workspace_id: str,
    *,
    recipient: str,
    cadence: str,
    slot: str,
    now: datetime,
    message: Content | None = None,
    about: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    useful_for: timedelta = timedelta(days=2),
) -> Delivery | None:
    """Put one message into the outbox; None when this recipient already has one for the slot.

    `recipient` is a person's id or `channel:<C…>`; without a `message` the cadence composes it when it goes out;
    after `useful_for` it expires unsent.
    """
    if delivery_with(session, workspace_id, recipient, cadence, slot) is not None:
        return None
    due = due_at or now
    delivery = Delivery(
        workspace_id=workspace_id,
        recipient=recipient,
        cadence=cadence,
        slot=slot,
        due_at=due,
        expires_at=due + useful_for,
        message=None if message is None else as_stored(message),
        about=about or {},
        created_at=now,
    )
    session.add(delivery)
    session.flush()
    session.info[NEWS] = True
    return delivery


def has_news(session: Session) -> bool:
    """Whether this transaction put something into the outbox."""
    return bool(session.info.get(NEWS))

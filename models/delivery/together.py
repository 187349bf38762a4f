"""What waited comes together: one message on the next morning instead of one each.

One delivery carries the others; they are claimed with it in one transaction, and share its fate: sent with it, at its
place in Slack, or visibly not sent with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, col, select

from models.delivery.records import Delivery, DeliveryState


def waited_too(session: Session, delivery: Delivery, now: datetime) -> list[Delivery]:
    """The other messages for the same person that were held back and are due now, the oldest first.

    None when this one did not wait itself, was claimed before (a retry says the same), or goes into a thread. What a
    colleague wrote stands alone: they may take it back, and only a whole message can go.
    """
    may_not = not delivery.has_waited or delivery.claimed_at is not None or delivery.thread_of is not None
    if may_not or _is_a_colleagues(delivery):
        return []
    others = select(Delivery).where(
        Delivery.workspace_id == delivery.workspace_id,
        Delivery.recipient == delivery.recipient,
        Delivery.state == DeliveryState.PENDING,
        col(Delivery.has_waited).is_(True),
        col(Delivery.claimed_at).is_(None),
        col(Delivery.thread_of).is_(None),
        Delivery.due_at <= now,
        Delivery.expires_at > now,
        Delivery.id != delivery.id,
    )
    waiting = others.order_by(col(Delivery.created_at), col(Delivery.id)).with_for_update(skip_locked=True)
    return [other for other in session.exec(waiting) if not _is_a_colleagues(other)]


def _is_a_colleagues(delivery: Delivery) -> bool:
    return "words" in delivery.about


def bring_along(delivery: Delivery, others: Sequence[Delivery]) -> None:
    """`others` stand in the message of `delivery`, which stays useful as long as any of them."""
    for other in others:
        other.state, other.comes_with, other.error = DeliveryState.TOGETHER, delivery.id, ""
    delivery.expires_at = max(one.expires_at for one in (delivery, *others))


def share_fate(session: AnySession, delivery: Delivery, **fate: Any) -> None:
    """What stands in its message is sent, or not, as the delivery is."""
    if delivery.has_waited:
        inside = update(Delivery).where(
            col(Delivery.workspace_id) == delivery.workspace_id,
            col(Delivery.recipient) == delivery.recipient,
            col(Delivery.comes_with) == delivery.id,
            col(Delivery.state) == DeliveryState.TOGETHER,
        )
        session.execute(inside.values(**fate), execution_options={"synchronize_session": "fetch"})

"""The coach's last kind words, on the card before a coaching talk."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.coaching.card import Card
from models.coaching.pair import Pair
from models.delivery.records import Delivery, DeliveryState
from models.praise.actions import ALONE, CHANNEL

PRAISED_WITHIN = timedelta(days=92)
LOOKED_THROUGH = 5
"""The newest of them; withdrawn ones are passed over."""


def with_praise(session: Session, pair: Pair, card: Card, today: date) -> Card:
    """The card with what the coach last said to the rep, alone or in the channel, in the last three months."""
    said = select(Delivery).where(
        Delivery.workspace_id == pair.rep.workspace_id,
        col(Delivery.cadence).in_((ALONE, CHANNEL)),
        col(Delivery.state).in_((DeliveryState.SENT, DeliveryState.RECONCILED)),
        col(Delivery.about)["of"].as_string() == pair.rep.id,
        col(Delivery.about)["by"].as_string() == pair.coach.id,
    )
    for one in session.exec(said.order_by(col(Delivery.created_at).desc()).limit(LOOKED_THROUGH)):
        day = one.created_at.date()
        if not one.about.get("withdrawn") and day >= today - PRAISED_WITHIN:
            return replace(card, praise=str(one.about.get("words", "")), praised_on=day)
    return card

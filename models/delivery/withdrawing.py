"""A message of somebody's own is taken out of Slack again, wherever it has come.

It is deleted after the commit, once: where the process stops between the two, it stays in Slack, and the row says that
it was withdrawn.
"""

from datetime import datetime

from models.delivery.ledger import let_expire
from models.delivery.records import IN_SLACK, Delivery, DeliveryState
from models.refusal import Refusal


def withdraw(delivery: Delivery, now: datetime, why: str, under_way: str) -> tuple[str, str] | None:
    """It shall not stand in Slack: returns channel and timestamp of a message to delete; None when there is none.

    Refuses (`under_way`) one that is being sent at this moment.
    """
    if delivery.about.get("withdrawn"):
        return None
    if delivery.state in IN_SLACK and delivery.channel_id and delivery.ts:
        delivery.about = {**delivery.about, "withdrawn": now.isoformat()}
        return delivery.channel_id, delivery.ts
    if delivery.state == DeliveryState.PENDING:
        let_expire(delivery, why, now)
        return None
    if delivery.finished_at is None:
        raise Refusal(under_way)
    return None

"""The message about a won deal in a team's channel: told once, rewritten with the deal, and gone when it is not won any more.

The channel follows after the commit: where the process stops between the two, it shows what was true before.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from models.acting import Acting
from models.deals.records import Deal
from models.delivery.content import Content, as_stored
from models.delivery.outbox import post
from models.delivery.queries import deliveries_about
from models.delivery.records import IN_SLACK, Delivery, DeliveryState
from models.delivery.withdrawing import withdraw

CADENCE = "reply:win"
"""It comes with what somebody just did, so that it does not wait for the morning."""
NEWS_FOR = timedelta(days=7)
"""A deal that was won longer ago is put in order, and no news."""


def tell_win(acting: Acting, deal: Deal, channel_id: str, message: Content) -> str | None:
    """Put it into the outbox for the channel; returns the channel. None when it is told already, or no news any more."""
    if deal.closed_on is None or deal.closed_on < acting.today - NEWS_FOR or telling_of(acting.session, deal):
        return None
    before = len(_tellings(acting.session, deal))
    posted = post(
        acting.session,
        deal.workspace_id,
        recipient=f"channel:{channel_id}",
        cadence=CADENCE,
        slot=f"{deal.id}:{before + 1}",
        now=acting.now,
        message=message,
        about={"deal": deal.id},
        useful_for=timedelta(days=1),
    )
    return channel_id if posted else None


def telling_of(session: Session, deal: Deal) -> Delivery | None:
    """The message that stands, or is on its way; None when there is none."""
    standing = [
        one
        for one in _tellings(session, deal)
        if not one.about.get("withdrawn") and (one.state in IN_SLACK or one.finished_at is None)
    ]
    return standing[-1] if standing else None


def withdraw_win(acting: Acting, telling: Delivery) -> tuple[str, str] | None:
    """Returns channel and timestamp of the message to delete; None when it never got there. Refuses one under way."""
    return withdraw(telling, acting.now, "the deal is not won any more", "deals.win_under_way")


def rewrite_win(telling: Delivery, message: Content) -> tuple[str, str] | None:
    """Have it say this; returns channel and timestamp of the message to change. None when nothing there has to be.

    One that is being sent at this moment stays as it is, and so does its row: what was sent is compared with, next time.
    """
    stored, is_there = as_stored(message), telling.state in IN_SLACK
    is_same = (telling.message or {}).get("text") == stored["text"]
    if is_same or not (is_there or telling.state == DeliveryState.PENDING):
        return None
    telling.message = stored
    return (telling.channel_id, telling.ts) if is_there and telling.channel_id and telling.ts else None


def _tellings(session: Session, deal: Deal) -> Sequence[Delivery]:
    return deliveries_about(session, deal.workspace_id, CADENCE, deal.id)

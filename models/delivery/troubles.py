"""What did not arrive: for the admin, who can do something about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.delivery.records import Delivery, DeliveryState, as_told
from models.team.records import Person

LOOKED_BACK = timedelta(days=7)
NOT_ARRIVED = (DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.MISSED)


@dataclass(frozen=True)
class Trouble:
    """A message that was refused (`failed`), may or may not be there (`unknown`), or came up while the bot was down (`missed`)."""

    recipient: str
    """A person's name, or `channel:<C…>`; a dash where it is between two people."""
    cadence: str
    due_at: datetime
    state: str
    error: str


def troubles(session: Session, workspace_id: str, now: datetime, limit: int = 10) -> list[Trouble]:
    """The latest of the last seven days, newest first."""
    latest = (
        select(Delivery)
        .where(
            Delivery.workspace_id == workspace_id,
            col(Delivery.state).in_(NOT_ARRIVED),
            col(Delivery.due_at) > now - LOOKED_BACK,
        )
        .order_by(col(Delivery.due_at).desc(), col(Delivery.id))
        .limit(limit)
    )
    found = list(session.exec(latest))
    ids = {delivery.recipient for delivery in found}
    named = select(Person.id, Person.name).where(Person.workspace_id == workspace_id, col(Person.id).in_(ids))
    names = dict(session.exec(named).all())
    return [Trouble(_whom(one, names), one.cadence, one.due_at, one.state, one.error) for one in found]


def _whom(one: Delivery, names: Mapping[str, str]) -> str:
    return as_told(one.cadence, names.get(one.recipient, one.recipient))


def failed_since(session: Session, since: datetime) -> list[Delivery]:
    """What failed for good in any workspace since that instant, newest first."""
    failed = select(Delivery).where(col(Delivery.state) == DeliveryState.FAILED, col(Delivery.finished_at) > since)
    return list(session.exec(failed.order_by(col(Delivery.finished_at).desc(), col(Delivery.id))))

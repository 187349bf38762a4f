"""Who could not be planned, in the ledger: once a day and cadence, where admins and whoever runs the bot look."""

from datetime import datetime

from sqlmodel import Session, select

from models.delivery.records import Delivery, DeliveryState


def was_noted_today(session: Session, workspace_id: str, cadence: str, recipient: str, now: datetime) -> bool:
    """Whether it stands in the ledger already, with its reference: a tick comes every minute."""
    same = select(Delivery.id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.recipient == recipient,
        Delivery.cadence == cadence,
        Delivery.slot == _slot(now),
    )
    return session.exec(same).first() is not None


def note_unplanned(
    session: Session, workspace_id: str, cadence: str, recipient: str, why: str, now: datetime
) -> Delivery:
    """A delivery that failed before there was one."""
    failed = Delivery(
        workspace_id=workspace_id,
        recipient=recipient,
        cadence=cadence,
        slot=_slot(now),
        state=DeliveryState.FAILED,
        due_at=now,
        expires_at=now,
        error=why,
        created_at=now,
        finished_at=now,
    )
    session.add(failed)
    session.flush()
    return failed


def _slot(now: datetime) -> str:
    return f"unplanned {now.date()}"

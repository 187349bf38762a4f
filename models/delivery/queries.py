"""Questions about the ledger: the delivery for an occasion, and all those about one thing."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, or_, select

from models.delivery.records import Delivery


def delivery_with(session: Session, workspace_id: str, recipient: str, cadence: str, slot: str) -> Delivery | None:
    """The delivery with this key, which is unique."""
    same = select(Delivery).where(
        Delivery.workspace_id == workspace_id,
        Delivery.recipient == recipient,
        Delivery.cadence == cadence,
        Delivery.slot == slot,
    )
    return session.exec(same).first()


def deliveries_about(
    session: Session, workspace_id: str, cadence: str, about: str, recipients: Collection[str] = ()
) -> Sequence[Delivery]:
    """Those of a cadence about one thing: its id is their slot, or `id:` begins it. Of all recipients where none are named."""
    found = select(Delivery).where(
        Delivery.workspace_id == workspace_id,
        Delivery.cadence == cadence,
        or_(Delivery.slot == about, col(Delivery.slot).startswith(f"{about}:")),
    )
    if recipients:
        found = found.where(col(Delivery.recipient).in_(recipients))
    return session.exec(found.order_by(col(Delivery.slot), col(Delivery.id))).all()

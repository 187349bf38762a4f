"""Who gets which part of the credit of an entry."""

from collections.abc import Sequence

from sqlmodel import Session, select

from models.activity.records import Activity, CreditShare

Shares = Sequence[tuple[str, int]]
"""Person and percent, 100 together; none: the person of the entry has it all."""


def share_out_entry(session: Session, entry: Activity, shares: Shares) -> None:
    """Replace the split of an entry, which is stored already."""
    session.flush()
    before = select(CreditShare).where(
        CreditShare.workspace_id == entry.workspace_id, CreditShare.activity_id == entry.id
    )
    for share in session.exec(before).all():
        session.delete(share)
    session.flush()
    session.add_all(
        CreditShare(workspace_id=entry.workspace_id, activity_id=entry.id, person_id=person_id, percent=percent)
        for person_id, percent in shares
    )
    session.flush()

"""The day on which a deal was first expected to close: what became of it later is in its history."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import String, cast
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from models.deals.records import Deal, DealChange


def first_promises(session: Session, theirs: Collection[Any]) -> dict[str, date]:
    """Of the deals (by these conditions) whose expected close was moved: the one before the first move, by the deal's id."""
    moved: Any = (
        sa_select(col(DealChange.deal_id), col(DealChange.old))
        .join(
            Deal, (col(Deal.workspace_id) == col(DealChange.workspace_id)) & (col(Deal.id) == col(DealChange.deal_id))
        )
        .where(*theirs, col(DealChange.undone_at).is_(None))
        .where(cast(DealChange.old, String).like('%"expected_close": "%'))
        .order_by(col(DealChange.changed_at), col(DealChange.id))
    )
    found: dict[str, date] = {}
    for deal_id, old in session.execute(moved):
        found.setdefault(deal_id, date.fromisoformat(old["expected_close"]))
    return found

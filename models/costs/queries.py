"""Questions about costs."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from models.costs.records import Cost
from models.period import Period


def latest_cost_by(session: Session, workspace_id: str, person_id: str) -> Cost | None:
    """The latest cost that this person entered and that stands."""
    entered = select(Cost).where(
        Cost.workspace_id == workspace_id, Cost.entered_by == person_id, col(Cost.removed_at).is_(None)
    )
    return session.exec(entered.order_by(col(Cost.id).desc())).first()


def costs_between(
    session: Session, workspace_id: str, period: Period, kinds: Collection[str] | None = None
) -> list[Cost]:
    """The costs in `period` that stand, in order of day; of these kinds, or all."""
    found = select(Cost).where(
        Cost.workspace_id == workspace_id,
        col(Cost.day) >= period.start,
        col(Cost.day) < period.end,
        col(Cost.removed_at).is_(None),
    )
    if kinds is not None:
        found = found.where(col(Cost.kind).in_(kinds))
    return list(session.exec(found.order_by(col(Cost.day), col(Cost.id))))

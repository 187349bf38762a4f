"""The deals that were told in Slack, for a file that may tell of the same ones."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session, col, select

from models.deals.records import Deal, DealChange
from models.deals.same_deal import DealTold, is_same


class SlackDeals:
    """Each is taken by one row at most, and by none from which somebody has parted it."""

    def __init__(self, session: Session, workspace_id: str) -> None:
        free = select(Deal).where(
            Deal.workspace_id == workspace_id,
            Deal.source == "slack",
            col(Deal.external_id).is_(None),
            col(Deal.removed_at).is_(None),
            col(Deal.account_id).is_not(None),
        )
        self._free: dict[tuple[str | None, str], list[Deal]] = defaultdict(list)
        for deal in session.exec(free.order_by(col(Deal.number))):
            self._free[deal.account_id, deal.owner_id].append(deal)
        parted = select(DealChange).where(
            DealChange.workspace_id == workspace_id,
            DealChange.what == "connect",
            col(DealChange.undone_at).is_not(None),
        )
        self._parted = {(change.deal_id, change.new.get("external_id")) for change in session.exec(parted)}

    def take(self, values: dict[str, Any], external_id: str) -> Deal | None:
        """The deal that a row tells of as well, which no other row then gets; None when there is none."""
        told = DealTold(**{name: values[name] for name in DealTold.__dataclass_fields__})
        free = self._free.get((told.account_id, told.owner_id), [])
        for deal in free:
            if is_same(DealTold.of(deal), told) and (deal.id, external_id) not in self._parted:
                free.remove(deal)
                return deal
        return None

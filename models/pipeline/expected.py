"""When a deal was expected to close, as it was thought on any day: taken back from the history of its changes.

The deal itself keeps the latest date alone; each change notes the date before and after it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.deals.queries import of_workspace
from models.deals.records import Deal, DealChange
from models.deals.snapshot import says_of_the_date


@dataclass(frozen=True, slots=True)
class DateMove:
    """A change of the expected close, on the day on which somebody made it."""

    on: date
    old: date | None
    new: date | None

    @property
    def is_push(self) -> bool:
        """Whether the date was moved later. Setting a first date, moving it earlier or taking it away is none."""
        return self.old is not None and self.new is not None and self.new > self.old


Moves = Mapping[str, Sequence[DateMove]]
"""By deal, oldest first."""


def date_moves(session: Session, workspace_id: str, zone: ZoneInfo, people: Collection[str] | None = None) -> Moves:
    """Every change of an expected close that stands; days are those of `zone`. `people`: of deals in which they have a share."""
    asked: Any = columns(
        col(DealChange.deal_id), col(DealChange.changed_at), col(DealChange.old), col(DealChange.new)
    ).where(*says_of_the_date(workspace_id))
    if people is not None:
        asked = asked.where(
            col(DealChange.deal_id).in_(columns(col(Deal.id)).where(*of_workspace(workspace_id, people)))
        )
    found: dict[str, list[DateMove]] = defaultdict(list)
    for deal_id, at, old, new in session.execute(asked.order_by(col(DealChange.changed_at), col(DealChange.id))):
        if "expected_close" in new:
            was, is_ = (_day(change.get("expected_close")) for change in (old, new))
            found[deal_id].append(DateMove(at.astimezone(zone).date(), was, is_))
    return found


def expected_on(moves: Sequence[DateMove], latest: date | None, day: date) -> date | None:
    """What was expected at the end of `day`; `latest` is what the deal says now."""
    after = next((move for move in moves if move.on > day), None)
    return after.old if after else latest


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None

"""How deals slip: how many of those that were to close in a quarter were not decided in it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from models.deals.promises import first_promises
from models.deals.queries import of_workspace
from models.deals.records import Deal
from models.period import Period, months_after, quarter_of

FEWEST = 10
"""Deals on which a share of them should rest."""


@dataclass(frozen=True, slots=True)
class Slips:
    """The four quarters before one."""

    due: int = 0
    """Deals that were to close in one of them, by what was expected first."""
    slipped: int = 0
    """Of those, the deals that were not decided when their quarter ended."""

    @property
    def share(self) -> float | None:
        """0 to 1; None below ten deals."""
        return self.slipped / self.due if self.due >= FEWEST else None


def slips_before(
    session: Session, workspace_id: str, people: Collection[str] | None, quarter: Period, fiscal_start: int
) -> Slips:
    """The twelve months before `quarter`, of the deals of these people (None: everybody's).

    The day that counts is the first one that was expected: to move it is to slip. A decision of an unknown day is left out.
    """
    first, last = months_after(quarter.start, -12), quarter.start
    theirs = of_workspace(workspace_id, people)
    promised = first_promises(session, theirs)
    columns: Any = (col(Deal.id), col(Deal.expected_close), col(Deal.outcome), col(Deal.closed_on))
    moved = [id_ for id_, day in promised.items() if first <= day < last]
    may_count = or_(col(Deal.expected_close).between(first, last), col(Deal.id).in_(moved))
    due = slipped = 0
    for deal_id, expected, outcome, closed_on in session.execute(sa_select(*columns).where(*theirs, may_count)):
        day = promised.get(deal_id, expected)
        if day is None or not first <= day < last or (outcome is not None and closed_on is None):
            continue
        due += 1
        slipped += closed_on is None or closed_on >= quarter_of(day, fiscal_start).end
    return Slips(due, slipped)

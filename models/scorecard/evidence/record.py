"""One record behind a figure."""

from dataclasses import dataclass
from datetime import date

from models.scorecard.kpis import Unit

MOST_RECORDS = 12
"""That are shown behind one figure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record behind a figure."""

    id: str
    """`activity:…`, `deal:…` or `account:…`."""
    day: date | None
    kind: str
    """A kind of activity, `won`, `lost`, `deal_returned`, `open`, `contract` or `account`."""
    owner_id: str | None
    account_id: str | None
    value: float | None = None
    """What it counts for, in `unit`; None when that is simply one."""
    unit: Unit = Unit.COUNT
    is_first: bool | None = None
    due_on: date | None = None
    """When a contract was due, where its entry says so."""
    share: float = 1
    """The part that is credited to the subject."""
    account: str | None = None
    owner: str | None = None

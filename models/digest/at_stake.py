"""An open deal by name, and why somebody should look at it."""

from dataclasses import dataclass
from datetime import date

from models.money import Money


@dataclass(frozen=True)
class DealAtStake:
    """A large open deal that should be decided by now, or of which nothing was heard."""

    number: int
    customer: str
    owner: str
    worth: Money | None
    closes_on: date | None
    quiet_days: int
    """Since its last step."""
    why: str
    """`overdue`, `this_month` or `quiet`."""
    owner_id: str = ""

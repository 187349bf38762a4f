"""Whether a deal that a CRM tells of is one that Slack has: the same deal, and not a second one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from models.deals.records import Deal

NEAR = timedelta(days=7)
"""Between the days on which the two say that it was decided."""
TOLERANCE = 100
"""The values differ by at most one hundredth part of the larger one."""


@dataclass(frozen=True, slots=True)
class DealTold:
    """A deal as one source tells it. Values in minor units; None when they are not known."""

    account_id: str | None
    owner_id: str
    outcome: str | None
    closed_on: date | None
    value_minor: int | None
    currency: str
    reporting_minor: int | None

    @classmethod
    def of(cls, deal: Deal) -> Self:
        """A stored deal."""
        return cls(**{name: getattr(deal, name) for name in cls.__dataclass_fields__})


def is_same(one: DealTold, other: DealTold) -> bool:
    """Same account and owner, value within 1 %, and both open, or decided alike within a week."""
    who = one.account_id is not None and (one.account_id, one.owner_id) == (other.account_id, other.owner_id)
    return who and one.outcome == other.outcome and _is_near(one, other) and _is_worth_the_same(one, other)


def _is_near(one: DealTold, other: DealTold) -> bool:
    if one.outcome is None:
        return True
    return one.closed_on is not None and other.closed_on is not None and abs(one.closed_on - other.closed_on) <= NEAR


def _is_worth_the_same(one: DealTold, other: DealTold) -> bool:
    if one.value_minor is None or other.value_minor is None:
        return one.value_minor is other.value_minor
    values = (one.value_minor, other.value_minor)
    if one.currency != other.currency:
        if one.reporting_minor is None or other.reporting_minor is None:
            return False
        values = (one.reporting_minor, other.reporting_minor)
    return abs(values[0] - values[1]) * TOLERANCE <= max(values)

"""Whom to visit next, and in which order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from models.deals.records import Deal, Outcome
from models.territories.coverage import FEW, Standing
from models.territories.records import Tier

WEIGHTS: Mapping[str, int] = {Tier.A: 3, Tier.B: 2, Tier.C: 1, Tier.D: 1}
"""How much a tier weighs. D has a cadence only where a workspace gives it one."""
SOON = timedelta(days=7)
"""What is due within it is worth knowing, and worth a stop when one is near."""
LAST_YEAR = timedelta(days=365)
MOST_NEAR = 2
"""Neighbours that are taken along to one account."""


@dataclass(frozen=True)
class Visit:
    """An account that is due, or will be soon."""

    standing: Standing
    value_minor: int
    """Open deals and the won deals of the last 365 days, in the reporting currency."""
    priority: float
    """See `in_order`."""
    area: str = ""
    """The area of its postcode; empty where nobody said it."""
    is_near: bool = False
    """It stands here because it is near the one before it."""


def in_order(
    standings: Sequence[Standing], values: Mapping[str, int], postcodes: Mapping[str, str | None], day: date
) -> list[Visit]:
    """The accounts by priority, each with at most two neighbours behind it that are due too.

    priority = share of the cadence that is over × weight of the tier × (1 + value / largest value of these accounts)

    The share is 1.0 on the day on which an account is due and grows with each day after it; tiers weigh A 3, B 2, C 1;
    the value is that of the open deals and of what was won in the last 365 days. An account without any value still
    counts once, the one with the most value twice. Of two that are equal the one that is due first comes first.

    42 days after the last contact, tier A (14 days), the most value: 3.0 × 3 × 2 = 18; 60 days after it, tier B (60
    days), no value: 1.0 × 2 × 1 = 2.
    """
    most = max((values.get(one.named.account_id, 0) for one in standings), default=0)
    visits = [_visit(one, values.get(one.named.account_id, 0), most, postcodes, day) for one in standings]
    visits.sort(key=lambda visit: (-visit.priority, visit.standing.due_on, visit.standing.named.account_id))
    return _with_neighbours(visits)


def _visit(standing: Standing, value: int, most: int, postcodes: Mapping[str, str | None], day: date) -> Visit:
    worth = 1 + (value / most if most else 0)
    priority = standing.share(day) * WEIGHTS.get(standing.named.tier or "", 1) * worth
    return Visit(standing, value, priority, area_of(postcodes.get(standing.named.account_id)))


def _with_neighbours(visits: Sequence[Visit]) -> list[Visit]:
    """Each account, and behind it those of its area that come next: one drive instead of two."""
    left = list(visits)
    ordered: list[Visit] = []
    while left:
        first = left.pop(0)
        ordered.append(first)
        near = [visit for visit in left if first.area and visit.area == first.area][:MOST_NEAR]
        for visit in near:
            left.remove(visit)
            ordered.append(Visit(visit.standing, visit.value_minor, visit.priority, visit.area, is_near=True))
    return ordered


def area_of(postcode: str | None) -> str:
    """The area of a postcode: its leading letters (`SW1A 1AA` is SW), else its first two digits (`1012 AB` is 10).

    No map is asked: who has the same area is near enough for one drive.
    """
    bare = (postcode or "").strip().upper()
    bare = re.sub(r"^(?:NL|B|BE|D|DE|F|FR|L|LU)[\s-]+(?=\d)", "", bare)
    found = re.match(r"[A-Z]{1,2}(?=\d)|\d{2}", bare)
    return found[0] if found else ""


def values_of(session: Session, workspace_id: str, account_ids: Sequence[str], day: date) -> dict[str, int]:
    """What each account is worth: its open deals and the deals won in the 365 days up to `day`, in the reporting currency.

    A deal without a rate is in no sum.
    """
    if not account_ids:
        return {}
    is_won = (col(Deal.outcome) == Outcome.WON) & (col(Deal.closed_on) > day - LAST_YEAR) & (col(Deal.closed_on) <= day)
    worth = (
        select(col(Deal.account_id), func.sum(col(Deal.reporting_minor)))
        .where(
            Deal.workspace_id == workspace_id,
            col(Deal.removed_at).is_(None),
            col(Deal.account_id).is_not(None),
            col(Deal.reporting_minor).is_not(None),
            col(Deal.outcome).is_(None) | is_won,
        )
        .group_by(col(Deal.account_id))
    )
    if len(account_ids) <= FEW:
        worth = worth.where(col(Deal.account_id).in_(account_ids))
    return {str(id_): int(value or 0) for id_, value in session.exec(worth)}

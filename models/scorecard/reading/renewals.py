"""Renewals that were told twice: as an entry of the log, and as a won deal."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.activity.kinds import Kind
from models.activity.records import Activity
from models.deals.queries import DecidedDeal
from models.deals.records import DealType, Outcome

NEAR = timedelta(days=60)
"""An entry and a won deal for one account within this are one renewal, on the day of the entry."""
_FEW = 500
"""Accounts that are asked about by name; more are looked up all at once."""


def told_by_entry(
    session: Session, workspace_id: str, decided: Iterable[DecidedDeal], last_day: date
) -> frozenset[str]:
    """Ids of the renewal deals that an entry up to `last_day` tells of as well, by whomever and in whichever period.

    The period that is looked at makes no difference, so that quarters add up to the year.
    """
    won = [d for d in decided if d.outcome == Outcome.WON and d.deal_type == DealType.RENEWAL and d.account_id]
    if not won:
        return frozenset()
    accounts = {deal.account_id for deal in won}
    entries = select(col(Activity.account_id), col(Activity.happened_on)).where(
        Activity.workspace_id == workspace_id,
        Activity.kind == Kind.RENEWAL,
        col(Activity.undone_at).is_(None),
        col(Activity.happened_on) >= min(deal.closed_on for deal in won) - NEAR,
        col(Activity.happened_on) <= min(last_day, max(deal.closed_on for deal in won) + NEAR),
    )
    if len(accounts) <= _FEW:
        entries = entries.where(col(Activity.account_id).in_(accounts))
    days: defaultdict[str | None, list[date]] = defaultdict(list)
    for account_id, day in session.exec(entries):
        days[account_id].append(day)
    return frozenset(
        deal.deal_id for deal in won if any(abs(day - deal.closed_on) <= NEAR for day in days[deal.account_id])
    )

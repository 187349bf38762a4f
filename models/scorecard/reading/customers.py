"""New customers: the accounts whose first won deal ever closes in a period."""

from collections.abc import Iterable

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from models.deals.queries import DecidedDeal
from models.deals.records import Deal, Outcome
from models.period import Period

_FEW = 500
"""Accounts that are asked about by name; more are looked up all at once."""


def first_wins(session: Session, workspace_id: str, period: Period, decided: Iterable[DecidedDeal]) -> frozenset[str]:
    """Ids of the deals among `decided` that were their account's first won deal ever, and closed in `period`.

    Of two deals won on the same day the one with the lower number was first.
    """
    won = [d for d in decided if d.outcome == Outcome.WON and d.account_id and d.closed_on in period]
    accounts = {deal.account_id for deal in won}
    if not accounts:
        return frozenset()
    is_won = [
        col(Deal.workspace_id) == workspace_id,
        col(Deal.outcome) == Outcome.WON.value,
        col(Deal.removed_at).is_(None),
    ]
    if len(accounts) <= _FEW:
        is_won.append(col(Deal.account_id).in_(accounts))
    first_day = (
        select(col(Deal.account_id).label("account_id"), func.min(col(Deal.closed_on)).label("day"))
        .where(*is_won)
        .group_by(col(Deal.account_id))
        .subquery()
    )
    first_number = (
        select(col(Deal.account_id), func.min(col(Deal.number)))
        .join(first_day, and_(first_day.c.account_id == col(Deal.account_id), first_day.c.day == col(Deal.closed_on)))
        .where(*is_won)
        .group_by(col(Deal.account_id))
    )
    firsts = dict(session.exec(first_number).all())
    return frozenset(deal.deal_id for deal in won if firsts.get(deal.account_id) == deal.number)

"""New customers: the accounts whose first won deal ever closes in a period."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, select
from sqlmodel import Session, col

from models.deals.queries import FIRST_OF_A_DAY, DecidedDeal
from models.deals.records import Deal, Outcome
from models.period import Period
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some

_FEW = 500
"""Accounts that are asked about by name; more are looked up all at once."""


def first_wins(session: Session, workspace_id: str, period: Period, decided: Iterable[DecidedDeal]) -> frozenset[str]:
    """Ids of the deals among `decided` that were their account's first won deal ever, and closed in `period`.

    Of two deals won on the same day `FIRST_OF_A_DAY` says which was first.
    """
    won = [d for d in decided if d.outcome == Outcome.WON and d.account_id and d.closed_on in period]
    accounts = {deal.account_id for deal in won}
    if not accounts:
        return frozenset()
    whose = {"workspace_id": workspace_id}
    many = len(accounts) > _FEW
    rows = fetch(session, _FIRSTS, whose) if many else fetch_some(session, _FIRSTS_OF, whose, account_id=accounts)
    firsts: dict[str, tuple[Any, ...]] = {}
    for account_id, *about in rows:
        firsts[account_id] = min(firsts.get(account_id, tuple(about)), tuple(about))
    return frozenset(deal.deal_id for deal in won if firsts.get(deal.account_id or "", (None,))[-1] == deal.number)


def _firsts(*which: ColumnElement[bool]) -> Any:
    """The deals that were won on the day of the first one of their account: account, and what tells which was first."""
    is_won = [
        col(Deal.workspace_id) == bindparam("workspace_id"),
        col(Deal.outcome) == literal(Outcome.WON.value),
        col(Deal.removed_at).is_(None),
        *which,
    ]
    first_day = (
        select(col(Deal.account_id).label("account_id"), func.min(col(Deal.closed_on)).label("day"))
        .where(*is_won)
        .group_by(col(Deal.account_id))
        .subquery()
    )
    return (
        select(col(Deal.account_id), *FIRST_OF_A_DAY)
        .join(first_day, and_(first_day.c.account_id == col(Deal.account_id), first_day.c.day == col(Deal.closed_on)))
        .where(*is_won)
    )


_FIRSTS = Prepared(_firsts())
_FIRSTS_OF = PreparedForSome(lambda one_of: _firsts(one_of(col(Deal.account_id), "account_id")))

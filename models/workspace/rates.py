"""Exchange rates: what an amount is worth in the reporting currency on a day."""

from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from models.money import Money
from models.workspace.records import ExchangeRate, Workspace


def to_reporting(session: Session, workspace: Workspace, money: Money, day: date) -> Money | None:
    """`money` in the workspace's reporting currency at the rate of `day`; None while no rate is known for it."""
    if money.currency == workspace.currency:
        return money
    rate = rate_on(session, workspace.workspace_id, money.currency, day)
    return None if rate is None else money.converted(rate, workspace.currency)


def rate_on(session: Session, workspace_id: str, currency: str, day: date) -> Decimal | None:
    """What one unit of `currency` cost in the reporting currency on `day`: the latest rate on or before it."""
    known = (
        select(ExchangeRate.rate)
        .where(ExchangeRate.workspace_id == workspace_id, ExchangeRate.currency == currency, ExchangeRate.day <= day)
        .order_by(col(ExchangeRate.day).desc())
    )
    rate = session.exec(known.limit(1)).first()
    return None if rate is None else Decimal(rate)

"""What the quarter will come to, and the open deals on which it hangs."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.deals.records import StageChange
from models.deals.snapshot import OpenDeal, deals_open_at
from models.digest.company import DealAtStake, Forecast
from models.digest.week import MONTH_KPI
from models.money import Money
from models.period import month_of, quarter_of
from models.scorecard.scope import Scope
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from models.workspace.records import Workspace

QUIET_FOR = 14
"""Days without a step: what nobody touched for a fortnight has stopped moving."""
MOST_DEALS = 3


def forecast_of(session: Session, workspace: Workspace, scope: Scope, day: date, now: datetime) -> Forecast:
    """The quarter of `day`: won so far, and the open deals that are to close in it by their probability."""
    quarter = quarter_of(day, workspace.fiscal_start_month)
    sales = scorecard_of(session, workspace, scope, quarter, now, at=day).lines[MONTH_KPI]
    weighted = sum(
        (deal.reporting_minor or 0) * (deal.probability or 0) / 100
        for deal in deals_open_at(session, workspace.workspace_id, day, scope.ids)
        if deal.expected_close is not None and deal.expected_close < quarter.end
    )
    unit = float(Money(1, workspace.currency).amount)
    target = sales.target.value if sales.target else None
    return Forecast(quarter, sales.figure.value or 0, weighted * unit, target)


def deals_at_stake(
    session: Session, workspace: Workspace, people: Collection[str] | None, today: date
) -> tuple[DealAtStake, ...]:
    """The three largest open deals that should have been decided, are to be this month, or did not move for a fortnight."""
    open_deals = deals_open_at(session, workspace.workspace_id, today, people)
    moved = _last_moved(session, workspace.workspace_id, [deal.deal_id for deal in open_deals])
    found = [
        (deal, why, quiet)
        for deal in open_deals
        if (why := _why(deal, quiet := (today - moved.get(deal.deal_id, today)).days, today))
    ]
    found.sort(key=lambda one: (-(one[0].reporting_minor or 0), one[0].number))
    return tuple(_told(session, workspace, *one) for one in found[:MOST_DEALS])


def _why(deal: OpenDeal, quiet: int, today: date) -> str:
    if deal.expected_close is not None and deal.expected_close < today:
        return "overdue"
    if quiet >= QUIET_FOR:
        return "quiet"
    return "this_month" if deal.expected_close is not None and deal.expected_close in month_of(today) else ""


def _last_moved(session: Session, workspace_id: str, deal_ids: Collection[str]) -> dict[str, date]:
    latest = (
        select(StageChange.deal_id, func.max(col(StageChange.happened_on)))
        .where(
            StageChange.workspace_id == workspace_id,
            col(StageChange.undone_at).is_(None),
            col(StageChange.deal_id).in_(deal_ids),
        )
        .group_by(col(StageChange.deal_id))
    )
    return dict(session.exec(latest).all()) if deal_ids else {}


def _told(session: Session, workspace: Workspace, deal: OpenDeal, why: str, quiet: int) -> DealAtStake:
    account = session.get(Account, (workspace.workspace_id, deal.account_id)) if deal.account_id else None
    owner = session.get(Person, (workspace.workspace_id, deal.owner_id))
    worth = None if deal.reporting_minor is None else Money(deal.reporting_minor, workspace.currency)
    return DealAtStake(
        deal.number,
        account.name if account else "",
        owner.name if owner else "",
        worth,
        deal.expected_close,
        max(quiet, 0),
        why,
    )

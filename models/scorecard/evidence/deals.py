"""The deals behind a figure."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from models.deals.queries import DecidedDeal, Shares, decided_between
from models.deals.records import DealType, Outcome
from models.deals.snapshot import deals_open_at
from models.money import decimals_of
from models.period import Period
from models.scorecard.evidence.record import Evidence
from models.scorecard.formulas import CROSS_UPSELL
from models.scorecard.kpis import Kpi, Unit
from models.scorecard.reading.customers import first_wins
from models.scorecard.reading.people import recent_months
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

ON_DEALS = frozenset(
    {
        "new_customers",
        "sales_by_channel",
        "renewals",
        "close_rate",
        "returned_leads",
        "cross_upsell",
        "sales_cycle",
        "deal_size",
    }
)
ON_OPEN_DEALS = frozenset({"pipeline", "weighted_pipeline"})


def decided_behind(
    session: Session, workspace: Workspace, scope: Scope, seen: Period, period: Period, kpi: Kpi
) -> Iterator[Evidence]:
    """The decided deals that a KPI counts."""
    window = seen
    if kpi.key == "deal_size":
        window = Period(min(seen.start, recent_months(period).start), seen.end)
    deals = decided_between(session, workspace.workspace_id, window, scope.ids)
    firsts = first_wins(session, workspace.workspace_id, seen, deals) if kpi.key == "new_customers" else frozenset()
    units = 10 ** decimals_of(workspace.currency)
    for deal in deals:
        if not _belongs(deal, kpi.key, firsts):
            continue
        value, unit = (None if deal.reporting_minor is None else deal.reporting_minor / units), Unit.MONEY
        if kpi.key == "sales_cycle":
            value, unit = deal.days_open, Unit.DAYS
        kind = "deal_returned" if deal.outcome == Outcome.RETURNED else deal.outcome
        yield Evidence(
            f"deal:{deal.deal_id}",
            deal.closed_on,
            kind,
            deal.owner_id,
            deal.account_id,
            value,
            unit,
            share=_share(deal.shares, scope),
        )


def _belongs(deal: DecidedDeal, key: str, firsts: frozenset[str]) -> bool:
    match key:
        case "close_rate":
            return True
        case "returned_leads":
            return deal.outcome == Outcome.RETURNED
        case "new_customers":
            return deal.deal_id in firsts
        case "renewals":
            return deal.outcome == Outcome.WON and deal.deal_type == DealType.RENEWAL
        case "cross_upsell":
            return deal.outcome == Outcome.WON and deal.deal_type in CROSS_UPSELL
        case _:
            return deal.outcome == Outcome.WON


def open_behind(session: Session, workspace: Workspace, scope: Scope, day: date) -> Iterator[Evidence]:
    """The deals that were open at the end of `day`."""
    units = 10 ** decimals_of(workspace.currency)
    for deal in deals_open_at(session, workspace.workspace_id, day, scope.ids):
        value = None if deal.reporting_minor is None else deal.reporting_minor / units
        yield Evidence(
            f"deal:{deal.deal_id}",
            deal.opened_on,
            "open",
            deal.owner_id,
            deal.account_id,
            value,
            Unit.MONEY,
            share=_share(deal.shares, scope),
        )


def _share(shares: Shares, scope: Scope) -> float:
    if not scope.is_person:
        return 1
    return sum(percent for who, percent in shares if who == scope.id) / 100

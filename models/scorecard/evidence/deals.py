"""The deals behind a figure."""

from collections.abc import Iterator

from models.deals.records import Outcome
from models.scorecard.counted import CountedDeals
from models.scorecard.evidence.record import Evidence
from models.scorecard.facts import Facts
from models.scorecard.kpis import Unit


def decided_behind(facts: Facts, counted: CountedDeals, unit: Unit) -> Iterator[Evidence]:
    """The decided deals that a KPI counts, oldest first: each with its value, or with its days for a KPI in days."""
    for part in facts.deals_of(counted):
        deal = part.deal
        in_days = unit is Unit.DAYS
        yield Evidence(
            f"deal:{deal.deal_id}",
            deal.closed_on,
            "deal_returned" if deal.outcome == Outcome.RETURNED else deal.outcome,
            deal.owner_id,
            deal.account_id,
            deal.days_open if in_days else _value(facts, deal.reporting_minor),
            Unit.DAYS if in_days else Unit.MONEY,
            share=part.share,
        )


def open_behind(facts: Facts) -> Iterator[Evidence]:
    """The deals that were open at the end of the period, or are open now."""
    for part in facts.open_deals:
        deal = part.deal
        yield Evidence(
            f"deal:{deal.deal_id}",
            deal.opened_on,
            "open",
            deal.owner_id,
            deal.account_id,
            _value(facts, deal.reporting_minor),
            Unit.MONEY,
            share=part.share,
        )


def _value(facts: Facts, minor: int | None) -> float | None:
    return None if minor is None else minor / facts.minor_units

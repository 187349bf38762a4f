"""Why: the latest records behind an analysis, each once."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from models.activity.kinds import CONTACTS, Kind
from models.analysis.question import Question
from models.analysis.sales import first_deals, shared_here, total_won, won_in
from models.analysis.spending import WINS_CUSTOMERS
from models.analysis.table import AnalysisKind
from models.costs.records import Cost, CostKind
from models.deals.records import Deal
from models.period import Period
from models.scorecard.counted import CountedEntries
from models.scorecard.evidence.entries import entries_behind
from models.scorecard.evidence.explain import named_records
from models.scorecard.evidence.record import MOST_RECORDS, Evidence
from models.scorecard.kpis import Unit

_OF_COSTS = {"cac": WINS_CUSTOMERS, "clv": (CostKind.DELIVERY.value,), "cost_of_sales": (CostKind.DELIVERY.value,)}
_OF_ENTRIES = {
    "satisfaction": (CountedEntries(frozenset({Kind.CSAT.value, Kind.NPS.value})), Unit.SCORE),
    "coverage": (CountedEntries(CONTACTS), Unit.COUNT),
}


@dataclass(frozen=True)
class Behind:
    """What stands behind an analysis."""

    records: tuple[Evidence, ...]
    total: int
    """How many there are in all; 0 where that is not counted."""
    costs: tuple[Cost, ...] = ()


def behind(question: Question, kind: AnalysisKind) -> Behind:
    """The latest twelve records, and the latest twelve costs where there are costs in it."""
    span = question.year if kind.key == "clv" else question.seen
    if span is None:
        return Behind((), 0)
    if kind.key in _OF_ENTRIES:
        counted, unit = _OF_ENTRIES[kind.key]
        workspace_id = question.workspace.workspace_id
        found = entries_behind(question.session, workspace_id, question.scope, span, counted, unit)
        return Behind(tuple(named_records(question.session, workspace_id, found)), 0)
    only_firsts = kind.key == "cac"
    records = tuple(_won(question, span, only_firsts=only_firsts))
    total = 0 if only_firsts else total_won(question, span).deals
    return Behind(records, total, tuple(_costs(question, span, kind.key)))


def _won(question: Question, span: Period, *, only_firsts: bool) -> list[Evidence]:
    latest: Any = shared_here(question, select(Deal).distinct()).where(*won_in(question, span))
    if only_firsts:
        latest = latest.where(col(Deal.id).in_(first_deals(question)))
    latest = latest.order_by(col(Deal.closed_on).desc(), col(Deal.number).desc()).limit(MOST_RECORDS)
    found = [
        Evidence(
            f"deal:{deal.id}",
            deal.closed_on,
            "won",
            deal.owner_id,
            deal.account_id,
            None if deal.reporting_minor is None else question.whole(deal.reporting_minor),
            Unit.MONEY,
        )
        for deal in question.session.execute(latest).scalars()
    ]
    return named_records(question.session, question.workspace.workspace_id, found)


def _costs(question: Question, span: Period, key: str) -> list[Cost]:
    if key not in _OF_COSTS or not question.is_company:
        return []
    latest: Any = select(Cost).where(
        col(Cost.workspace_id) == question.workspace.workspace_id,
        col(Cost.day) >= span.start,
        col(Cost.day) < span.end,
        col(Cost.kind).in_(_OF_COSTS[key]),
        col(Cost.removed_at).is_(None),
    )
    if question.channel is not None:
        latest = latest.where(col(Cost.channel) == question.channel)
    ordered = latest.order_by(col(Cost.day).desc(), col(Cost.id).desc()).limit(MOST_RECORDS)
    return list(question.session.execute(ordered).scalars())

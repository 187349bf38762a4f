"""What deals are worth in the reporting currency, computed anew: when a rate came later, or the currency changed.

A value counts at the rate of the day on which it was said; one that had no rate then, at that of the day of the decision.
An imported deal counts at the rate of the day on which it was decided, or opened.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import true
from sqlmodel import Session, col, select

from models.deals.records import Deal, DealChange, Outcome, StageChange
from models.workspace.rates import Rates

FEW = 100
_OUTCOMES = frozenset(Outcome)


@dataclass(frozen=True)
class Reckoned:
    """What is to be stored for a deal and its steps, by id; `day` is the day whose figures it is in."""

    deal: Deal
    reporting: int | None
    steps: Mapping[str, int | None]
    day: date | None
    """None while the deal is open: it is in the pipeline of today."""


def reckoned(session: Session, workspace_id: str, rates: Rates, deals: Sequence[Deal]) -> Iterator[Reckoned]:
    """Each deal with a value, with what it and its steps are worth by these rates."""
    ids = {deal.id for deal in deals}
    steps = _steps(session, workspace_id, ids)
    changes = _currency_changes(session, workspace_id, ids)
    for deal in deals:
        yield _one(deal, steps[deal.id], changes[deal.id], rates)


def _one(deal: Deal, steps: Sequence[StageChange], changes: Sequence[DealChange], rates: Rates) -> Reckoned:
    currencies = _currency_by_step(deal, steps, changes)
    imported_on = (deal.closed_on or deal.opened_on) if deal.source != "slack" else None
    said: tuple[int | None, str] | None = None
    day = imported_on or deal.opened_on or deal.created_at.date()
    worth: int | None = None
    found: dict[str, int | None] = {}
    for step, currency in zip(steps, currencies, strict=True):
        is_first, is_said_anew = said is None, (step.value_minor, currency) != said
        if is_said_anew and not (is_first and imported_on):
            day = step.happened_on
        said = (step.value_minor, currency)
        worth = rates.worth(step.value_minor, currency, day)
        if worth is None and step.stage in _OUTCOMES:
            worth = rates.worth(step.value_minor, currency, step.happened_on)
        found[step.id] = worth
    if said != (deal.value_minor, deal.currency):
        worth = rates.worth(deal.value_minor, deal.currency, day)
    return Reckoned(deal, worth, found, deal.closed_on if deal.outcome else None)


def _currency_by_step(deal: Deal, steps: Sequence[StageChange], changes: Sequence[DealChange]) -> list[str]:
    """In which currency the deal was at each step: backwards from what it is in now."""
    places = {step.id: place for place, step in enumerate(steps)}
    currencies = [deal.currency] * len(steps)
    for change in changes:  # the latest first
        place = places.get(change.stage_change_id or "")
        if place is not None:
            currencies[:place] = [str(change.old["currency"])] * place
    return currencies


def _steps(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, list[StageChange]]:
    standing = select(StageChange).where(StageChange.workspace_id == workspace_id, col(StageChange.undone_at).is_(None))
    standing = standing.where(_among(StageChange, ids))
    in_order = session.exec(standing.order_by(col(StageChange.changed_at), col(StageChange.id)))
    return _by_deal(in_order, ids)


def _currency_changes(session: Session, workspace_id: str, ids: Collection[str]) -> dict[str, list[DealChange]]:
    standing = select(DealChange).where(DealChange.workspace_id == workspace_id, col(DealChange.undone_at).is_(None))
    standing = standing.where(_among(DealChange, ids))
    in_order = session.exec(standing.order_by(col(DealChange.changed_at).desc(), col(DealChange.id).desc()))
    return _by_deal((change for change in in_order if "currency" in change.old), ids)


def _among(record: Any, ids: Collection[str]) -> Any:
    """The question for a few deals names them; for many it is quicker to look at all."""
    return col(record.deal_id).in_(ids) if len(ids) <= FEW else true()


def _by_deal(records: Any, ids: Collection[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        if record.deal_id in ids:
            found[record.deal_id].append(record)
    return found

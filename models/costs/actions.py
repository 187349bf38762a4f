"""Entering costs and taking them back: for managers and leaders only."""

from datetime import date

from models.acting import Acting
from models.costs.records import Cost, CostKind
from models.money import LARGEST_AMOUNT, Money
from models.permissions import Right
from models.refusal import Refusal
from models.workspace.rates import to_reporting

LONGEST_NOTE = 300


def enter_cost(
    acting: Acting, kind: CostKind, amount: Money, day: date, *, channel: str | None = None, note: str = ""
) -> Cost:
    """Note what was spent on `day`. Refuses who is neither manager nor leader, and amounts of zero or less, or above 10^12."""
    session, workspace = acting.session, acting.workspace
    acting.rights.require(Right.ENTER_COST)
    if amount.minor <= 0 or amount.amount > LARGEST_AMOUNT:
        raise Refusal("costs.absurd_amount", field="amount")
    if len(note) > LONGEST_NOTE:
        raise Refusal("costs.note_too_long", limit=LONGEST_NOTE, field="note")
    reporting = to_reporting(session, workspace, amount, day)
    cost = Cost(
        workspace_id=workspace.workspace_id,
        day=day,
        kind=kind,
        amount_minor=amount.minor,
        currency=amount.currency,
        reporting_minor=reporting.minor if reporting else None,
        channel=channel,
        note=note,
        entered_by=acting.by.id,
        created_at=acting.now,
    )
    session.add(cost)
    session.flush()
    return cost


def take_cost_back(acting: Acting, cost_id: str) -> Cost:
    """The entry no longer counts. Refuses one that is not there (any more)."""
    acting.rights.require(Right.ENTER_COST)
    cost = acting.session.get(Cost, (acting.workspace.workspace_id, cost_id))
    if cost is None or cost.removed_at is not None:
        raise Refusal("costs.not_there")
    cost.removed_at = acting.now
    acting.session.flush()
    return cost

"""The pipeline as it was at the end of any day, from the stage history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col

from models.deals.queries import Shares, of_workspace, shares_by_deal, stages_of, theirs
from models.deals.records import Deal, StageChange
from models.deals.stages import OUTCOMES
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """An open deal as it stood at the end of a day. Its stage, value and probability are those of that day."""

    deal_id: str
    number: int
    owner_id: str
    account_id: str | None
    stage: str
    value_minor: int | None
    currency: str
    reporting_minor: int | None
    """In the reporting currency; None when the value or its rate was not known."""
    probability: int | None
    """Percent: a person's own estimate, else the stage's on that day; None for a stage without one."""
    channel: str
    opened_on: date | None
    expected_close: date | None
    shares: Shares


def deals_open_at(
    session: Session, workspace_id: str, day: date, people: Collection[str] | None = None
) -> list[OpenDeal]:
    """The deals that were open at the end of `day`; with `people` only those in which one of them has a share."""
    asked = {"workspace_id": workspace_id, "day": day}
    found = fetch(session, _OPEN, asked) if people is None else fetch_some(session, _OPEN_OF, asked, person_id=people)
    rows = sorted({row[0]: row for row in found if row[4] not in OUTCOMES}.values(), key=lambda row: row[1])
    stages = stages_of(session, workspace_id)
    shares = shares_by_deal(session, workspace_id, [(row[0], row[2]) for row in rows])
    values: list[tuple[Any, ...]] = [
        (*row[:8], stages.probability(row[4], day) if row[8] is None else row[8], *row[9:], shares[row[0]])
        for row in rows
    ]
    return [OpenDeal(*value) for value in values]  # of columns, no records: a large company has thousands


_AS_OPEN: Any = (
    col(Deal.id),
    col(Deal.number),
    col(Deal.owner_id),
    col(Deal.account_id),
    col(StageChange.stage),
    col(StageChange.value_minor),
    col(Deal.currency),
    col(StageChange.reporting_minor),
    col(StageChange.probability),
    col(Deal.channel),
    col(Deal.opened_on),
    col(Deal.expected_close),
)


def steps_at(
    session: Session, workspace_id: str, day: date, people: Collection[str] | None = None, *, are_open: bool = False
) -> Sequence[tuple[Deal, StageChange]]:
    """Every deal that existed at the end of `day`, with the step at which it stood; `are_open`: only undecided ones.

    A deal stands as the last thing we heard of it up to and with that day says: what is told later counts more, so
    that a deal which was won on Monday, as we hear on Friday, was not open on Tuesday. Steps taken back never happened.
    """
    deals = of_workspace(workspace_id, people)
    found = session.execute(_standing(workspace_id, day, deals, (Deal, StageChange), are_open=are_open))
    return [(deal, step) for deal, step in found]


def _standing(
    workspace_id: Any, day: Any, which: Sequence[ColumnElement[bool]], columns: Sequence[Any], *, are_open: bool
) -> Any:
    """The question: each of the deals with the step at which it stood at the end of `day`, these columns; by number."""
    deals = sa_select(col(Deal.id)).where(*which)
    if are_open:  # a deal decided by that day, and not opened again, needs no look at its steps
        deals = deals.where(or_(col(Deal.outcome).is_(None), col(Deal.closed_on) > day, col(Deal.closed_on).is_(None)))
    latest_first = (col(StageChange.changed_at).desc(), col(StageChange.happened_on).desc(), col(StageChange.id).desc())
    place = func.row_number().over(partition_by=col(StageChange.deal_id), order_by=latest_first)
    placed = (
        sa_select(col(StageChange.id), place.label("place"))
        .where(
            col(StageChange.workspace_id) == workspace_id,
            col(StageChange.deal_id).in_(deals),
            col(StageChange.happened_on) <= day,
            col(StageChange.undone_at).is_(None),
        )
        .subquery()
    )
    stood: Any = (
        sa_select(*columns)
        .select_from(Deal)
        .join(
            StageChange,
            and_(col(StageChange.workspace_id) == col(Deal.workspace_id), col(StageChange.deal_id) == col(Deal.id)),
        )
        .join(placed, and_(placed.c.id == col(StageChange.id), placed.c.place == 1))
        .where(col(Deal.workspace_id) == workspace_id)
        .order_by(col(Deal.number))
    )
    return stood


def _open_ones(*which: ColumnElement[bool]) -> Any:
    workspace_id: Any = bindparam("workspace_id")
    is_here = (col(Deal.workspace_id) == workspace_id, col(Deal.removed_at).is_(None))
    return _standing(workspace_id, bindparam("day"), [*is_here, *which], _AS_OPEN, are_open=True)


_OPEN = Prepared(_open_ones())
_OPEN_OF = PreparedForSome(lambda one_of: _open_ones(theirs(one_of)))

"""The pipeline as it was at the end of any day, from the stage history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import String, and_, cast, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from models.deals.queries import Shares, of_workspace, shares_of, stages_of
from models.deals.records import Deal, DealChange, StageChange
from models.deals.stages import OUTCOMES
from models.period import Period


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
    session: Session,
    workspace_id: str,
    day: date,
    people: Collection[str] | None = None,
    expected_in: Period | None = None,
) -> list[OpenDeal]:
    """The deals that were open at the end of `day`; with `people` only those in which one of them has a share.

    With `expected_in` only those that are expected to close in it, or of which that was changed since `day`.
    """
    asked = _standing(workspace_id, day, people, _AS_OPEN, are_open=True)
    if expected_in is not None:
        asked = asked.where(_may_be_expected_in(workspace_id, day, expected_in))
    rows = [
        row for row in session.execute(asked) if row.stage not in OUTCOMES
    ]  # columns, no records: a large company has thousands
    stages = stages_of(session, workspace_id)
    shares = shares_of(session, workspace_id, rows)
    return [
        OpenDeal(
            row.id,
            row.number,
            row.owner_id,
            row.account_id,
            row.stage,
            row.value_minor,
            row.currency,
            row.reporting_minor,
            stages.probability(row.stage, day) if row.probability is None else row.probability,
            row.channel,
            row.opened_on,
            row.expected_close,
            shares[row.id],
        )
        for row in rows
    ]


def _may_be_expected_in(workspace_id: str, day: date, period: Period) -> Any:
    since = datetime.combine(day, time.min, tzinfo=UTC)  # a day too early for some zone, never too late
    changed = select(DealChange.deal_id).where(*says_of_the_date(workspace_id), col(DealChange.changed_at) >= since)
    is_in = and_(col(Deal.expected_close) >= period.start, col(Deal.expected_close) < period.end)
    return or_(is_in, col(Deal.id).in_(changed))


def says_of_the_date(workspace_id: str) -> list[Any]:
    """Conditions: changes that stand and (by their text) say something of the expected close."""
    of_text = cast(col(DealChange.new), String).like('%"expected_close"%')
    return [col(DealChange.workspace_id) == workspace_id, col(DealChange.undone_at).is_(None), of_text]


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
    found = session.execute(_standing(workspace_id, day, people, (Deal, StageChange), are_open=are_open))
    return [(deal, step) for deal, step in found]


def _standing(
    workspace_id: str, day: date, people: Collection[str] | None, columns: Sequence[Any], *, are_open: bool
) -> Any:
    """The question: of each deal with the step at which it stood at the end of `day`, these columns; by number."""
    deals = select(Deal.id).where(*of_workspace(workspace_id, people))
    if are_open:  # a deal decided by that day, and not opened again, needs no look at its steps
        deals = deals.where(or_(col(Deal.outcome).is_(None), col(Deal.closed_on) > day, col(Deal.closed_on).is_(None)))
    latest_first = (col(StageChange.changed_at).desc(), col(StageChange.happened_on).desc(), col(StageChange.id).desc())
    place = func.row_number().over(partition_by=col(StageChange.deal_id), order_by=latest_first)
    placed = (
        select(col(StageChange.id), place.label("place"))
        .where(
            StageChange.workspace_id == workspace_id,
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

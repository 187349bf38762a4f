"""How long deals stay in a stage and where they go from there, from the stage history.

A *stay* is the time that a deal is in one stage: from the day of the step into it to the day of the next step to another.
Steps that changed only a value are none. What is told later counts more (as in `models/deals/snapshot.py`): a step of
which a later told one says that it was over by then never took place.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Subquery, func, or_
from sqlalchemy import cast as as_type
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.deals.queries import of_workspace
from models.deals.records import Deal, StageChange
from models.deals.stages import OUTCOMES, UNKNOWN_STAGE
from models.period import months_after
from models.pipeline.survival import StageTimes, stage_times

MONTHS_BACK = 12
"""Stays that began in so many months before the day tell how the process goes now."""


def times_of_stages(
    session: Session, workspace_id: str, day: date, people: Collection[str] | None = None
) -> dict[str, StageTimes]:
    """By stage: where the deals that came into it in the twelve months up to `day` went, and how long they stayed.

    `people`: only deals in which one of them has a share now. Where a deal was before an import told of it is not known, and
    is no stage. One statement, whatever the number of deals.
    """
    stay = _stays(workspace_id, people, day, decided_after=months_after(day, -MONTHS_BACK))
    until = func.coalesce(stay.c.left_on, day)
    days = _days_between(session, stay.c.since, until)
    asked = (
        columns(stay.c.stage, stay.c.next_stage, days.label("days"), func.count())
        .where(stay.c.stage.not_in([*OUTCOMES, UNKNOWN_STAGE]), stay.c.since > months_after(day, -MONTHS_BACK))
        .group_by(stay.c.stage, stay.c.next_stage, days)
    )
    return stage_times(tuple(row) for row in session.execute(asked))


def in_stage_since(
    session: Session, workspace_id: str, day: date, people: Collection[str] | None = None
) -> dict[str, date]:
    """Of the deals that were open at the end of `day`: since when each is in the stage in which it stands. By deal id."""
    stay = _stays(workspace_id, people, day, decided_after=day)
    asked = columns(stay.c.deal_id, stay.c.since).where(stay.c.next_stage.is_(None), stay.c.stage.not_in([*OUTCOMES]))
    rows: Any = session.execute(asked)
    return dict(rows.all())


def _stays(workspace_id: str, people: Collection[str] | None, day: date, decided_after: date) -> Subquery:
    """The stays up to the end of `day`: deal_id, stage, since, next_stage and left_on (None while it is there).

    Only of deals that are open, or were decided after a day: there the steps of no other need be looked at.
    """
    is_later = or_(col(Deal.outcome).is_(None), col(Deal.closed_on) > decided_after, col(Deal.closed_on).is_(None))
    deals = columns(col(Deal.id)).where(*of_workspace(workspace_id, people), is_later)
    steps = col(StageChange.deal_id), col(StageChange.stage), col(StageChange.happened_on)
    as_told = (col(StageChange.changed_at), col(StageChange.happened_on), col(StageChange.id))
    order: dict[str, Any] = {"partition_by": col(StageChange.deal_id), "order_by": as_told}
    place = func.row_number().over(**order)
    told_later = func.min(col(StageChange.happened_on)).over(**order, rows=(1, None))
    told = (
        columns(*steps, place.label("place"), told_later.label("told_later"))
        .where(
            col(StageChange.workspace_id) == workspace_id,
            col(StageChange.deal_id).in_(deals),
            col(StageChange.happened_on) <= day,
            col(StageChange.undone_at).is_(None),
        )
        .subquery()
    )
    standing = or_(told.c.told_later.is_(None), told.c.told_later >= told.c.happened_on)
    in_order: dict[str, Any] = {"partition_by": told.c.deal_id, "order_by": told.c.place}
    before = func.lag(told.c.stage).over(**in_order)
    kept = columns(told, before.label("before")).where(standing).subquery()
    entered = columns(kept).where(or_(kept.c.before.is_(None), kept.c.before != kept.c.stage)).subquery()
    following: dict[str, Any] = {"partition_by": entered.c.deal_id, "order_by": entered.c.place}
    return columns(
        entered.c.deal_id,
        entered.c.stage,
        entered.c.happened_on.label("since"),
        func.lead(entered.c.stage).over(**following).label("next_stage"),
        func.lead(entered.c.happened_on).over(**following).label("left_on"),
    ).subquery()


def _days_between(session: Session, first: Any, last: Any) -> ColumnElement[int]:
    """Whole days, which the two databases count in their own way."""
    if session.get_bind().dialect.name == "sqlite":
        return as_type(func.julianday(last) - func.julianday(first), Integer)
    return as_type(last - first, Integer)

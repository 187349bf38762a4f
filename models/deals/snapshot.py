"""The pipeline as it was at the end of any day, from the stage history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from models.deals.queries import Shares, of_workspace, shares_of, stages_of
from models.deals.records import Deal, StageChange
from models.deals.stages import OUTCOMES


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
    """The deals that were open at the end of `day`; with `people` only those in which one of them has a share.

    A deal stands as the last thing we heard of it up to and with that day says: what is told later counts more, so
    that a deal which was won on Monday, as we hear on Friday, was not open on Tuesday. Steps taken back never happened.
    """
    latest_first = (
        col(StageChange.changed_at).desc(), col(StageChange.happened_on).desc(), col(StageChange.id).desc(),
    )  # fmt: skip
    place = func.row_number().over(partition_by=col(StageChange.deal_id), order_by=latest_first)
    steps = (
        select(col(StageChange.id), place.label("place"))
        .where(
            StageChange.workspace_id == workspace_id,
            col(StageChange.happened_on) <= day,
            col(StageChange.undone_at).is_(None),
        )
        .subquery()
    )
    stood = (
        select(Deal, StageChange)
        .join(
            StageChange,
            and_(
                col(StageChange.workspace_id) == col(Deal.workspace_id),
                col(StageChange.deal_id) == col(Deal.id),
            ),
        )
        .join(steps, and_(steps.c.id == col(StageChange.id), steps.c.place == 1))
        .where(*of_workspace(workspace_id, people), col(StageChange.stage).not_in(OUTCOMES))
        .order_by(col(Deal.number))
    )
    rows = session.exec(stood).all()
    stages = stages_of(session, workspace_id)
    shares = shares_of(session, workspace_id, [deal for deal, _ in rows])
    return [
        OpenDeal(
            deal.id, deal.number, deal.owner_id, deal.account_id, step.stage, step.value_minor, deal.currency,
            step.reporting_minor,
            stages.probability(step.stage, day) if step.probability is None else step.probability,
            deal.channel, deal.opened_on, deal.expected_close, shares[deal.id],
        )
        for deal, step in rows
    ]  # fmt: skip

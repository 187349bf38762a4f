"""A source corrects a day of a deal: the step of its history that happened then moves with it."""

from datetime import date

from sqlmodel import Session, col, select

from models.deals.records import Deal, StageChange


def redate(
    session: Session, deal: Deal, was_opened: date | None, was_closed: date | None, was_decided: str | None
) -> None:
    """Move the first step to the day on which the deal was opened, and the deciding one to that on which it was decided.

    `was_…` is what the deal said before; only what differs moves, and only while it is decided as it was.
    """
    session.flush()
    if deal.opened_on and deal.opened_on != was_opened:
        for step in _steps(session, deal)[:1]:
            step.happened_on = deal.opened_on
    if was_decided and was_decided == deal.outcome and deal.closed_on and deal.closed_on != was_closed:
        for step in _steps(session, deal):
            if step.stage == deal.outcome:
                step.happened_on = deal.closed_on
    session.flush()


def _steps(session: Session, deal: Deal) -> list[StageChange]:
    steps = select(StageChange).where(
        StageChange.workspace_id == deal.workspace_id,
        StageChange.deal_id == deal.id,
        col(StageChange.undone_at).is_(None),
    )
    return list(session.exec(steps.order_by(col(StageChange.changed_at), col(StageChange.id))))

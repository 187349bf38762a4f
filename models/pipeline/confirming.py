"""“Still alive”: one press says it, for fourteen days; another takes it back."""

from sqlmodel import Session, col, select

from models.acting import Acting
from models.database import new_id
from models.deals.queries import require_deal_change
from models.deals.records import Deal
from models.pipeline.records import DealConfirmation
from models.refusal import Refusal


def confirm(acting: Acting, deal: Deal) -> DealConfirmation:
    """The deal is alive, says the person today: once a day, however often it is pressed. Refuses a decided deal."""
    require_deal_change(acting.session, acting.rights, deal)
    if deal.outcome is not None:
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    today = confirmation_of(acting.session, deal)
    if today is not None and (today.confirmed_by, today.confirmed_on) == (acting.by.id, acting.today):
        return today
    said = DealConfirmation(
        workspace_id=deal.workspace_id,
        id=new_id(),
        deal_id=deal.id,
        confirmed_by=acting.by.id,
        confirmed_on=acting.today,
        confirmed_at=acting.now,
    )
    acting.session.add(said)
    acting.session.flush()
    return said


def take_back(acting: Acting, confirmation_id: str) -> Deal:
    """It was never said. Refuses one that is not there, or was taken back already."""
    said = acting.session.get(DealConfirmation, (acting.workspace.workspace_id, confirmation_id))
    if said is None:
        raise Refusal("deals.change_not_there")
    deal = acting.session.get_one(Deal, (said.workspace_id, said.deal_id))
    require_deal_change(acting.session, acting.rights, deal)
    if said.undone_at is not None:
        raise Refusal("deals.undone_already", number=deal.number)
    said.undone_at = acting.now
    acting.session.flush()
    return deal


def confirmation_of(session: Session, deal: Deal) -> DealConfirmation | None:
    """The latest time that somebody said so, as far as it stands."""
    said = select(DealConfirmation).where(
        DealConfirmation.workspace_id == deal.workspace_id,
        DealConfirmation.deal_id == deal.id,
        col(DealConfirmation.undone_at).is_(None),
    )
    return session.exec(said.order_by(col(DealConfirmation.confirmed_at).desc())).first()

"""Whose deals somebody may change: their own and shared ones, those of people below them, as a leader all."""

from sqlmodel import Session

from models.deals.queries import shares_of
from models.deals.records import Deal
from models.refusal import Refusal
from models.team.access import sight_of
from models.team.records import Person


def may_change(session: Session, person: Person, deal: Deal) -> bool:
    """Whether `person` owns or shares the deal, leads the workspace, or stands above its owner in the reporting line."""
    if person.workspace_id != deal.workspace_id:
        return False
    if person.id == deal.owner_id:
        return True
    if any(sharer == person.id for sharer, _ in shares_of(session, deal.workspace_id, [deal])[deal.id]):
        return True
    owner = session.get_one(Person, (deal.workspace_id, deal.owner_id))
    return sight_of(session, person).manages(owner)


def check_may_change(session: Session, person: Person, deal: Deal) -> None:
    """Refuses somebody else's deal, and says whose it is."""
    if not may_change(session, person, deal):
        owner = session.get_one(Person, (deal.workspace_id, deal.owner_id))
        raise Refusal("deals.not_yours", number=deal.number, owner=owner.name)


def check_may_give_to(session: Session, person: Person, owner: Person) -> None:
    """Refuses a deal in the name of somebody who does not report to this person."""
    if person.id != owner.id and not sight_of(session, person).manages(owner):
        raise Refusal("deals.not_for_them", owner=owner.name, field="owner")

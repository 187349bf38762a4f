"""Whose deals somebody may change: their own, those below them, as a leader all."""

from sqlmodel import Session

from models.deals.queries import shares_of
from models.deals.records import Deal
from models.refusal import Refusal
from models.team.records import Person


def may_change(session: Session, person: Person, deal: Deal) -> bool:
    """Whether `person` owns or shares the deal, leads the workspace, or stands above its owner in the reporting line."""
    if person.is_leader or person.id == deal.owner_id:
        return True
    if any(share == person.id for share, _ in shares_of(session, deal.workspace_id, [deal])[deal.id]):
        return True
    return _stands_above(session, person, deal.owner_id)


def check_may_change(session: Session, person: Person, deal: Deal) -> None:
    """Refuses somebody else's deal, and says whose it is."""
    if not may_change(session, person, deal):
        owner = session.get(Person, (deal.workspace_id, deal.owner_id))
        raise Refusal("deals.not_yours", number=deal.number, owner=owner.name if owner else "")


def check_may_give_to(session: Session, person: Person, owner: Person) -> None:
    """Refuses a deal in the name of somebody who does not report to this person."""
    if not (person.is_leader or person.id == owner.id or _stands_above(session, person, owner.id)):
        raise Refusal("deals.not_for_them", owner=owner.name, field="owner")


def _stands_above(session: Session, person: Person, subject_id: str) -> bool:
    """Up the reporting line from the subject; a line that runs in a circle ends where it began."""
    seen: set[str] = set()
    current = session.get(Person, (person.workspace_id, subject_id))
    while current is not None and current.manager_id and current.manager_id not in seen:
        if current.manager_id == person.id:
            return True
        seen.add(current.manager_id)
        current = session.get(Person, (person.workspace_id, current.manager_id))
    return False

"""When somebody leaves, their open actions go to their manager."""

from datetime import date

from sqlmodel import Session, select

from models.plan.records import ActionState, PlanAction
from models.team.records import Person


def hand_over(session: Session, workspace_id: str, today: date) -> int:
    """What people who left had running goes to their manager, or the next one up who is still there.

    Returns how many changed hands. Without a manager it stays where it is: somebody has to choose.
    """
    running = select(PlanAction).where(
        PlanAction.workspace_id == workspace_id, PlanAction.state == ActionState.ACCEPTED
    )
    changed = 0
    for action in session.exec(running):
        owner = session.get(Person, (workspace_id, action.owner_id)) if action.owner_id else None
        heir = _heir(session, owner, today) if owner else None
        if heir is not None:
            action.owner_id, action.before = heir.id, None
            changed += 1
    session.flush()
    return changed


def _heir(session: Session, owner: Person, today: date) -> Person | None:
    """Who takes over from somebody who left; None when they did not leave, or nobody is above them."""
    seen, person = {owner.id}, owner
    while person.ends_on is not None and person.ends_on < today:
        above = session.get(Person, (person.workspace_id, person.manager_id)) if person.manager_id else None
        if above is None or above.id in seen:
            return None
        seen.add(above.id)
        person = above
    return None if person is owner else person

"""When somebody leaves, their open actions, objectives and tools go to their manager."""

from datetime import date

from sqlmodel import Session, col, select

from models.goals.records import Objective
from models.plan.records import ActionState, PlanAction
from models.team.records import Person
from models.tools.records import Tool


def hand_over(session: Session, workspace_id: str, today: date) -> int:
    """What people who left had running goes to their manager, or the next one up who is still there.

    Returns how many changed hands. Without a manager it stays where it is: somebody has to choose.
    """
    running = select(PlanAction).where(
        PlanAction.workspace_id == workspace_id, PlanAction.state == ActionState.ACCEPTED
    )
    objectives = select(Objective).where(Objective.workspace_id == workspace_id, col(Objective.closed_at).is_(None))
    tools = select(Tool).where(Tool.workspace_id == workspace_id, col(Tool.removed_at).is_(None))
    owned: list[PlanAction | Objective | Tool] = []
    for things in (running, objectives, tools):
        owned += session.exec(things).all()
    changed = 0
    for thing in owned:
        owner = session.get(Person, (workspace_id, thing.owner_id)) if thing.owner_id else None
        heir = _heir(session, owner, today) if owner else None
        if heir is not None:
            thing.owner_id, thing.before = heir.id, None
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

"""What people hear of their goals: a rep of one that was set for them, who set it when somebody else closed it."""

from handlers.door.request import Request
from models.delivery.outbox import post
from models.goals.records import Goal
from models.team.records import Person

GOAL_SET, GOAL_CLOSED = "goal.set", "goal.closed"
"""What is said is composed when it goes out: see `jobs/prompts/goals.py`."""


def tell_of_goal(request: Request, goal: Goal) -> str:
    """The rep for whom somebody else set it; their name, or nothing when nobody has to be told."""
    if goal.scope_kind != "person" or goal.scope_id == request.person.id:
        return ""
    person = request.session.get(Person, (goal.workspace_id, goal.scope_id))
    if person is None:
        return ""
    _post(request, person.id, GOAL_SET, goal)
    return person.name


def tell_of_closing(request: Request, goal: Goal) -> None:
    """Whose it is and who set it, unless they closed it themselves."""
    told = {goal.set_by, goal.scope_id if goal.scope_kind == "person" else goal.set_by} - {request.person.id}
    for person_id in sorted(told):
        _post(request, person_id, GOAL_CLOSED, goal)


def _post(request: Request, recipient: str, cadence: str, goal: Goal) -> None:
    closed = f":{goal.closed_at:%H%M%S}" if goal.closed_at else ""
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=recipient,
        cadence=cadence,
        slot=f"{goal.id}{closed}",
        now=request.now,
        about={"goal_id": goal.id, "by": request.person.id},
    )

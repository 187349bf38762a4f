"""Goals with their figures, for the person at the door."""

from collections.abc import Sequence

from handlers.door.request import Request
from messages.goals.answers import LISTED, GoalView
from messages.goals.views import goal_view_of
from models.goals.actions import may_change
from models.goals.progress import progress_of
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.refusal import Refusal
from models.team.access import Sight, sight_of


def goal_view(request: Request, goal: Goal) -> GoalView:
    """One goal with its figures as of now."""
    return goal_views(request, [goal])[0]


def goal_views(request: Request, goals: Sequence[Goal]) -> list[GoalView]:
    """Goals with their figures; those that a message leaves out come without."""
    sight = sight_of(request.session, request.person)
    steps = milestones_of(request.session, goals)
    return [
        goal_view_of(
            progress_of(
                request.session, request.workspace, goal, steps[goal.id] if place < LISTED else [], request.now
            ),
            is_own=goal.scope_id == request.person.id,
            can_change=_can_change(sight, goal),
        )
        for place, goal in enumerate(goals)
    ]


def _can_change(sight: Sight, goal: Goal) -> bool:
    try:
        may_change(sight, goal)
    except Refusal:
        return False
    return True

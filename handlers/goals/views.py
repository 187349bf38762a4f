"""Goals with their figures, as values for the messages."""

from collections.abc import Sequence

from handlers.door.request import Request
from messages.goals.answers import LISTED, GoalView
from messages.goals.views import goal_view_of
from models.goals.progress import progress_of
from models.goals.queries import about_goal, milestones_of
from models.goals.records import Goal
from models.permissions import Right


def goal_view(request: Request, goal: Goal) -> GoalView:
    """One goal with its figures as of now."""
    return goal_views(request, [goal])[0]


def goal_views(request: Request, goals: Sequence[Goal]) -> list[GoalView]:
    """Goals with their figures; those that a message leaves out come without."""
    rights = request.rights
    steps = milestones_of(request.session, goals)
    return [
        goal_view_of(
            progress_of(
                request.session, request.workspace, goal, steps[goal.id] if place < LISTED else [], request.now
            ),
            request.language,
            is_own=goal.scope_id == request.person.id,
            can_change=rights.may(Right.CHANGE_GOAL, about_goal(goal)),
        )
        for place, goal in enumerate(goals)
    ]

"""Goals with their figures, for the person at the door."""

from collections.abc import Sequence

from handlers.door.request import Visit
from messages.goals.answers import SHOWN, Shown
from messages.goals.views import goal_shown
from models.goals.actions import may_change
from models.goals.progress import progress_of
from models.goals.queries import milestones_of
from models.goals.records import Goal
from models.refusal import Refusal
from models.team.access import Sight, sight_of


def shown(visit: Visit, goal: Goal) -> Shown:
    """One goal with its figures as of now."""
    return shown_all(visit, [goal])[0]


def shown_all(visit: Visit, goals: Sequence[Goal]) -> list[Shown]:
    """Goals with their figures; those that a message leaves out come without."""
    sight = sight_of(visit.session, visit.person)
    steps = milestones_of(visit.session, goals)
    return [
        goal_shown(
            progress_of(
                visit.session, visit.workspace, goal, steps[goal.id] if place < SHOWN else [], visit.now
            ),
            is_own=goal.scope_id == visit.person.id,
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

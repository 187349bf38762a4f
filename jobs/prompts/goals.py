"""The message after a goal's last day: what came of it, and whether its successor's target should move."""

from collections.abc import Iterator
from datetime import time, timedelta

from jobs.cadence import Cadence, Occasion, Window
from messages.blocks import Message
from messages.goals import answers as messages
from messages.goals.views import goal_view_of
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.recurrence import once
from models.goals.actions import roll_over
from models.goals.progress import progress_of
from models.goals.queries import goals_that_ended, milestones_of, successor_of_goal
from models.goals.records import Goal

AT = time(9)


def goals_ended(window: Window) -> Iterator[Due]:
    """The owner of each ended goal (of a team's or the company's, who set it), on the first working morning after."""
    people = {person.id: person for person in window.people}
    latest_today = window.now.date() + timedelta(days=1)
    for goal in goals_that_ended(window.session, window.workspace.workspace_id, latest_today):
        person = people.get(goal.scope_id if goal.scope_kind == "person" else goal.set_by)
        if person is None:
            continue
        for due in due_by_recurrence(
            person.id,
            once(goal.ends_on + timedelta(days=1), AT),
            window.zone_of(person),
            window.works_on(person),
            window.since,
            window.now,
        ):
            yield Due(person.id, f"{due.slot}:{goal.id[-12:]}", due.at, {"goal_id": goal.id})


def result(occasion: Occasion) -> Message | None:
    """What came of it. Closes the goal and opens the successor of a rolling one; a second time finds them done."""
    goal = occasion.session.get(Goal, (occasion.workspace.workspace_id, str(occasion.about["goal_id"])))
    if goal is None:
        return None
    successor = successor_of_goal(occasion.session, goal)
    if successor is None and goal.closed_at is None:
        successor = roll_over(occasion.session, goal, occasion.now)
    return messages.ended(
        occasion.language, _goal_view(occasion, goal), _goal_view(occasion, successor) if successor else None
    )


def _goal_view(occasion: Occasion, goal: Goal) -> messages.GoalView:
    steps = milestones_of(occasion.session, [goal])[goal.id]
    progress = progress_of(occasion.session, occasion.workspace, goal, steps, occasion.now)
    assert occasion.person is not None
    return goal_view_of(progress, is_own=goal.scope_id == occasion.person.id, can_change=True)


GOAL_ENDED = Cadence(
    "goal.ended",
    goals_ended,
    result,
    useful_for=timedelta(days=14),
    when="09:00 on the first working day after a goal's last day",
    to="its owner; who set it, when it is a team's or the company's",
)
CADENCES = (GOAL_ENDED,)

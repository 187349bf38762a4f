"""Messages about goals: what came of one after its last day and what comes next, and one that somebody else set or closed."""

from collections.abc import Iterator
from datetime import time, timedelta

from jobs.cadence import Cadence, Occasion, Window, nobody
from messages.blocks import Message
from messages.goals import answers as messages
from messages.goals.views import goal_view_of
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.queries import delivery_with
from models.delivery.records import IN_SLACK
from models.delivery.recurrence import once
from models.goals.actions import roll_over
from models.goals.horizon import successor_of
from models.goals.progress import progress_of
from models.goals.queries import goals_that_ended, milestones_of, successor_of_goal
from models.goals.records import Goal
from models.team.records import Person

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
    goal = _goal(occasion)
    if goal is None:
        return None
    successor = successor_of_goal(occasion.session, goal)
    if successor is None and goal.closed_at is None:
        successor = roll_over(occasion.session, goal, occasion.now)
    view = _goal_view(occasion, goal)
    if successor is not None:
        return messages.ended(occasion.language, view, _goal_view(occasion, successor))
    following = successor_of(goal.horizon, goal.ends_on, occasion.workspace.fiscal_start_month)
    return messages.ended(occasion.language, view, None, following.period)


def set_for_you(occasion: Occasion) -> Message | None:
    """To the rep, of a goal that their manager set; nothing when it was taken back before this went out."""
    goal, by = _goal(occasion), _by(occasion)
    if goal is None or by is None or goal.closed_at is not None:
        return None
    return messages.set_for_you(occasion.language, by.name, _goal_view(occasion, goal))


def closed_by(occasion: Occasion) -> Message | None:
    """To whose goal it is, or who set it: somebody else closed it. Nothing when they never heard of it, or it is open again."""
    goal, by = _goal(occasion), _by(occasion)
    if goal is None or by is None or goal.closed_at is None or not _has_heard(occasion, goal):
        return None
    return messages.closed_by(occasion.language, by.name, _goal_view(occasion, goal))


def _goal(occasion: Occasion) -> Goal | None:
    return occasion.session.get(Goal, (occasion.workspace.workspace_id, str(occasion.about["goal_id"])))


def _by(occasion: Occasion) -> Person | None:
    return occasion.session.get(Person, (occasion.workspace.workspace_id, str(occasion.about["by"])))


def _has_heard(occasion: Occasion, goal: Goal) -> bool:
    """Whoever set it has; a rep when the message about it went out."""
    told = delivery_with(occasion.session, goal.workspace_id, occasion.delivery.recipient, GOAL_SET.key, goal.id)
    return told is None or told.state in IN_SLACK


def _goal_view(occasion: Occasion, goal: Goal) -> messages.GoalView:
    steps = milestones_of(occasion.session, [goal])[goal.id]
    progress = progress_of(occasion.session, occasion.workspace, goal, steps, occasion.now)
    assert occasion.person is not None
    return goal_view_of(progress, occasion.language, is_own=goal.scope_id == occasion.person.id, can_change=True)


GOAL_ENDED = Cadence(
    "goal.ended",
    goals_ended,
    result,
    useful_for=timedelta(days=14),
    when="09:00 on the first working day after a goal's last day",
    to="its owner; who set it, when it is a team's or the company's",
)
GOAL_SET = Cadence(
    "goal.set",
    nobody,
    set_for_you,
    useful_for=timedelta(days=7),
    when="when somebody else sets a goal for them",
    to="the rep whose goal it is",
)
GOAL_CLOSED = Cadence(
    "goal.closed",
    nobody,
    closed_by,
    useful_for=timedelta(days=7),
    when="when somebody else closes a goal",
    to="whose goal it is, and who set it",
)
CADENCES = (GOAL_ENDED, GOAL_SET, GOAL_CLOSED)

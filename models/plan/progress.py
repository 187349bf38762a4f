"""How far an objective has come, from the goals under it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from models.goals.progress import Progress, Step, progress_of
from models.goals.queries import is_seen, milestones_of
from models.goals.records import Goal, Objective
from models.rights import rights_of
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    """Of one objective, over the goals that somebody may see."""

    share: float | None
    """0 to 1; None: no goal under it has a figure yet."""
    counted: int
    """How many goals are in it."""
    goals: int
    """How many stand under it, seen or not."""


def progress_of_objectives(
    session: Session, workspace: Workspace, objectives: Sequence[Objective], viewer: Person, now: datetime
) -> Mapping[str, ObjectiveProgress]:
    """By the objective's id.

    A goal's progress is the mean over its milestones of min(actual / target, 1); where less is better of
    min(target / actual, 1). A milestone without a figure is left out. An objective's is the mean of its goals', each as
    heavy as the other; a goal without any figure is left out. Of a rolling goal the newest counts, and one that was closed
    before its last day counts no more.
    """
    today = now.astimezone(zone_named(workspace.zone)).date()
    rights = rights_of(session, viewer, today)
    under = _goals_under(session, workspace.workspace_id, objectives, today)
    steps = milestones_of(session, [goal for goals in under.values() for goal in goals])
    found = {}
    for objective in objectives:
        goals = under.get(objective.id, [])
        seen = [goal for goal in goals if is_seen(rights, goal)]
        shares = [
            share
            for goal in seen
            if (share := _share(session, workspace, goal, now, has_steps=bool(steps.get(goal.id)))) is not None
        ]
        share = sum(shares) / len(shares) if shares else None
        found[objective.id] = ObjectiveProgress(share, len(shares), len(goals))
    return found


def share_of_goal(progress: Progress) -> float | None:
    """0 to 1: the mean over the milestones that have a figure; None without any."""
    shares = [share for step in progress.steps if (share := _share_of(step)) is not None]
    return sum(shares) / len(shares) if shares else None


def _share_of(step: Step) -> float | None:
    if step.figure.value is None or step.target <= 0:
        return None
    actual = Decimal(str(step.figure.value))
    if step.kpi.lower_is_better:
        return float(min(Decimal(1), step.target / actual)) if actual > 0 else 1.0
    return float(max(Decimal(0), min(Decimal(1), actual / step.target)))


def _share(session: Session, workspace: Workspace, goal: Goal, now: datetime, *, has_steps: bool) -> float | None:
    if not has_steps:
        return None
    try:
        return share_of_goal(progress_of(session, workspace, goal, milestones_of(session, [goal])[goal.id], now))
    except KeyError:  # whose goal it was is gone
        return None


def _goals_under(
    session: Session, workspace_id: str, objectives: Sequence[Objective], today: date
) -> dict[str, list[Goal]]:
    if not objectives:
        return {}
    linked = select(Goal).where(
        Goal.workspace_id == workspace_id, col(Goal.objective_id).in_([one.id for one in objectives])
    )
    goals = session.exec(linked.order_by(col(Goal.number))).all()
    followed = {goal.follows_id for goal in goals if goal.follows_id}
    under: defaultdict[str, list[Goal]] = defaultdict(list)
    for goal in goals:
        was_given_up = goal.closed_at is not None and goal.ends_on >= goal.closed_at.date()
        if goal.id not in followed and not was_given_up and goal.starts_on <= today and goal.objective_id:
            under[goal.objective_id].append(goal)
    return under

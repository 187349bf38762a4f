"""Questions about goals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from models.goals.records import Goal, Milestone
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About, Rights, rights_of
from models.team.records import Person
from models.workspace.queries import hold


def open_goals(session: Session, workspace_id: str, today: date) -> Sequence[Goal]:
    """Every goal that nobody closed and whose date has not passed, the next to end first."""
    goals = select(Goal).where(
        Goal.workspace_id == workspace_id, col(Goal.closed_at).is_(None), col(Goal.ends_on) >= today
    )
    return session.exec(goals.order_by(col(Goal.ends_on), col(Goal.number))).all()


def goals_seen_by(session: Session, viewer: Person, today: date) -> list[Goal]:
    """The open goals that a person may see: own, of people below, of their teams and of the company."""
    rights = rights_of(session, viewer, today)
    return [goal for goal in open_goals(session, viewer.workspace_id, today) if is_seen(rights, goal)]


def about_goal(goal: Goal) -> About:
    """Whose a goal is, for who may change it: theirs whom it is for, and theirs who set it."""
    person_id = goal.scope_id if goal.scope_kind == "person" else None
    return About(goal.workspace_id, person_id, also_of=frozenset({goal.set_by}))


def is_seen(rights: Rights, goal: Goal) -> bool:
    """Whether this person may see the goal."""
    match goal.scope_kind:
        case "person":
            return rights.may(Right.SEE_FIGURES, About(goal.workspace_id, goal.scope_id))
        case "team":
            return rights.may(Right.SEE_TEAM, About(goal.workspace_id, team_id=goal.scope_id))
        case _:
            return rights.may(Right.SEE_GOAL_OF_COMPANY)


def goals_of_people(session: Session, workspace_id: str, people: Iterable[str], today: date) -> Sequence[Goal]:
    """The open goals of these people themselves."""
    return session.exec(_OF_PEOPLE, params={"workspace_id": workspace_id, "people": list(people), "today": today}).all()


# Built once: each Home asks these.
_OF_PEOPLE = (
    select(Goal)
    .where(
        col(Goal.workspace_id) == bindparam("workspace_id"),
        col(Goal.scope_kind) == "person",
        col(Goal.scope_id).in_(bindparam("people", expanding=True)),
        col(Goal.closed_at).is_(None),
        col(Goal.ends_on) >= bindparam("today"),
    )
    .order_by(col(Goal.ends_on), col(Goal.number))
)
_MILESTONES = (
    select(Milestone)
    .where(
        col(Milestone.workspace_id) == bindparam("workspace_id"),
        col(Milestone.goal_id).in_(bindparam("goals", expanding=True)),
    )
    .order_by(col(Milestone.id))
)


def goals_that_ended(session: Session, workspace_id: str, before: date) -> Sequence[Goal]:
    """Open goals of which the last day lies before `before`."""
    goals = select(Goal).where(
        Goal.workspace_id == workspace_id, col(Goal.closed_at).is_(None), col(Goal.ends_on) < before
    )
    return session.exec(goals.order_by(col(Goal.ends_on), col(Goal.number))).all()


def successor_of_goal(session: Session, goal: Goal) -> Goal | None:
    """The goal that took over from this one, if any."""
    followers = select(Goal).where(Goal.workspace_id == goal.workspace_id, Goal.follows_id == goal.id)
    return session.exec(followers).first()


def milestones_of(session: Session, goals: Iterable[Goal]) -> dict[str, list[Milestone]]:
    """The milestones by goal id, in the order in which they were set."""
    listed = list(goals)
    found: dict[str, list[Milestone]] = defaultdict(list)
    if listed:
        asked = {"workspace_id": listed[0].workspace_id, "goals": [goal.id for goal in listed]}
        for milestone in session.exec(_MILESTONES, params=asked):
            found[milestone.goal_id].append(milestone)
    return found


def goal_numbered(session: Session, workspace_id: str, number: int) -> Goal:
    """The goal with this number. Refuses one that is not there."""
    goal = session.exec(select(Goal).where(Goal.workspace_id == workspace_id, Goal.number == number)).first()
    if goal is None:
        raise Refusal("goals.not_there", number=number)
    return goal


def goal_with_id(session: Session, workspace_id: str, goal_id: str) -> Goal:
    """The goal of a button. Refuses one that is not there."""
    goal = session.get(Goal, (workspace_id, goal_id))
    if goal is None:
        raise Refusal("goals.not_there", number="")
    return goal


def next_number(session: Session, workspace_id: str) -> int:
    """The number of the next goal. Nobody else gets the same: the workspace is held until the commit."""
    hold(session, workspace_id)
    highest = session.exec(select(func.max(Goal.number)).where(Goal.workspace_id == workspace_id)).one()
    return (highest or 0) + 1

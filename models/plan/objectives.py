"""Objectives: what the company wants, tactical or strategic, at most 36 months ahead; goals stand under them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.acting import Acting
from models.goals.actions import LONGEST_TITLE, require_goal_change
from models.goals.records import Goal, Objective
from models.period import months_after
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.queries import hold

MOST_MONTHS = 36
STRATEGIC_FROM = 13
"""Months. Up to a year is tactical."""


def set_objective(acting: Acting, title: str, months: int) -> Objective:
    """Set one. Refuses who is no leader, an empty or long title, and more than 36 months."""
    session, by = acting.session, acting.by
    acting.rights.require(Right.LEAD_COMPANY)
    if not title.strip():
        raise Refusal("plan.no_title", field="title")
    if len(title) > LONGEST_TITLE:
        raise Refusal("plan.title_too_long", most=LONGEST_TITLE, field="title")
    if not 1 <= months <= MOST_MONTHS:
        raise Refusal("plan.too_far", months=months, most=MOST_MONTHS, field="months")
    hold(session, by.workspace_id)
    highest = session.exec(select(func.max(Objective.number)).where(Objective.workspace_id == by.workspace_id)).one()
    objective = Objective(
        workspace_id=by.workspace_id,
        number=(highest or 0) + 1,
        title=title.strip(),
        months=months,
        starts_on=acting.today,
        created_at=acting.now,
    )
    session.add(objective)
    session.flush()
    return objective


def steer_objective(acting: Acting, objective: Objective, owner: Person | None, kpi: str | None) -> Objective:
    """Who sees to it, and by which key figure it is told that it is reached; what was before can be undone.

    Refuses who is no leader, an objective that is closed, and an owner who has left.
    """
    acting.rights.require(Right.LEAD_COMPANY)
    if objective.closed_at is not None:
        raise Refusal("plan.objective_closed", number=objective.number)
    if owner is not None and owner.ends_on is not None and owner.ends_on < acting.today:
        raise Refusal("plan.owner_has_left", name=owner.name, day=owner.ends_on)
    objective.before = {"owner_id": objective.owner_id, "kpi": objective.kpi}
    objective.owner_id, objective.kpi = owner.id if owner else None, kpi
    acting.session.flush()
    return objective


def undo_steering(acting: Acting, objective: Objective) -> Objective:
    """Owner and key figure as they were before the last change. Refuses who is no leader, and when there is none."""
    acting.rights.require(Right.LEAD_COMPANY)
    if objective.before is None:
        raise Refusal("plan.steered_back")
    owner, kpi = objective.before.get("owner_id"), objective.before.get("kpi")
    objective.owner_id, objective.kpi = str(owner) if owner else None, str(kpi) if kpi else None
    objective.before = None
    acting.session.flush()
    return objective


def close_objective(acting: Acting, objective: Objective) -> Objective:
    """Reached, or given up; its goals go on. Refuses who is no leader and one that is closed."""
    acting.rights.require(Right.LEAD_COMPANY)
    if objective.closed_at is not None:
        raise Refusal("plan.objective_closed", number=objective.number)
    objective.closed_at = acting.now
    acting.session.flush()
    return objective


def reopen_objective(acting: Acting, objective: Objective) -> Objective:
    """Take the closing back."""
    acting.rights.require(Right.LEAD_COMPANY)
    objective.closed_at = None
    acting.session.flush()
    return objective


def put_goal_under(acting: Acting, goal: Goal, objective: Objective | None) -> Goal:
    """The goal serves this objective from now on (None: no objective). Refuses somebody else's goal and a closed end."""
    require_goal_change(acting.rights, goal)
    if objective is not None and objective.closed_at is not None:
        raise Refusal("plan.objective_closed", number=objective.number)
    goal.objective_id = objective.id if objective else None
    acting.session.flush()
    return goal


def open_objectives(session: Session, workspace_id: str) -> Sequence[Objective]:
    """Every objective that nobody closed, in the order of their numbers."""
    wanted = select(Objective).where(Objective.workspace_id == workspace_id, col(Objective.closed_at).is_(None))
    return session.exec(wanted.order_by(col(Objective.number))).all()


def objective_numbered(session: Session, workspace_id: str, number: int) -> Objective:
    """The objective with this number. Refuses one that is not there."""
    wanted = select(Objective).where(Objective.workspace_id == workspace_id, Objective.number == number)
    objective = session.exec(wanted).first()
    if objective is None:
        raise Refusal("plan.no_such_objective", number=number)
    return objective


def last_day_of(objective: Objective) -> date:
    """The day by which it should be reached."""
    return months_after(objective.starts_on, objective.months)


def is_strategic(objective: Objective) -> bool:
    """Longer than a year."""
    return objective.months >= STRATEGIC_FROM

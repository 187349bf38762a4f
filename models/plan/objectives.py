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

"""Goals that could be sharper: what the lint says of them, once a week."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, bindparam, literal, select
from sqlmodel import Session, col

from models.digest.week import WeakGoal
from models.goals.lint import GoalProposal, Proposed, advice_on
from models.goals.records import Goal, Milestone
from models.prepared import PreparedForSome, fetch_some
from models.scorecard.kpis import KPIS


def weak_goals(session: Session, workspace_id: str, people: Iterable[str], today: date) -> tuple[WeakGoal, ...]:
    """The open goals of these people with what to mend first in each: no KPI, only outcomes, or not in their hands."""
    found = []
    for (_, number, title), steps in _steps_of_people(session, workspace_id, people, today).items():
        milestones = [Proposed(KPIS[kpi], Decimal(target)) for kpi, target in steps if kpi in KPIS]
        advice = advice_on(GoalProposal(of_one_rep=True, milestones=milestones))
        if advice:
            keys = tuple(step.kpi.key for step in milestones)
            found.append(WeakGoal(number, title, advice[0].weakness.value, keys))
    return tuple(found)


def _steps_of_people(
    session: Session, workspace_id: str, people: Iterable[str], today: date
) -> dict[tuple[date, int, str], list[tuple[str, str]]]:
    """By last day, number and title each goal's KPIs and targets, the next to end first."""
    asked = {"workspace_id": workspace_id, "today": today}
    found: dict[tuple[date, int, str], list[tuple[str, str]]] = {}
    for ends_on, number, _, title, kpi, target in sorted(
        fetch_some(session, _OPEN, asked, person_id=list(people)), key=lambda row: (row[0], row[1], row[2] or "")
    ):
        steps = found.setdefault((ends_on, number, title), [])
        if kpi is not None:
            steps.append((kpi, target))
    return found


_OPEN = PreparedForSome(
    lambda one_of: (
        select(
            *(col(Goal.ends_on), col(Goal.number), col(Milestone.id), col(Goal.title)),
            *(col(Milestone.kpi), col(Milestone.target)),
        )
        .select_from(Goal)
        .outerjoin(
            Milestone,
            and_(col(Milestone.workspace_id) == col(Goal.workspace_id), col(Milestone.goal_id) == col(Goal.id)),
        )
        .where(
            col(Goal.workspace_id) == bindparam("workspace_id"),
            col(Goal.scope_kind) == literal("person"),
            one_of(col(Goal.scope_id), "person_id"),
            col(Goal.closed_at).is_(None),
            col(Goal.ends_on) >= bindparam("today"),
        )
    )
)

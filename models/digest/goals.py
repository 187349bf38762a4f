"""Goals that could be sharper: what the lint says of them, once a week."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from models.digest.week import WeakGoal
from models.goals.lint import GoalProposal, Proposed, advice_on
from models.goals.queries import goals_of_people, milestones_of
from models.scorecard.kpis import KPIS


def weak_goals(session: Session, workspace_id: str, people: Iterable[str], today: date) -> tuple[WeakGoal, ...]:
    """The open goals of these people with what to mend first in each: no KPI, only outcomes, or not in their hands."""
    goals = goals_of_people(session, workspace_id, people, today)
    steps = milestones_of(session, goals)
    found = []
    for goal in goals:
        milestones = [
            Proposed(KPIS[step.kpi], Decimal(step.target)) for step in steps.get(goal.id, []) if step.kpi in KPIS
        ]
        advice = advice_on(GoalProposal(of_one_rep=True, milestones=milestones))
        if advice:
            found.append(
                WeakGoal(goal.number, goal.title, advice[0].weakness.value, tuple(step.kpi.key for step in milestones))
            )
    return tuple(found)

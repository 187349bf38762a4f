"""The advice on a goal that was just set, with what the records say."""

from datetime import datetime

from sqlmodel import Session

from models.goals.actions import NewGoal
from models.goals.lint import Advice, GoalProposal, Proposed, advice_on
from models.goals.progress import best_of_four
from models.scorecard.own_kpis import kpi_in
from models.workspace.records import Workspace


def advice_for(session: Session, workspace: Workspace, new: NewGoal, now: datetime) -> list[Advice]:
    """What is weak about the goal; empty when nothing is."""
    keys = [key for key, _ in new.milestones]
    best = best_of_four(session, workspace, new.scope, new.horizon, keys, now) if keys else {}
    proposed = []
    for key, target in new.milestones:
        highest = best[key]
        kpi = kpi_in(workspace, key, of_one_rep=new.scope.is_person)
        proposed.append(Proposed(kpi, target, highest, has_source=highest is not None and highest > 0))
    return advice_on(GoalProposal(new.scope.is_person, proposed))

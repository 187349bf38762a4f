"""The advice on a goal that was just set, with what the records say."""

from datetime import datetime

from sqlmodel import Session

from models.goals.actions import NewGoal
from models.goals.lint import Advice, GoalProposal, Proposed, advice_on
from models.goals.progress import best_of_four
from models.period import rolling
from models.scorecard.formulas import FORMULAS
from models.scorecard.kpis import Kpi, figure_of
from models.scorecard.own_kpis import kpi_in
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import scope_of_workspace
from models.workspace.records import Workspace


def advice_for(session: Session, workspace: Workspace, new: NewGoal, now: datetime) -> list[Advice]:
    """What is weak about the goal; empty when nothing is."""
    keys = [key for key, _ in new.milestones]
    best = best_of_four(session, workspace, new.scope, new.horizon, keys, now) if keys else {}
    proposed = []
    for key, target in new.milestones:
        highest = best[key]
        kpi = kpi_in(workspace, key, of_one_rep=new.scope.is_person)
        has_source = (highest is not None and highest > 0) or _is_recorded(session, workspace, kpi, now)
        proposed.append(Proposed(kpi, target, highest, has_source))
    return advice_on(GoalProposal(new.scope.is_person, proposed))


def _is_recorded(session: Session, workspace: Workspace, kpi: Kpi, now: datetime) -> bool:
    """Whether anything came in for it in a year, from anybody: who has none of it yet needs no recording set up."""
    if kpi.measure is None and kpi.key not in FORMULAS:
        return False
    scope = scope_of_workspace(session, workspace)
    facts = read_facts(session, workspace, scope, rolling(365, scope.today(now)), scope.latest_day(now), kpi.sources)
    return bool(figure_of(kpi, facts.together()).value)

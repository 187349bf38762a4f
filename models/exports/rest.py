"""The parts of an export of everything that have no export of their own: accounts, costs, leave,
objectives, goals, the improvement plan, targets, coaching talks, teams."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import PlannedVisit
from models.coaching.records import Talk
from models.costs.records import Cost
from models.exports.names import Names
from models.exports.writing import Row, money
from models.goals.records import Goal, Milestone, Objective, ObjectiveConfidence
from models.plan.records import PlanAction
from models.scorecard.records import Target
from models.scorecard.scope import Scope, ScopeKind
from models.team.records import Leave, Team
from models.territories.lists import lists_of
from models.workspace.records import Workspace


def team_rows(session: Session, workspace: Workspace) -> Iterator[Row]:
    """A row for each team, by name."""
    for team in _all(session, workspace, Team, col(Team.name)):
        yield {"id": team.id, "name": team.name, "zone": team.zone, "channel_id": team.channel_id}


def account_rows(session: Session, workspace: Workspace, day: date) -> Iterator[Row]:
    """A row for each account, by name, as it stood on `day`: without those that were removed or became part of another one.

    `owner` is on whose list it is, else whose it is.
    """
    names, lists = Names(session, workspace.workspace_id), lists_of(session, workspace.workspace_id)
    named = {one.account_id: one for one in lists.on(day)}
    for account in _all(session, workspace, Account, col(Account.name)):
        if account.removed_at is None:
            one = named.get(account.id)
            yield {
                "account": account.name,
                "sector": account.sector,
                "tier": one.tier if one else None,
                "territory": lists.territories.get(one.territory_id or "") if one else None,
                "owner": names.person((one.owner_id if one else None) or account.owner_id),
                "opened": account.opened_on,
                "channel": account.channel,
                "size": account.size,
                "segment": account.segment,
                "postcode": account.postcode,
            }


def territory_rows(session: Session, workspace: Workspace, day: date) -> Iterator[Row]:
    """A row for each territory that there is on `day`, by name, with since when what is said holds."""
    names, lists = Names(session, workspace.workspace_id), lists_of(session, workspace.workspace_id, ())
    teams = {team.id: team.name for team in _all(session, workspace, Team, col(Team.name))}
    for term in lists.territories_on(day):
        yield {
            "territory": lists.territories[term.territory_id],
            "region": term.region,
            "team": teams.get(term.team_id or ""),
            "owner": names.person(term.owner_id),
            "from": term.from_day,
        }


def planned_visit_rows(session: Session, workspace: Workspace, scope: Scope) -> Iterator[Row]:
    """The planned visits of the people in the scope; `held` where the entry that tells of it stands."""
    names = Names(session, workspace.workspace_id)
    accounts = {one.id: one.name for one in _all(session, workspace, Account, col(Account.name))}
    for visit in _all(session, workspace, PlannedVisit, col(PlannedVisit.planned_on)):
        if scope.ids is None or visit.person_id in scope.ids:
            yield {
                "person": names.person(visit.person_id),
                "account": accounts.get(visit.account_id or ""),
                "day": visit.planned_on,
                "note": visit.entry.get("note"),
                "state": "not held" if visit.called_off_at else "held" if visit.activity_id else "planned",
            }


def cost_rows(session: Session, workspace: Workspace) -> Iterator[Row]:
    """Every cost that stands."""
    for cost in _all(session, workspace, Cost, col(Cost.day)):
        if cost.removed_at is None:
            yield {
                "id": cost.external_id or cost.id,
                "date": cost.day,
                "kind": cost.kind,
                "amount": money(cost.amount_minor, cost.currency),
                "currency": cost.currency,
                "reporting_amount": money(cost.reporting_minor, workspace.currency),
                "channel": cost.channel,
                "note": cost.note,
            }


def leave_rows(session: Session, workspace: Workspace, scope: Scope) -> Iterator[Row]:
    """The leave of the people in the scope."""
    names = Names(session, workspace.workspace_id)
    for leave in _all(session, workspace, Leave, col(Leave.first_day)):
        if scope.ids is None or leave.person_id in scope.ids:
            yield {
                "person": names.person(leave.person_id),
                "first": leave.first_day,
                "last": leave.last_day,
                "part": leave.part,
            }


def goal_rows(session: Session, workspace: Workspace, scope: Scope) -> Iterator[Row]:
    """The goals of the scope, with their milestones."""
    milestones = list(_all(session, workspace, Milestone, col(Milestone.kpi)))
    objectives = {one.id: one.number for one in _all(session, workspace, Objective, col(Objective.number))}
    for goal in _all(session, workspace, Goal, col(Goal.number)):
        if scope.ids is None or goal.scope_id in {scope.id, *scope.ids}:
            steps = {step.kpi: step.target for step in milestones if step.goal_id == goal.id}
            yield {
                "number": goal.number,
                "title": goal.title or ", ".join(steps),
                "scope_kind": goal.scope_kind,
                "scope_id": goal.scope_id,
                "horizon": goal.horizon,
                "start": goal.starts_on,
                "end": goal.ends_on,
                "milestones": steps,
                "closed_at": goal.closed_at,
                "objective": objectives.get(goal.objective_id),
            }


def objective_rows(session: Session, workspace: Workspace) -> Iterator[Row]:
    """A row for each objective, by number; `months` is its horizon."""
    names = Names(session, workspace.workspace_id)
    said = list(_all(session, workspace, ObjectiveConfidence, col(ObjectiveConfidence.created_at)))
    for objective in _all(session, workspace, Objective, col(Objective.number)):
        answers = [one for one in said if one.objective_id == objective.id and one.undone_at is None]
        yield {
            "number": objective.number,
            "title": objective.title,
            "months": objective.months,
            "start": objective.starts_on,
            "owner": names.person(objective.owner_id),
            "kpi": objective.kpi,
            "closed_at": objective.closed_at,
            "confidence": [{"day": one.said_on, "level": one.level} for one in answers],
        }


def plan_rows(session: Session, workspace: Workspace, scope: Scope) -> Iterator[Row]:
    """The actions of the improvement plan: all of them, or those of the people in the scope."""
    names = Names(session, workspace.workspace_id)
    goals = {goal.id: goal.number for goal in _all(session, workspace, Goal, col(Goal.number))}
    for action in _all(session, workspace, PlanAction, col(PlanAction.number)):
        if scope.ids is None or action.owner_id in scope.ids:
            yield {
                "number": action.number,
                "title": action.title,
                "state": action.state,
                "owner": names.person(action.owner_id),
                "days": action.horizon_days,
                "start": action.starts_on,
                "end": action.ends_on,
                "kpi": action.kpi,
                "goal": goals.get(action.goal_id),
                "audit": action.campaign_number,
            }


def coaching_rows(session: Session, workspace: Workspace, scope: Scope) -> Iterator[Row]:
    """The coaching talks of the reps in the scope. What was said stays between the two."""
    names = Names(session, workspace.workspace_id)
    for talk in _all(session, workspace, Talk, col(Talk.planned_at)):
        if scope.ids is None or talk.rep_id in scope.ids:
            yield {
                "coach": names.person(talk.coach_id),
                "rep": names.person(talk.rep_id),
                "planned_at": talk.planned_at,
                "state": talk.state,
                "held": talk.held_on,
            }


def style_rows(scope: Scope) -> Iterator[Row]:
    """How one person likes to be told things: in their own export alone, never in that of several."""
    for person in scope.people if scope.kind is ScopeKind.PERSON else ():
        if person.style is not None:
            told = {"plain": person.style_is_plain, "hint_to_manager": not person.style_hides_hint}
            yield {"person": person.name, "style": person.style, **told}


def target_rows(session: Session, workspace: Workspace) -> Iterator[Row]:
    """Every target that was set, with the history."""
    for target in _all(session, workspace, Target, col(Target.effective_from)):
        yield target.model_dump(exclude={"workspace_id"})


def _all(session: Session, workspace: Workspace, table: type[Any], order: Any) -> Iterator[Any]:
    yield from session.exec(select(table).where(table.workspace_id == workspace.workspace_id).order_by(order, table.id))

"""Putting the week of a company together, for who leads managers."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, select

from models.digest.company import CompanyWeek, TeamStanding
from models.digest.managing import standing_of_managers, who_manages
from models.digest.reading import week_of_manager, week_of_scope
from models.digest.stakes import deals_at_stake, forecast_of
from models.period import Period, month_of
from models.reviews.queries import month_to_review
from models.scorecard.scope import Scope, scope_of_line, scope_of_team
from models.team.records import Person, Team
from models.workspace.records import Workspace


def leads_managers(session: Session, workspace: Workspace, person: Person, now: datetime) -> bool:
    """Whether the sellers below this person have two managers or more: then teams say more than names."""
    scope = scope_of_line(session, workspace, person)
    managers = {manager.id for manager, _ in who_manages(session, scope.people, scope.today(now))}
    return len(managers) > 1


def company_week(session: Session, workspace: Workspace, leader: Person, week: Period, now: datetime) -> CompanyWeek:
    """The week of everybody below this leader: by team, by manager, towards the quarter."""
    scope = scope_of_line(session, workspace, leader)
    today = scope.today(now)
    at = min(week.last_day, today)
    months = (month_of(at), month_to_review(today))
    return CompanyWeek(
        week_of_manager(session, workspace, leader, week, now),
        _teams(session, workspace, scope, week, now),
        standing_of_managers(session, workspace, scope.people, months, today),
        forecast_of(session, workspace, scope, at, now),
        deals_at_stake(session, workspace, scope.ids, today),
        months[1],
    )


def _teams(
    session: Session, workspace: Workspace, scope: Scope, week: Period, now: datetime
) -> tuple[TeamStanding, ...]:
    """Each team as its own digest has it; of a team that others lead as well, only the people of this line."""
    today = scope.today(now)
    of_workspace = select(Team).where(Team.workspace_id == workspace.workspace_id)
    teams = {team.id: team for team in session.exec(of_workspace)}
    standings = []
    for team_id in dict.fromkeys(person.team_id or "" for person in scope.people if person.is_rep):
        people = tuple(person for person in scope.people if (person.team_id or "") == team_id)
        if team_id in scope.teams:
            part = scope_of_team(session, workspace, teams[team_id])
        else:
            part = replace(scope, people=people, teams=frozenset())
        of_team = week_of_scope(session, workspace, part, week, now)
        managers = tuple(manager.name for manager, _ in who_manages(session, people, today))
        if of_team.reps:
            standings.append(TeamStanding(teams[team_id].name if team_id else "", managers, of_team))
    return tuple(sorted(standings, key=lambda one: (one.score is None, one.score or 0, one.name)))

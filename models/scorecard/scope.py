"""Whose scorecard: a person's, a team's, a manager's line or the whole workspace's, and the people in it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.team.records import Person, Team
from models.team.reporting_line import people_below
from models.workspace.records import Workspace
from models.zones import zone_named


class ScopeKind(StrEnum):
    """The kinds of subject."""

    PERSON = "person"
    TEAM = "team"
    LINE = "line"
    """Everybody below a manager."""
    WORKSPACE = "workspace"


@dataclass(frozen=True)
class Scope:
    """The subject of a scorecard. `people` are everybody in it, also those who left: their records count."""

    kind: ScopeKind
    id: str
    name: str
    zone: ZoneInfo
    """Of the boundaries of periods: the team's, else the workspace's."""
    people: tuple[Person, ...] = ()
    teams: frozenset[str] = frozenset()
    """Ids of the teams of which everybody who sells is in it: targets of their own count."""

    @property
    def ids(self) -> frozenset[str] | None:
        """Ids of the people whose records count; None for everybody's."""
        return None if self.kind is ScopeKind.WORKSPACE else frozenset(person.id for person in self.people)

    @property
    def is_person(self) -> bool:
        """Whether it is one person's."""
        return self.kind is ScopeKind.PERSON

    def today(self, now: datetime) -> date:
        """The date at that instant where the subject's periods begin and end."""
        return now.astimezone(self.zone).date()

    def latest_day(self, now: datetime) -> date:
        """The last day that anybody in it may have logged for: further east it may be tomorrow already."""
        zones = {person.zone for person in self.people if person.zone}
        return max([self.today(now), *(now.astimezone(zone_named(zone, self.zone.key)).date() for zone in zones)])

    def reps(self) -> tuple[Person, ...]:
        """The people who sell."""
        return tuple(person for person in self.people if person.is_rep)


def scope_of_person(session: Session, workspace: Workspace, person: Person) -> Scope:
    """The scope of one person; its zone is their team's, else the workspace's."""
    team = session.get(Team, (person.workspace_id, person.team_id)) if person.team_id else None
    zone = zone_named(team.zone if team else None, workspace.zone)
    return Scope(ScopeKind.PERSON, person.id, person.name, zone, (person,))


def scope_of_team(session: Session, workspace: Workspace, team: Team) -> Scope:
    """A team's: everybody who is in it."""
    members = select(Person).where(Person.workspace_id == team.workspace_id, Person.team_id == team.id)
    people = tuple(session.exec(members.order_by(col(Person.name), col(Person.id))))
    zone = zone_named(team.zone, workspace.zone)
    return Scope(ScopeKind.TEAM, team.id, team.name, zone, people, frozenset({team.id}))


def scope_of_line(session: Session, workspace: Workspace, manager: Person) -> Scope:
    """Everybody below a manager as one subject; its zone is that of their teams, where these have the same."""
    people = tuple(people_below(session, manager))
    ids = {person.team_id for person in people if person.team_id}
    of_teams = select(Team).where(Team.workspace_id == workspace.workspace_id, col(Team.id).in_(ids))
    zones = {team.zone for team in session.exec(of_teams)} if ids else set()
    zone = zone_named(zones.pop() if len(zones) == 1 else None, workspace.zone)
    whole = frozenset(ids) - _teams_of_others(session, workspace, ids, people)
    return Scope(ScopeKind.LINE, manager.id, manager.name, zone, people, whole)


def _teams_of_others(session: Session, workspace: Workspace, teams: set[str], people: tuple[Person, ...]) -> set[str]:
    """Those of the teams in which somebody sells who is none of these people."""
    selling = select(Person.team_id).where(
        Person.workspace_id == workspace.workspace_id,
        col(Person.team_id).in_(teams),
        col(Person.is_rep).is_(True),
        col(Person.ends_on).is_(None),
        col(Person.id).not_in([person.id for person in people]),
    )
    return {team_id for team_id in session.exec(selling) if team_id}


def scope_of_workspace(session: Session, workspace: Workspace) -> Scope:
    """The scope of everybody in the workspace."""
    everybody = select(Person).where(Person.workspace_id == workspace.workspace_id)
    people = tuple(session.exec(everybody.order_by(col(Person.name), col(Person.id))))
    teams = frozenset(session.exec(select(Team.id).where(Team.workspace_id == workspace.workspace_id)))
    zone = zone_named(workspace.zone)
    return Scope(ScopeKind.WORKSPACE, workspace.workspace_id, workspace.name, zone, people, teams)

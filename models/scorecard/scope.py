"""Whose scorecard: a person's, a team's or the whole workspace's, and the people in it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.zones import zone_named


class ScopeKind(StrEnum):
    """The three kinds of subject."""

    PERSON = "person"
    TEAM = "team"
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
    return Scope(ScopeKind.TEAM, team.id, team.name, zone_named(team.zone, workspace.zone), people)


def scope_of_workspace(session: Session, workspace: Workspace) -> Scope:
    """The scope of everybody in the workspace."""
    everybody = select(Person).where(Person.workspace_id == workspace.workspace_id)
    people = tuple(session.exec(everybody.order_by(col(Person.name), col(Person.id))))
    return Scope(ScopeKind.WORKSPACE, workspace.workspace_id, workspace.name, zone_named(workspace.zone), people)

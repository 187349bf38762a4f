"""Whose scorecard: a person's, a team's, a manager's line or the whole workspace's, and the people in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from models.prepared import Prepared, fetch
from models.team.membership import Roll, Stay, line_stays, place_of, stays_of
from models.team.records import Membership, Person, Team
from models.team.reporting_line import people_below, people_with_ids
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
    """The subject of a scorecard. `people` are everybody who was ever in it, also those who left: their records count."""

    kind: ScopeKind
    id: str
    name: str
    zone: ZoneInfo
    """Of the boundaries of periods: the team's, else the workspace's."""
    people: tuple[Person, ...] = ()
    teams: frozenset[str] = frozenset()
    """Ids of the teams of which everybody who sells is in it: targets of their own count."""
    stays: tuple[Stay, ...] = ()
    """On which days each of them is in it; where none are given, always."""

    @property
    def ids(self) -> frozenset[str] | None:
        """Ids of the people whose records count; None for everybody's."""
        return None if self.kind is ScopeKind.WORKSPACE else frozenset(person.id for person in self.people)

    @cached_property
    def roll(self) -> Roll:
        """Who counts on which day."""
        stays = self.stays or [Stay(person.id, person, place_of(person)) for person in self.people]
        return Roll(stays, everybody=self.kind is ScopeKind.WORKSPACE)

    @property
    def is_person(self) -> bool:
        """Whether it is one person's."""
        return self.kind is ScopeKind.PERSON

    def is_home_of(self, person: Person, day: date) -> bool:
        """Whether the person is in it on that day; of who left, whether they would be."""
        return self.roll.key(person.id, day) != ""

    def today(self, now: datetime) -> date:
        """The date at that instant where the subject's periods begin and end."""
        return now.astimezone(self.zone).date()

    def latest_day(self, now: datetime) -> date:
        """The last day that anybody in it may have logged for: further east it may be tomorrow already."""
        zones = {person.zone for person in self.people if person.zone}
        return max([self.today(now), *(now.astimezone(zone_named(zone, self.zone.key)).date() for zone in zones)])


def scope_of_person(session: Session, workspace: Workspace, person: Person) -> Scope:
    """The scope of one person; its zone is their team's, else the workspace's."""
    teams = fetch(session, _TEAMS, {"workspace_id": person.workspace_id}) if person.team_id else []
    zone = zone_named(next((zone for id_, _, zone in teams if id_ == person.team_id), None), workspace.zone)
    stays = stays_of(session, [person])[person.id] if person.has_moved else ()
    return Scope(ScopeKind.PERSON, person.id, person.name, zone, (person,), stays=stays)


def scope_of_team(session: Session, workspace: Workspace, team: Team) -> Scope:
    """A team's: everybody who is in it, or was; on the days on which they are."""
    return _of_team(session, workspace, team.id, team.name, team.zone)


def _of_team(session: Session, workspace: Workspace, team_id: str, name: str, zone: str | None) -> Scope:
    stays = stays_in_team(session, workspace.workspace_id, team_id)
    of_days = zone_named(zone, workspace.zone)
    return Scope(ScopeKind.TEAM, team_id, name, of_days, _people_in(stays), frozenset({team_id}), stays)


def stays_in_team(session: Session, workspace_id: str, team_id: str) -> tuple[Stay, ...]:
    """The stays in a team of everybody who is in it, or was; by name."""
    ids = [id_ for (id_,) in fetch(session, _IN_TEAM, {"workspace_id": workspace_id, "id": team_id})]
    found = people_with_ids(session, workspace_id, ids)
    of_all = stays_of(session, found)
    return tuple(stay for person in found for stay in of_all[person.id] if stay.place.team_id == team_id)


_IN_WORKSPACE: Any = bindparam("workspace_id")
_BEEN: Any = sa_select(col(Membership.person_id)).where(
    col(Membership.workspace_id) == _IN_WORKSPACE, col(Membership.team_id) == bindparam("id")
)
_IN_TEAM = Prepared(
    sa_select(col(Person.id))
    .where(
        col(Person.workspace_id) == _IN_WORKSPACE,
        or_(col(Person.team_id) == bindparam("id"), col(Person.id).in_(_BEEN)),
    )
    .order_by(col(Person.name), col(Person.id))
)
"""Ids of everybody who is or was in a team, by name."""
_TEAMS = Prepared(
    sa_select(col(Team.id), col(Team.name), col(Team.zone)).where(col(Team.workspace_id) == _IN_WORKSPACE)
)


def scope_of_manager(session: Session, workspace: Workspace, manager: Person) -> Scope:
    """Everybody below the manager, as one subject. When these are the sellers of one team, it is that team."""
    return as_team(session, workspace, scope_of_line(session, workspace, manager))


def as_team(session: Session, workspace: Workspace, line: Scope) -> Scope:
    """The team of which this line has all the sellers, and no others; else the line."""
    if len(line.teams) == 1 and line.teams == {person.team_id for person in line.people if person.is_rep}:
        teams = {id_: row for id_, *row in fetch(session, _TEAMS, {"workspace_id": workspace.workspace_id})}
        [team_id] = line.teams
        return _of_team(session, workspace, team_id, *teams[team_id])
    return line


def scope_of_line(session: Session, workspace: Workspace, manager: Person) -> Scope:
    """Everybody below a manager as one subject; its zone is that of their teams, where these have the same.

    Who moved counts on the days on which they were below the manager; the teams are those of now.
    """
    rows = fetch(session, _ROSTER, {"workspace_id": workspace.workspace_id})
    ever = _ever_below(session, manager, rows)
    found = people_with_ids(session, workspace.workspace_id, [row[0] for row in rows if row[0] in ever])
    stays = tuple(line_stays(stays_of(session, found), manager.id))
    stays = tuple(sorted(stays, key=lambda stay: (stay.person.name, stay.person.id, stay.first)))
    people = _people_in(stays)
    below = {person.id for person in people_below(session, manager)}
    now = tuple(person for person in people if person.id in below)
    ids = {person.team_id for person in now if person.team_id}
    teams = fetch(session, _TEAMS, {"workspace_id": workspace.workspace_id}) if ids else []
    zones = {zone for id_, _, zone in teams if id_ in ids}
    zone = zone_named(zones.pop() if len(zones) == 1 else None, workspace.zone)
    whole = frozenset(ids) - _teams_of_others(rows, now)
    return Scope(ScopeKind.LINE, manager.id, manager.name, zone, people, whole, stays)


def part_in_team(scope: Scope, team_id: str | None) -> Scope:
    """Who of a scope is in this team (None: in none), on the days on which they are; no target of a team's own counts."""
    stays = tuple(stay for stay in scope.stays if stay.place.team_id == team_id)
    return replace(scope, people=_people_in(stays), teams=frozenset(), stays=stays)


def _people_in(stays: tuple[Stay, ...]) -> tuple[Person, ...]:
    return tuple({stay.person.id: stay.person for stay in stays}.values())


_ROSTER = Prepared(
    sa_select(col(Person.id), col(Person.manager_id), col(Person.team_id), col(Person.is_rep), col(Person.ends_on))
    .where(col(Person.workspace_id) == _IN_WORKSPACE)
    .order_by(col(Person.name), col(Person.id))
)
_MANAGED = Prepared(
    sa_select(col(Membership.person_id), col(Membership.manager_id))
    .where(col(Membership.workspace_id) == _IN_WORKSPACE, col(Membership.manager_id).is_not(None))
    .distinct()
)
"""Who was ever below whom, of who moved."""


def _ever_below(session: Session, manager: Person, rows: Iterable[Any]) -> set[str]:
    """Ids of everybody who may have been below the manager on some day: of a large company only these are looked up."""
    reports: defaultdict[str, list[str]] = defaultdict(list)
    for id_, above, *_ in (*rows, *fetch(session, _MANAGED, {"workspace_id": manager.workspace_id})):
        reports[above or ""].append(id_)
    found: set[str] = set()
    at = [manager.id]
    while at:
        new = [id_ for id_ in reports[at.pop()] if id_ not in found]
        found.update(new)
        at += new
    return found


def _teams_of_others(rows: Iterable[Any], people: Iterable[Person]) -> set[str]:
    """The teams in which somebody sells who is none of these people."""
    ids = {person.id for person in people}
    return {team for id_, _, team, is_rep, ends_on in rows if team and is_rep and ends_on is None and id_ not in ids}


def scope_of_workspace(session: Session, workspace: Workspace) -> Scope:
    """The scope of everybody in the workspace."""
    people = _everybody(session, workspace)
    of_all = stays_of(session, people)
    stays = tuple(stay for person in people for stay in of_all[person.id])
    teams = frozenset(session.exec(select(Team.id).where(Team.workspace_id == workspace.workspace_id)))
    zone = zone_named(workspace.zone)
    return Scope(ScopeKind.WORKSPACE, workspace.workspace_id, workspace.name, zone, people, teams, stays)


def _everybody(session: Session, workspace: Workspace) -> tuple[Person, ...]:
    return tuple(session.exec(_EVERYBODY, params={"workspace_id": workspace.workspace_id}))


_EVERYBODY = select(Person).where(col(Person.workspace_id) == _IN_WORKSPACE).order_by(col(Person.name), col(Person.id))

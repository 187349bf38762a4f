"""Who may see whose figures.

| who      | a person                          | a team                                | the whole workspace |
|----------|-----------------------------------|---------------------------------------|---------------------|
| rep      | themself                          | their own team, as one total          | no                  |
| manager  | themself and everybody below them | their own, and those of people below  | no                  |
| leader   | everybody                         | every team                            | yes                 |
| admin    | no figures, unless also one of the above                                                        |

Below means: in the reporting line, at any depth.
"""

from dataclasses import dataclass

from sqlalchemy import Select, literal
from sqlmodel import Session, col, select

from models.refusal import Refusal
from models.team.records import Person, Team


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see: read once, asked often."""

    viewer: Person
    sees_all: bool
    below: frozenset[str]
    """Ids of the people below."""
    teams: frozenset[str]
    """Ids of the teams of which they may see the total."""

    def sees_person(self, person: Person) -> bool:
        """Whether this person's own figures are visible."""
        return person.workspace_id == self.viewer.workspace_id and (
            self.sees_all or person.id in self.below or (person.id == self.viewer.id)
        )

    def sees_team(self, team: Team) -> bool:
        """Whether the team's total is visible."""
        return team.workspace_id == self.viewer.workspace_id and (self.sees_all or team.id in self.teams)

    def manages(self, person: Person) -> bool:
        """Whether the viewer may set this person's targets and correct their entries."""
        return person.workspace_id == self.viewer.workspace_id and (self.sees_all or person.id in self.below)


def sight_of(session: Session, viewer: Person) -> Sight:
    """What `viewer` may see: two small queries."""
    below = people_below(session, viewer)
    teams = {person.team_id for person in (viewer, *below) if person.team_id}
    return Sight(viewer, viewer.is_leader, frozenset(person.id for person in below), frozenset(teams))


def people_below(session: Session, person: Person) -> list[Person]:
    """Everybody below `person` in the reporting line, at any depth, by name.

    A circle in the line (a mistake in the roster) ends where it began; `person` is never below themself.
    """
    direct: Select[tuple[str]] = select(col(Person.id).label("id")).where(
        Person.workspace_id == person.workspace_id, Person.manager_id == person.id
    )
    below = direct.cte("below", recursive=True)
    deeper = select(col(Person.id)).where(
        Person.workspace_id == person.workspace_id, col(Person.manager_id) == below.c.id
    )
    below = below.union(deeper)  # UNION drops who was already found: that ends a circle
    found = select(Person).where(
        Person.workspace_id == person.workspace_id, col(Person.id).in_(select(below.c.id)), Person.id != person.id
    )
    return list(session.exec(found.order_by(col(Person.name), col(Person.id))))


def has_reports(session: Session, person: Person) -> bool:
    """Whether anybody reports to this person: that makes a manager."""
    reports = select(literal(1)).where(Person.workspace_id == person.workspace_id, Person.manager_id == person.id)
    return session.exec(reports.limit(1)).first() is not None


def may_see_person(session: Session, viewer: Person, person: Person) -> None:
    """Refuses, with the reason and who could help, when `viewer` may not see this person's figures."""
    if not sight_of(session, viewer).sees_person(person):
        raise Refusal("access.not_below", person=person.name, helpers=_helpers(session, person, viewer))


def may_see_team(session: Session, viewer: Person, team: Team) -> None:
    """Refuses, with the reason and who could help, when `viewer` may not see the team's total."""
    if not sight_of(session, viewer).sees_team(team):
        raise Refusal("access.other_team", team=team.name, helpers=leaders(session, viewer))


def may_see_workspace(session: Session, viewer: Person) -> None:
    """Refuses, with the reason and who could help, when `viewer` may not see the whole workspace."""
    if not viewer.is_leader:
        raise Refusal("access.leaders_only", helpers=leaders(session, viewer))


def may_manage(session: Session, viewer: Person, person: Person) -> None:
    """Refuses when `viewer` is neither a leader nor above `person` in the reporting line."""
    if not sight_of(session, viewer).manages(person):
        reason = "access.not_yourself" if viewer.id == person.id else "access.not_their_manager"
        raise Refusal(reason, person=person.name, helpers=_helpers(session, person, viewer))


def leaders(session: Session, viewer: Person) -> list[str]:
    """Names of the leaders who could help, at most three."""
    who = select(Person.name).where(
        Person.workspace_id == viewer.workspace_id,
        col(Person.is_leader).is_(True),
        col(Person.ends_on).is_(None),
        Person.id != viewer.id,
    )
    return list(session.exec(who.order_by(col(Person.name)).limit(3)))


def _helpers(session: Session, person: Person, viewer: Person) -> list[str]:
    """Who could help with this person's figures: their manager, else a leader."""
    manager = session.get(Person, (person.workspace_id, person.manager_id)) if person.manager_id else None
    if manager is not None and manager.id != viewer.id and person.workspace_id == viewer.workspace_id:
        return [manager.name]
    return leaders(session, viewer)

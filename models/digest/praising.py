"""Whom a manager can praise in the channel of their team."""

from datetime import date

from sqlalchemy import and_, bindparam
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from models.permissions import Right
from models.prepared import Prepared, fetch
from models.rights import About, rights_of
from models.team.records import Person, Team


def who_can_be_praised(session: Session, manager: Person, today: date) -> list[tuple[Person, Team]]:
    """Everybody below who sells and whose team has a channel, by name; for a leader everybody who sells."""
    ids = ids_of_praisable(session, manager, today)
    found = select(Person, Team).where(
        Person.workspace_id == manager.workspace_id,
        Team.workspace_id == manager.workspace_id,
        Team.id == Person.team_id,
        col(Person.id).in_(ids),
    )
    return list(session.exec(found.order_by(col(Person.name), col(Person.id)))) if ids else []


def ids_of_praisable(session: Session, manager: Person, today: date) -> frozenset[str]:
    """Their ids."""
    rights, workspace_id = rights_of(session, manager, today), manager.workspace_id
    selling = fetch(session, _SELLING, {"workspace_id": workspace_id, "person_id": manager.id})
    return frozenset(id_ for (id_,) in selling if rights.may(Right.PRAISE, About(workspace_id, id_)))


_SELLING = Prepared(
    sa_select(col(Person.id))
    .join(Team, and_(col(Team.workspace_id) == col(Person.workspace_id), col(Team.id) == col(Person.team_id)))
    .where(
        col(Person.workspace_id) == bindparam("workspace_id"),
        col(Person.is_rep).is_(True),
        col(Team.channel_id).is_not(None),
        col(Person.ends_on).is_(None),
        col(Person.id) != bindparam("person_id"),
    )
)
"""Who sells in a team with a channel, but for one person."""

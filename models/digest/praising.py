"""Whom a manager can praise in the channel of their team."""

from datetime import date

from sqlmodel import Session, col, select

from models.permissions import Right
from models.rights import rights_of
from models.team.records import Person, Team


def who_can_be_praised(session: Session, manager: Person, today: date) -> list[tuple[Person, Team]]:
    """Everybody below who sells and whose team has a channel, by name; for a leader everybody who sells."""
    found = select(Person, Team).where(
        Person.workspace_id == manager.workspace_id,
        col(Person.is_rep).is_(True),
        Team.workspace_id == manager.workspace_id,
        Team.id == Person.team_id,
        col(Team.channel_id).is_not(None),
        col(Person.ends_on).is_(None),
        Person.id != manager.id,
    )
    rights = rights_of(session, manager, today)
    rows = session.exec(found.order_by(col(Person.name), col(Person.id)))
    return [(person, team) for person, team in rows if rights.may(Right.PRAISE, person)]

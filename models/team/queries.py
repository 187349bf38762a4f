"""Questions about people and teams."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from models.team.records import Person, Team


def person_named(session: Session, workspace_id: str, text: str) -> list[Person]:
    """Who is meant by an id, Slack user id, e-mail address, full name, or the beginning of a name.

    An exact hit is returned alone; several people mean that the text is ambiguous.
    """
    people = select(Person).where(Person.workspace_id == workspace_id)
    folded = text.strip().removeprefix("@").lower()
    exact = people.where(
        or_(
            col(Person.id) == text,
            col(Person.slack_user_id) == text,
            col(Person.email) == folded,
            func.lower(Person.name) == folded,
        )
    )
    found = session.exec(exact).all()
    if not found and folded:
        found = session.exec(people.where(func.lower(Person.name).startswith(folded, autoescape=True))).all()
    return list(found)


def team_named(session: Session, workspace_id: str, name: str) -> Team | None:
    """The team with this name, whatever the case."""
    teams = select(Team).where(Team.workspace_id == workspace_id, func.lower(Team.name) == name.strip().lower())
    return session.exec(teams).first()


def teams_of(session: Session, workspace_id: str) -> Sequence[Team]:
    """Every team, by name."""
    return session.exec(select(Team).where(Team.workspace_id == workspace_id).order_by(Team.name)).all()


def people_at_work(session: Session, workspace_id: str, day: date) -> Sequence[Person]:
    """Everybody whose last day has not passed on `day`, by name."""
    people = select(Person).where(
        Person.workspace_id == workspace_id, or_(col(Person.ends_on).is_(None), col(Person.ends_on) >= day)
    )
    return session.exec(people.order_by(Person.name)).all()


def reports_of(session: Session, person: Person) -> Sequence[Person]:
    """Who reports to this person directly, by name."""
    reports = select(Person).where(Person.workspace_id == person.workspace_id, Person.manager_id == person.id)
    return session.exec(reports.order_by(Person.name)).all()

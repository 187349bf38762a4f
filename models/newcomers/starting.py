"""Who starts: a start date that is near, or somebody who joined the Slack workspace lately and has a manager by now."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.newcomers.program import LAST_DAY
from models.newcomers.records import NewcomerPlan, NewInSlack
from models.period import Period
from models.team.enrolment import Profile, Standing, person_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.zones import zone_named

OFFERED_FOR = timedelta(days=30)
"""So long after somebody's first day their manager is still offered a plan."""


def note_joined(session: Session, workspace_id: str, profile: Profile, now: datetime) -> None:
    """`team_join` of somebody who is not in Koers: who it is and on which day; those of long ago are forgotten."""
    if profile.standing is not Standing.MEMBER or person_of(session, workspace_id, profile.slack_user_id):
        return
    today = now.astimezone(zone_named(workspace_of(session, workspace_id).zone)).date()
    known = list(session.exec(select(NewInSlack).where(NewInSlack.workspace_id == workspace_id)))
    for one in known:
        if one.slack_user_id == profile.slack_user_id:
            return
        if one.joined_on < today - timedelta(days=LAST_DAY):
            session.delete(one)
    session.add(NewInSlack(workspace_id=workspace_id, slack_user_id=profile.slack_user_id, joined_on=today))
    session.flush()


def first_day_of(session: Session, person: Person) -> date | None:
    """Their first day: the start date on the roster, else the day on which they joined the Slack workspace; None: unknown."""
    if person.starts_on is not None or person.slack_user_id is None:
        return person.starts_on
    joined = select(NewInSlack).where(
        NewInSlack.workspace_id == person.workspace_id, NewInSlack.slack_user_id == person.slack_user_id
    )
    found = session.exec(joined).first()
    return found.joined_on if found else None


def newcomers_of(session: Session, workspace_id: str, today: date) -> list[tuple[Person, date]]:
    """Whose first day is at most 30 days ago or still to come, with a manager, and who has not left; with that day."""
    since = today - OFFERED_FOR
    lately = select(NewInSlack).where(NewInSlack.workspace_id == workspace_id, col(NewInSlack.joined_on) >= since)
    joined = {one.slack_user_id: one.joined_on for one in session.exec(lately)}
    people = select(Person).where(
        Person.workspace_id == workspace_id,
        col(Person.manager_id).is_not(None),
        (col(Person.starts_on) >= since)
        | (col(Person.starts_on).is_(None) & col(Person.slack_user_id).in_(sorted(joined))),
    )
    found = []
    for person in session.exec(people.order_by(col(Person.name), col(Person.id))):
        day = person.starts_on or joined[str(person.slack_user_id)]
        if person.ends_on is None or person.ends_on >= max(today, day):
            found.append((person, day))
    return found


def first_day_in(plan: NewcomerPlan, person: Person) -> date:
    """The first day of the plan: a start date that was moved moves it along."""
    return person.starts_on or plan.starts_on


def day_by(first_day: date, number: int) -> date:
    """The `number`-th day, counted from the first, which is 1."""
    return first_day + timedelta(days=number - 1)


def days_until(first_day: date, number: int) -> Period:
    """The first `number` days."""
    return Period(first_day, first_day + timedelta(days=number))


def is_over(first_day: date, today: date) -> bool:
    """Whether the 90 days are over."""
    return today > day_by(first_day, LAST_DAY)


def running_plans(session: Session, workspace_id: str) -> Iterator[tuple[NewcomerPlan, Person]]:
    """The plans that were given and not stopped, with whose they are; those of who left are left out by who asks."""
    found = (
        select(NewcomerPlan, Person)
        .join(
            Person,
            (col(Person.workspace_id) == col(NewcomerPlan.workspace_id))
            & (col(Person.id) == col(NewcomerPlan.person_id)),
        )
        .where(NewcomerPlan.workspace_id == workspace_id, NewcomerPlan.state == "given")
    )
    yield from session.exec(found.order_by(col(Person.name), col(Person.id)))

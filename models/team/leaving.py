"""People who leave: no more prompts, their history stays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.team.enrolment import Profile, person_of, refresh
from models.team.records import Person
from models.workspace.queries import workspace_of


def follow_slack(session: Session, workspace_id: str, profile: Profile, now: datetime) -> bool:
    """Take over what Slack says of somebody we know; True when something changed.

    Somebody deactivated in Slack gets today as their last day.
    """
    person = person_of(session, workspace_id, profile.slack_user_id)
    if person is None or profile.is_bot:
        return False
    before = (person.name, person.zone, person.language, person.ends_on)
    refresh(person, profile)
    if profile.is_gone and person.ends_on is None:
        zone = ZoneInfo(person.zone or workspace_of(session, workspace_id).zone)
        say_goodbye(session, person, now.astimezone(zone).date())
    return before != (person.name, person.zone, person.language, person.ends_on)


def say_goodbye(session: Session, person: Person, last_day: date) -> None:
    """End-date the person; whoever reported to them reports to their manager from now on."""
    person.ends_on = last_day
    reports = select(Person).where(Person.workspace_id == person.workspace_id, col(Person.manager_id) == person.id)
    for report in session.exec(reports):
        report.manager_id = person.manager_id
    session.flush()

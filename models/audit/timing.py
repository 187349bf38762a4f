"""The times of a survey: its last day, who is asked by now, when an invitation and the results reach somebody."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session, col, select

from models.audit.records import AuditCampaign, AuditInvitation
from models.delivery.expecting import Expected, news_comes_at
from models.delivery.occurrence import instant_of
from models.team.calendar import Calendar, calendar_of_company
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.records import Workspace
from models.zones import zone_named


def working_deadline(session: Session, workspace_id: str, day: date) -> date:
    """The last day of a survey that should end on `day`: itself, or the next day on which the company works."""
    return calendar_of_company(workspace_of(session, workspace_id)).next_working_day(day)


def invited_to(session: Session, campaign: AuditCampaign, now: datetime) -> list[Person]:
    """Everybody who was asked (to rate others too), by name, without those who have left or cannot be reached."""
    zone = zone_named(workspace_of(session, campaign.workspace_id).zone)
    today = now.astimezone(zone).date()
    asked = (
        select(Person)
        .join(AuditInvitation, col(AuditInvitation.person_id) == col(Person.id))
        .where(
            Person.workspace_id == campaign.workspace_id,
            AuditInvitation.workspace_id == campaign.workspace_id,
            AuditInvitation.campaign_id == campaign.id,
            col(Person.slack_user_id).is_not(None),
        )
    )
    found = session.exec(asked.order_by(col(Person.name), col(Person.id)))
    return [person for person in found if person.ends_on is None or person.ends_on >= today]


def results_come_at(session: Session, campaign: AuditCampaign, person: Person) -> datetime:
    """The instant from which the results of a survey that closes by itself may reach somebody."""
    workspace = workspace_of(session, campaign.workspace_id)
    return results_after(workspace, campaign.deadline, person, Calendar.of(session, person, workspace))


def results_after(workspace: Workspace, deadline: date, person: Person, calendar: Calendar) -> datetime:
    """The same of any last day: it closes at midnight where the company is; the person hears it in their working hours."""
    closes = instant_of(deadline + timedelta(days=1), time.min, zone_named(workspace.zone))
    return news_comes_at(workspace, person, calendar, closes)


def comes_in_time(one: Expected, deadline: date, workspace: Workspace) -> bool:
    """Whether somebody can still answer when their invitation reaches them."""
    return one.reaches and one.at.astimezone(zone_named(workspace.zone)).date() <= deadline

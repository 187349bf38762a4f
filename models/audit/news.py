"""Telling people about a campaign, through the outbox: invited, open again, closed with results. Written when they are sent."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.audit.questions import Part
from models.audit.records import AuditCampaign, ShareForm
from models.audit.timing import invited_to
from models.delivery.outbox import post
from models.team.records import Person

INVITED, OPEN_AGAIN, CLOSED = "audit.invitation", "audit.open_again", "audit.closed"
CHASED = "audit.chase"
"""“Remind” beside who is missing, pressed by who leads a survey on skills."""
KEPT_FOR = timedelta(days=14)
"""How long results wait for somebody who is away."""


def invite_everybody(session: Session, campaign: AuditCampaign, now: datetime) -> list[Person]:
    """An invitation to everybody who is asked, in their own working hours; to whom."""
    return _post_all(session, campaign, INVITED, campaign.id, now, _while_open(campaign, now))


def tell_that_it_is_open_again(session: Session, campaign: AuditCampaign, now: datetime) -> list[Person]:
    """To everybody who was asked: there is more time. To whom."""
    slot = f"{campaign.id}@{campaign.deadline}"
    return _post_all(session, campaign, OPEN_AGAIN, slot, now, _while_open(campaign, now))


def tell_results_to_whoever_started(session: Session, campaign: AuditCampaign, now: datetime) -> None:
    """It has closed by itself: the results, to the one who started it."""
    _post(session, campaign, campaign.started_by, CLOSED, _slot(campaign, "leader"), now, KEPT_FOR)


def tell_results_to_participants(session: Session, campaign: AuditCampaign, now: datetime) -> list[Person]:
    """The results, to everybody who was asked, in the form that was chosen; to whom. Of skills each sees their own page."""
    if campaign.part != Part.SKILLS and campaign.share_with == ShareForm.LEADERS:
        return []
    return _post_all(
        session, campaign, CLOSED, _slot(campaign, campaign.share_with), now, KEPT_FOR, but=campaign.started_by
    )


def remind_those_missing(
    session: Session, campaign: AuditCampaign, missing: list[Person], by: Person, today: date, now: datetime
) -> list[Person]:
    """A reminder of `by` to these people, once a day; to whom."""
    slot = f"{campaign.id}@{today}"
    useful_for = _while_open(campaign, now)
    others = [person for person in missing if person.id != by.id]
    return [person for person in others if _post(session, campaign, person.id, CHASED, slot, now, useful_for, by=by.id)]


def _post_all(
    session: Session,
    campaign: AuditCampaign,
    cadence: str,
    slot: str,
    now: datetime,
    useful_for: timedelta,
    but: str = "",
) -> list[Person]:
    return [
        person
        for person in invited_to(session, campaign, now)
        if person.id != but and _post(session, campaign, person.id, cadence, slot, now, useful_for)
    ]


def _post(
    session: Session,
    campaign: AuditCampaign,
    person_id: str,
    cadence: str,
    slot: str,
    now: datetime,
    useful_for: timedelta,
    **more: str,
) -> bool:
    posted = post(
        session,
        campaign.workspace_id,
        recipient=person_id,
        cadence=cadence,
        slot=slot[:60],
        now=now,
        about={"campaign": campaign.id, **more},
        useful_for=useful_for,
    )
    return posted is not None


def _slot(campaign: AuditCampaign, what: str) -> str:
    """Once for each time that it closes."""
    return f"{campaign.id[-12:]}@{campaign.closed_on}:{what}"


def _while_open(campaign: AuditCampaign, now: datetime) -> timedelta:
    return timedelta(days=(campaign.deadline - now.date()).days + 2)

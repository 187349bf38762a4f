"""Telling people about a campaign, through the outbox: invited, open again, closed with results. Written when they are sent."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from models.audit.questions import Part
from models.audit.records import AuditCampaign, AuditInvitation, ShareForm
from models.delivery.outbox import post

INVITED, OPEN_AGAIN, CLOSED = "audit.invitation", "audit.open_again", "audit.closed"
KEPT_FOR = timedelta(days=14)
"""How long results wait for somebody who is away."""


def invite_everybody(session: Session, campaign: AuditCampaign, now: datetime) -> int:
    """An invitation to everybody who is asked, in their own working hours; how many."""
    return _post_all(session, campaign, INVITED, campaign.id, now, _while_open(campaign, now))


def tell_that_it_is_open_again(session: Session, campaign: AuditCampaign, now: datetime) -> int:
    """To everybody who was asked: there is more time."""
    slot = f"{campaign.id}@{campaign.deadline}"
    return _post_all(session, campaign, OPEN_AGAIN, slot, now, _while_open(campaign, now))


def tell_results_to_whoever_started(session: Session, campaign: AuditCampaign, now: datetime) -> None:
    """It has closed by itself: the results, to the one who started it."""
    _post(session, campaign, campaign.started_by, CLOSED, _slot(campaign, "leader"), now, KEPT_FOR)


def tell_results_to_participants(session: Session, campaign: AuditCampaign, now: datetime) -> int:
    """The results, to everybody who was asked, in the form that was chosen; how many. Of skills each sees their own page."""
    if campaign.part != Part.SKILLS and campaign.share_with == ShareForm.LEADERS:
        return 0
    return _post_all(
        session, campaign, CLOSED, _slot(campaign, campaign.share_with), now, KEPT_FOR, but=campaign.started_by
    )


def _post_all(
    session: Session,
    campaign: AuditCampaign,
    cadence: str,
    slot: str,
    now: datetime,
    useful_for: timedelta,
    but: str = "",
) -> int:
    asked = select(AuditInvitation.person_id).where(
        AuditInvitation.workspace_id == campaign.workspace_id, AuditInvitation.campaign_id == campaign.id
    )
    return sum(
        _post(session, campaign, person_id, cadence, slot, now, useful_for)
        for person_id in sorted(session.exec(asked))
        if person_id != but
    )


def _post(
    session: Session,
    campaign: AuditCampaign,
    person_id: str,
    cadence: str,
    slot: str,
    now: datetime,
    useful_for: timedelta,
) -> bool:
    posted = post(
        session,
        campaign.workspace_id,
        recipient=person_id,
        cadence=cadence,
        slot=slot[:60],
        now=now,
        about={"campaign": campaign.id},
        useful_for=useful_for,
    )
    return posted is not None


def _slot(campaign: AuditCampaign, what: str) -> str:
    """Once for each time that it closes."""
    return f"{campaign.id[-12:]}@{campaign.closed_on}:{what}"


def _while_open(campaign: AuditCampaign, now: datetime) -> timedelta:
    return timedelta(days=(campaign.deadline - now.date()).days + 2)

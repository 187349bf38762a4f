"""Campaigns while they run and after: who sees which, and how many have answered."""

from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from models.acting import Acting
from models.audit.audience import surveys_invited_to
from models.audit.closed_campaigns import require_closed
from models.audit.closing import (
    about_campaign,
    close_by_itself,
    close_campaign,
    forget_answers,
    may_be_reopened,
    reopen_campaign,
    stop_campaign,
)
from models.audit.records import AuditCampaign, AuditInvitation, CampaignStatus, ShareForm
from models.audit.results.counting import count_finished
from models.audit.starting import audit_day
from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.team.records import Person

__all__ = [
    "about_campaign",
    "campaign_numbered",
    "campaigns_seen_by",
    "close_by_itself",
    "close_campaign",
    "count_finished",
    "due_to_close",
    "forget_answers",
    "form_seen_by",
    "may_be_reopened",
    "open_campaigns_of",
    "reopen_campaign",
    "share_results",
    "stop_campaign",
]


def open_campaigns_of(session: Session, person: Person, today: date | None = None) -> list[AuditCampaign]:
    """The running campaigns to which the person was invited, oldest first.

    With `today` (the workspace's day) without those of which the deadline has passed, and none for whoever has left.
    """
    if today is not None and person.ends_on is not None and person.ends_on < today:
        return []
    found = surveys_invited_to(person).where(AuditCampaign.status == CampaignStatus.OPEN)
    if today is not None:
        found = found.where(col(AuditCampaign.deadline) >= today)
    return list(session.exec(found.order_by(col(AuditCampaign.number))))


def campaigns_seen_by(session: Session, person: Person, today: date) -> list[AuditCampaign]:
    """The campaigns that the person may know of, newest first: leaders all, others what they started or were asked in."""
    rights = rights_of(session, person, today)
    if not rights.may(Right.SEE_SHARED_RESULTS):
        return []
    every = select(AuditCampaign).where(AuditCampaign.workspace_id == person.workspace_id)
    if not rights.may(Right.LEAD_SURVEY):  # asked of no campaign: who leads them all
        asked = select(AuditInvitation.campaign_id).where(
            AuditInvitation.workspace_id == person.workspace_id, AuditInvitation.person_id == person.id
        )
        every = every.where(or_(AuditCampaign.started_by == person.id, col(AuditCampaign.id).in_(asked)))
    return list(session.exec(every.order_by(col(AuditCampaign.number).desc())))


def campaign_numbered(session: Session, workspace_id: str, number: int) -> AuditCampaign:
    """The campaign with this number. Refuses one that is not there."""
    found = select(AuditCampaign).where(AuditCampaign.workspace_id == workspace_id, AuditCampaign.number == number)
    campaign = session.exec(found).first()
    if campaign is None:
        raise Refusal("audit.not_there", number=number)
    return campaign


def due_to_close(session: Session, workspace_id: str, now: datetime) -> list[AuditCampaign]:
    """The running campaigns of which the last day is over."""
    today = audit_day(session, workspace_id, now)
    due = select(AuditCampaign).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.status == CampaignStatus.OPEN,
        col(AuditCampaign.deadline) < today,
    )
    return list(session.exec(due.order_by(col(AuditCampaign.number))))


def share_results(acting: Acting, campaign: AuditCampaign, form: ShareForm) -> AuditCampaign:
    """Choose what participants get to see. Refuses who may not, and a campaign without results."""
    acting.rights.require(Right.LEAD_SURVEY, about_campaign(campaign), number=campaign.number)
    require_closed(campaign)
    campaign.share_with = form
    today = audit_day(acting.session, campaign.workspace_id, acting.now)
    campaign.shared_on = None if form is ShareForm.LEADERS else today
    acting.session.add(campaign)
    acting.session.flush()
    return campaign


def form_seen_by(session: Session, campaign: AuditCampaign, person: Person, today: date) -> ShareForm | None:
    """What this person sees of the results: all of it (leaders, and who started it), what was shared, or None."""
    if campaign.workspace_id != person.workspace_id or campaign.status != CampaignStatus.CLOSED:
        return None
    rights = rights_of(session, person, today)
    if rights.may(Right.SEE_RESULTS, about_campaign(campaign)):
        return ShareForm.FULL
    if campaign.share_with == ShareForm.LEADERS or not rights.may(Right.SEE_SHARED_RESULTS):
        return None
    invited = session.exec(surveys_invited_to(person).where(AuditCampaign.id == campaign.id)).first()
    return None if invited is None else ShareForm(campaign.share_with)

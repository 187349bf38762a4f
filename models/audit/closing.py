"""The end of a campaign: closing it with its results, opening it again for a week, stopping it, forgetting answers."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from models.acting import Acting
from models.audit.ballots.destroying import destroy_boxes, destroy_ratings
from models.audit.ballots.sheets import box_row, held_campaign, opened_box, sealed_again
from models.audit.ballots.turns import end_all_turns, hold_turns
from models.audit.records import AuditCampaign, AuditInvitation, CampaignStatus, ShareForm
from models.audit.results.counting import finished_in
from models.audit.results.freezing import frozen
from models.audit.results.functions import Results
from models.audit.starting import LONGEST, audit_day
from models.audit.teams_beside import teams_in
from models.audit.timing import working_deadline
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About
from models.workspace.queries import hold
from models.workspace.secrets import Secrets

REOPENED_WITHIN = timedelta(days=7)
"""After that the single answers exist nowhere any more."""


def close_campaign(acting: Acting, secrets: Secrets, campaign: AuditCampaign) -> AuditCampaign:
    """Close it and freeze its results. Refuses who may not, and one that is not open."""
    _require_lead(acting, campaign)
    return close_by_itself(acting.session, secrets, campaign, acting.now)


def close_by_itself(session: Session, secrets: Secrets, campaign: AuditCampaign, now: datetime) -> AuditCampaign:
    """Close a campaign whose last day is over, with nobody acting. Refuses one that is not open."""
    hold_turns(session, campaign.workspace_id)
    held = held_campaign(session, campaign)
    _is_open(held)
    held.status, held.closed_on = CampaignStatus.CLOSED, audit_day(session, held.workspace_id, now)
    row = box_row(session, held)
    if row is None:
        held.finished_count = finished_in(session, secrets, held)
    else:
        box = opened_box(secrets, row)
        first = Results.from_json(held.results) if held.results is not None else None
        groups, teams = _groups_asked(session, held), teams_in(session, secrets, held, row)
        results = frozen(box, max(held.k, box.k), held.invited_count, groups, first, teams)
        sealed_again(session, secrets, held, row, box)
        held.results, held.finished_count = results.to_json(), results.finished
    held.counted_on = held.closed_on
    session.add(held)
    end_all_turns(session, secrets, held)
    session.flush()
    return held


def stop_campaign(acting: Acting, secrets: Secrets, campaign: AuditCampaign) -> AuditCampaign:
    """Call it off: the answers are destroyed at once and there are no results. Refuses who may not."""
    session = acting.session
    _require_lead(acting, campaign)
    hold_turns(session, campaign.workspace_id)
    held = held_campaign(session, campaign)
    _is_open(held)
    held.status, held.closed_on = CampaignStatus.STOPPED, audit_day(session, held.workspace_id, acting.now)
    held.results = None
    session.add(held)
    end_all_turns(session, secrets, held)
    row = box_row(session, held)
    if row is not None:
        session.delete(row)
    destroy_ratings(session, held)
    session.flush()
    return held


def reopen_campaign(acting: Acting, campaign: AuditCampaign, deadline: date) -> AuditCampaign:
    """Let answers come in again until `deadline`; the results are hidden until it closes again.

    Refuses who may not, a deadline that cannot be, one that is not closed, and after a week or beside a new one.
    """
    session = acting.session
    _require_lead(acting, campaign)
    hold(session, campaign.workspace_id)
    held = held_campaign(session, campaign)
    today = audit_day(session, held.workspace_id, acting.now)
    if not may_be_reopened(session, held, today):
        raise Refusal("audit.too_late_to_reopen", number=held.number, days=REOPENED_WITHIN.days)
    if deadline < today:
        raise Refusal("audit.deadline_passed", deadline=deadline, field="deadline")
    if deadline > today + LONGEST:
        raise Refusal("audit.deadline_too_far", most=LONGEST.days, field="deadline")
    held.status, held.closed_on = CampaignStatus.OPEN, None
    held.deadline = working_deadline(session, held.workspace_id, deadline)
    held.share_with, held.shared_on = ShareForm.LEADERS, None
    held.finished_count = held.counted_on = None
    session.add(held)
    session.flush()
    return held


def about_campaign(campaign: AuditCampaign) -> About:
    """Whose a campaign is, for who may lead it and see all that came out of it: theirs who started it."""
    return About(campaign.workspace_id, campaign.started_by)


def may_be_reopened(session: Session, campaign: AuditCampaign, today: date) -> bool:
    """Whether it was closed within a week, and its answers are still there."""
    if campaign.status != CampaignStatus.CLOSED or campaign.closed_on is None:
        return False
    if today > campaign.closed_on + REOPENED_WITHIN:
        return False
    return campaign.part == "skills" or box_row(session, campaign) is not None


def forget_answers(session: Session, workspace_id: str, today: date) -> int:
    """Destroy the ballots of campaigns that cannot be opened again any more; returns of how many."""
    return destroy_boxes(session, workspace_id, closed_before=today - REOPENED_WITHIN)


def _require_lead(acting: Acting, campaign: AuditCampaign) -> None:
    acting.rights.require(Right.LEAD_SURVEY, about_campaign(campaign), number=campaign.number)


def _is_open(campaign: AuditCampaign) -> None:
    if campaign.status != CampaignStatus.OPEN:
        raise Refusal("audit.not_open", number=campaign.number)


def _groups_asked(session: Session, campaign: AuditCampaign) -> list[str]:
    groups = select(AuditInvitation.group).where(
        AuditInvitation.workspace_id == campaign.workspace_id, AuditInvitation.campaign_id == campaign.id
    )
    return sorted(set(session.exec(groups.distinct())))

"""How many have finished: looked at once a day, so that nobody can watch the number move."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.ballots.sheets import box_row, held_campaign, opened_box
from models.audit.records import AuditCampaign, CampaignStatus, SkillProgress
from models.audit.results.freezing import is_complete
from models.audit.timing import invited_to
from models.team.records import Person
from models.workspace.secrets import Secrets


def count_finished(session: Session, secrets: Secrets, workspace_id: str, today: date) -> int:
    """Count the running campaigns that have not been counted today; returns how many those were."""
    waiting = select(AuditCampaign).where(
        AuditCampaign.workspace_id == workspace_id, AuditCampaign.status == CampaignStatus.OPEN
    )
    counted = 0
    for campaign in session.exec(waiting.order_by(col(AuditCampaign.number))).all():
        if campaign.counted_on == today:
            continue
        held = held_campaign(session, campaign)
        finished = finished_in(session, secrets, held)
        held.finished_count = in_steps(finished, held.k, held.invited_count) if held.anonymous else finished
        held.counted_on = today
        session.add(held)
        counted += 1
    session.flush()
    return counted


def finished_in(session: Session, secrets: Secrets, campaign: AuditCampaign) -> int:
    """How many have come to the end, just now. For closing and counting; nobody is shown this while it runs."""
    row = box_row(session, campaign)
    if row is not None:
        box = opened_box(secrets, row)
        return sum(is_complete(ballot, box) for ballot in box.ballots.values())
    return len(asked_in(session, campaign) & _came_to_the_end(session, campaign))


def still_missing(session: Session, campaign: AuditCampaign, now: datetime) -> list[Person]:
    """Who was asked in a survey on skills, which has names, and has not come to the end. Not for a survey on functions."""
    ended = _came_to_the_end(session, campaign)
    return [person for person in invited_to(session, campaign, now) if person.id not in ended]


def _came_to_the_end(session: Session, campaign: AuditCampaign) -> frozenset[str]:
    ended = select(SkillProgress.person_id).where(
        SkillProgress.workspace_id == campaign.workspace_id,
        SkillProgress.campaign_id == campaign.id,
        col(SkillProgress.at).is_(None),
    )
    return frozenset(session.exec(ended))


def in_steps(finished: int, k: int, invited: int) -> int | None:
    """The count as it may be shown while answers still come in: in steps of k, all of them, or None below k."""
    if finished < k:
        return None
    return finished if finished >= invited else finished // k * k

"""The end of the answers: ballots a week after closing or when a new campaign of the part begins, ratings when it is called off."""

from datetime import date

from sqlmodel import Session, col, delete, select

from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, CampaignStatus, SkillProgress, SkillRating


def destroy_boxes(
    session: Session, workspace_id: str, *, part: Part | None = None, closed_before: date | None = None
) -> int:
    """Destroy the ballots of campaigns that are over: of a part, or closed before a day; returns of how many."""
    over = (
        select(AuditBox)
        .join(AuditCampaign, col(AuditCampaign.id) == AuditBox.campaign_id)
        .where(
            AuditBox.workspace_id == workspace_id,
            AuditCampaign.workspace_id == workspace_id,
            AuditCampaign.status != CampaignStatus.OPEN,
        )
    )
    if part is not None:
        over = over.where(AuditCampaign.part == part)
    if closed_before is not None:
        over = over.where(col(AuditCampaign.closed_on) < closed_before)
    boxes = session.exec(over).all()
    for box in boxes:
        session.delete(box)
    session.flush()
    return len(boxes)


def destroy_ratings(session: Session, campaign: AuditCampaign) -> None:
    """The ratings of a survey on skills that was called off, and how far each was."""
    for kept in (SkillRating, SkillProgress):
        here = (col(kept.workspace_id) == campaign.workspace_id, col(kept.campaign_id) == campaign.id)
        session.exec(delete(kept).where(*here))

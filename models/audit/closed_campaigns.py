"""The closed campaigns of a part: what results are compared with, and counted from."""

from sqlmodel import Session, col, select

from models.audit.records import AuditCampaign, CampaignStatus


def closed_campaigns(session: Session, workspace_id: str, part: str, before: int | None = None) -> list[AuditCampaign]:
    """The closed campaigns of a part (a `Part`), the newest first; with `before` those of a lower number only."""
    closed = select(AuditCampaign).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == part,
        AuditCampaign.status == CampaignStatus.CLOSED,
    )
    if before is not None:
        closed = closed.where(col(AuditCampaign.number) < before)
    return list(session.exec(closed.order_by(col(AuditCampaign.number).desc())))

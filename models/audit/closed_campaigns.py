"""The closed campaigns of a part: what results are compared with, and counted from."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.audit.records import AuditCampaign, CampaignStatus
from models.refusal import Refusal


def closed_campaigns(session: Session, workspace_id: str, part: str, before: int | None = None) -> list[AuditCampaign]:
    """The closed campaigns of a part (a `Part`), the newest first; with `before` those of a lower number only."""
    closed = _closed(workspace_id, part)
    if before is not None:
        closed = closed.where(col(AuditCampaign.number) < before)
    return list(session.exec(closed))


def newest_of_everybody(session: Session, workspace_id: str, part: str) -> AuditCampaign | None:
    """The newest closed campaign of a part in which everybody was asked; None when there was none."""
    return session.exec(_closed(workspace_id, part).where(AuditCampaign.audience == "everybody").limit(1)).first()


def _closed(workspace_id: str, part: str) -> SelectOfScalar[AuditCampaign]:
    closed = select(AuditCampaign).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == part,
        AuditCampaign.status == CampaignStatus.CLOSED,
    )
    return closed.order_by(col(AuditCampaign.number).desc())


def require_closed(campaign: AuditCampaign) -> None:
    """Refuses a campaign without results: it is still open, or it was stopped."""
    if campaign.status == CampaignStatus.OPEN:
        raise Refusal("audit.still_open", number=campaign.number)
    if campaign.status == CampaignStatus.STOPPED:
        raise Refusal("audit.stopped", number=campaign.number)

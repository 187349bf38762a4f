"""Who may lead a campaign."""

from models.audit.records import AuditCampaign
from models.refusal import Refusal
from models.team.records import Person


def may_manage(by: Person, campaign: AuditCampaign) -> None:
    """Refuses who may not close, stop, open again or share a campaign: leaders may, and who started it."""
    own = campaign.started_by == by.id
    if campaign.workspace_id != by.workspace_id or not (by.is_leader or own):
        raise Refusal("audit.not_yours", number=campaign.number)

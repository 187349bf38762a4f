"""From the frozen results of an audit to the proposals of the plan."""

from datetime import datetime

from sqlmodel import Session

from models.audit.own_statements import questions_for
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.results import Results
from models.maturity.history import closed_audits
from models.plan.actions import propose
from models.plan.order import Scored, statements_scored
from models.plan.records import PlanAction
from models.workspace.records import Workspace


def propose_from_latest(session: Session, workspace: Workspace, now: datetime) -> list[PlanAction]:
    """What the newest closed audit of the functions suggests; nothing that it suggested before."""
    audits = closed_audits(session, workspace.workspace_id)
    if not audits:
        return []
    return propose(session, workspace, audits[0].number, scored_in(session, audits[0]), now)


def scored_in(session: Session, campaign: AuditCampaign) -> list[Scored]:
    """Every statement of the audit with its score, as far as the frozen results show one."""
    if campaign.results is None:
        return []
    results = Results.from_json(campaign.results)
    asked = questions_for(session, campaign.workspace_id, Part.FUNCTIONS, None, with_retired=True)
    statements = {key: cell.mean for key, cell in results.statements.items()}
    return statements_scored(asked, statements, results.means)

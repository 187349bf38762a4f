"""Campaigns of the self-audit as data: their frozen results, never answers."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.questions import FUNCTIONS, Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.functions import Results
from models.exports.writing import Row
from models.maturity.history import stage_of_results
from models.period import Period
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

COLUMNS = (
    "id",
    "part",
    "status",
    "invited",
    "finished",
    "anonymous",
    "functions",
    "stage",
    "number",
    "opened",
    "deadline",
    "closed",
)


def audit_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None
) -> Iterator[Row]:
    """The campaigns, newest first; with `period` those that began in it, with `at` as they stood after that day.

    Of a person or team the campaigns in which one of them was asked, with the figures of everybody asked: there is
    nothing smaller to export.
    """
    found = select(AuditCampaign).where(AuditCampaign.workspace_id == workspace.workspace_id)
    if period:
        found = found.where(col(AuditCampaign.opened_on) >= period.start, col(AuditCampaign.opened_on) < period.end)
    if at:
        found = found.where(col(AuditCampaign.opened_on) <= at)
    for campaign in session.exec(found.order_by(col(AuditCampaign.number).desc())):
        if scope.ids is None or asked_in(session, campaign) & scope.ids:
            yield _row(campaign, at)


def _row(campaign: AuditCampaign, at: date | None) -> Row:
    is_over = campaign.closed_on is not None and (at is None or campaign.closed_on <= at)
    was_counted = campaign.counted_on is not None and (at is None or campaign.counted_on <= at)
    row: Row = {
        "id": campaign.id,
        "part": campaign.part,
        "status": campaign.status if is_over else CampaignStatus.OPEN.value,
        "invited": campaign.invited_count,
        "finished": campaign.finished_count if was_counted else None,
        "anonymous": campaign.anonymous,
    }
    hidden = _why_hidden(campaign, is_over)
    if hidden is not None or campaign.results is None:
        row["functions"] = {key: {"mean": None, "n": None, "reason": hidden} for key in FUNCTIONS}
        row["stage"] = {"value": None, "capped_by": None, "reason": hidden}
    else:
        results = Results.from_json(campaign.results)
        row["functions"] = {
            key: {"mean": result.mean, "n": result.n, "reason": _plain(result.reason)}
            for key, result in results.functions.items()
        }
        stage = stage_of_results(results)
        row["stage"] = {"value": stage.value, "capped_by": stage.capped_by, "reason": stage.reason}
    return row | {
        "number": campaign.number,
        "opened": campaign.opened_on,
        "deadline": campaign.deadline,
        "closed": campaign.closed_on if is_over else None,
    }


def _why_hidden(campaign: AuditCampaign, is_over: bool) -> str | None:
    """Why there are no figures; None when there are."""
    if campaign.part == Part.SKILLS:
        return "about_skills"
    if not is_over or campaign.status == CampaignStatus.OPEN:
        return "still_open"
    if campaign.status == CampaignStatus.STOPPED:
        return "stopped"
    return None if campaign.results is not None else "no_results"


def _plain(reason: str | None) -> str | None:
    """Reasons of exports stand without the feature that they belong to."""
    return None if reason is None else reason.removeprefix("audit.")

"""Frozen results as one reader may see them, in their language: for messages, the PDF and the table alike."""

from handlers import audit_shown
from handlers.visit import Visit
from messages.audit_report import in_words
from messages.audit_results import Shown
from models.audit.campaigns import may_be_reopened
from models.audit.records import AuditCampaign, ShareForm
from models.audit.report import report_of
from models.refusal import Refusal


def results_shown(visit: Visit, campaign: AuditCampaign, form: ShareForm) -> Shown:
    """The results in the form that the reader gets. Refuses a campaign without any."""
    report = report_of(visit.session, campaign)
    if report is None:
        raise Refusal("audit.no_results_yet", number=campaign.number)
    return in_words(
        visit.language, report, form=form,
        leads=visit.person.is_leader or campaign.started_by == visit.person.id,
        may_reopen=may_be_reopened(visit.session, campaign, audit_shown.workspace_day(visit)),
        has_plan=visit.person.is_leader,
    )  # fmt: skip

"""Everything that is told about a closed campaign on functions, for whoever writes it down: frozen results and records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.audit.custom_statements import questions_asked
from models.audit.questions import Question
from models.audit.records import AuditCampaign
from models.audit.results.evidence import Evidence, records_of
from models.audit.results.functions import Results, results_of


@dataclass(frozen=True)
class Report:
    """The results of a campaign with the questions that they are about."""

    campaign: str
    number: int
    audience: str
    audience_name: str
    closed_on: date
    results: Results
    questions: Mapping[str, Question]
    records: Mapping[str, Evidence]
    shared: str


def report_of(session: Session, campaign: AuditCampaign) -> Report | None:
    """The report of a closed campaign on functions; None when it has no results (now). Records as of its last day."""
    results = results_of(session, campaign)
    if results is None:
        return None
    closed_on = campaign.closed_on or campaign.deadline
    asked = questions_asked(session, campaign, None)
    return Report(
        campaign.id,
        campaign.number,
        campaign.audience,
        campaign.audience_name,
        closed_on,
        results,
        {question.key: question for question in asked},
        records_of(session, campaign.workspace_id, closed_on),
        campaign.share_with,
    )

"""The history of stages: one for each audit of the functions, from its frozen results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from models.audit.calendar import TOO_SOON, calendar_of
from models.audit.campaigns import form_seen_by
from models.audit.closed_campaigns import closed_campaigns
from models.audit.questions import Part
from models.audit.records import AuditCampaign, ShareForm
from models.audit.results.functions import Results
from models.maturity.next_stage import NextStage, next_stage
from models.maturity.stage import Stage, stage_of
from models.period import months_after
from models.team.records import Person

EVERYBODY = "everybody"
AGAIN_AFTER = 6
"""Months after an audit of the functions closed in which it is time for the next."""


@dataclass(frozen=True, slots=True)
class StageOfAudit:
    """The stage that an audit gave, and what the function scored that holds it down."""

    audit: int
    closed_on: date
    stage: Stage
    lowest: float | None = None
    mean: float | None = None
    """Of the seven functions; None without a stage."""
    next: NextStage | None = None
    """What stands in the way of the stage above."""


def closed_audits(session: Session, workspace_id: str, part: Part = Part.FUNCTIONS) -> Sequence[AuditCampaign]:
    """Every closed audit of a part that has results, the newest first."""
    found = closed_campaigns(session, workspace_id, part)
    return [campaign for campaign in found if campaign.results is not None or part is Part.SKILLS]


def stages_seen_by(session: Session, person: Person, today: date) -> list[StageOfAudit]:
    """The stages of the company, newest first, as far as this person sees the results they come from.

    An audit of one team says nothing about the company: such ones count only as long as everybody was never asked.
    """
    return [
        _stage(campaign, form)
        for campaign in audits_of_the_company(session, person.workspace_id)
        if (form := form_seen_by(session, campaign, person, today)) is not None
    ]


def audits_of_the_company(session: Session, workspace_id: str) -> Sequence[AuditCampaign]:
    """The closed audits of the functions that asked everybody; all of them where none did. The newest first."""
    audits = closed_audits(session, workspace_id)
    return [campaign for campaign in audits if campaign.audience == EVERYBODY] or audits


def next_survey_on(session: Session, campaign: AuditCampaign) -> date | None:
    """From when leaders are offered the survey after this one of the functions: a month of the calendar, else half a year
    after the newest of the company closed. None: nobody is offered one by this survey.
    """
    closed = campaign.closed_on or campaign.deadline
    if months := calendar_of(session, campaign.workspace_id).get(Part.FUNCTIONS):
        firsts = [date(closed.year + years, month, 1) for years in (0, 1) for month in months]
        return min(first for first in firsts if first > closed and first - TOO_SOON >= campaign.opened_on)
    newest = next(iter(audits_of_the_company(session, campaign.workspace_id)), None)
    return months_after(closed, AGAIN_AFTER) if newest is not None and newest.id == campaign.id else None


def stage_of_results(results: Results) -> Stage:
    """The stage that these results give."""
    return stage_of(results.means, results.answered_share)


def _stage(campaign: AuditCampaign, form: ShareForm) -> StageOfAudit:
    assert campaign.results is not None
    results = Results.from_json(campaign.results)
    stage = stage_of_results(results)
    lowest = results.means.get(stage.capped_by) if stage.capped_by else None
    above = next_stage(results)
    if above is not None and form is not ShareForm.FULL:
        above = replace(above, obstacles=tuple(one.without_statements() for one in above.obstacles))
    means = [mean for mean in results.means.values() if mean is not None]
    mean = sum(means) / len(means) if stage.value and means else None
    return StageOfAudit(campaign.number, campaign.closed_on or campaign.deadline, stage, lowest, mean, above)

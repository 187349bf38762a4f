"""What came out of a survey: the headline, each function, comments, a PDF and a CSV; of skills, people and priorities."""

from handlers.audit import skill_files, skill_pages, skill_steps, skills, views
from handlers.audit.views import results_view
from handlers.door.answers import Answers, SendFile, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from handlers.door.who import found
from handlers.phrases.audit import AuditPhrase
from messages.audit import board, table
from messages.audit import overview as messages
from messages.audit import pdf as audit_pdf
from messages.audit import results as words
from messages.audit.board import BoardFacts
from messages.blocks import Message
from models.audit.campaigns import about_campaign, campaigns_seen_by, form_seen_by
from models.audit.closed_campaigns import require_closed
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus, ShareForm
from models.audit.results.functions import campaign_before
from models.maturity.history import next_survey_on
from models.permissions import Right
from models.plan.queries import actions_seen_by, progress_of_plan
from models.refusal import Refusal
from models.team.records import Person


def show(request: Request, phrase: AuditPhrase) -> Answers:
    """`/audit results`, `results 2`, `results skills`, `results pdf`."""
    campaign = _meant(request, phrase)
    if campaign.part == Part.SKILLS:
        if phrase.people:
            person = found(request, phrase.people[0])
            if not phrase.file:
                return Whisper(skills.page_of(request, campaign, person))
            return skill_files.send(request, campaign, phrase.file, person)
        return skills.show(request, campaign, phrase.file)
    if not phrase.file:
        return Whisper(headline(request, campaign))
    _sees_all(request, campaign)
    return {"pdf": _pdf, "csv": _csv, "board": _board}[phrase.file](request, campaign)


def headline(request: Request, campaign: AuditCampaign) -> Message:
    """The results as this person may see them. Refuses who may not."""
    if campaign.part == Part.SKILLS:
        return skill_pages.page(request, campaign)
    form = _form(request, campaign)
    return words.headline(request.language, results_view(request, campaign, form))


def may_know_of(request: Request, campaign: AuditCampaign) -> bool:
    """Whether it stands in the person's overview: leading it, or its results are to be seen."""
    if request.rights.may(Right.LEAD_SURVEY, about_campaign(campaign)):
        return True
    if campaign.status != CampaignStatus.CLOSED:
        return False
    return (
        campaign.part == Part.SKILLS
        or form_seen_by(request.session, campaign, request.person, request.today) is not None
    )


@reads
def open_results(request: Request, press: Press) -> Answers:
    """The button “Results” under a survey: its headline."""
    return Whisper(headline(request, views.campaign_of(request, press.value)))


@reads
def details(request: Request, press: Press) -> Answers:
    """The button “Each function”: all scores, for whoever may see the full report."""
    campaign = _whole(request, press)
    return Whisper(words.details(request.language, results_view(request, campaign, ShareForm.FULL)))


@reads
def comments(request: Request, press: Press) -> Answers:
    """A page of comments."""
    campaign = _whole(request, press)
    page = press.action_id.partition(":")[2]
    results = results_view(request, campaign, ShareForm.FULL)
    return Whisper(words.comments(request.language, results, int(page) if page.isdigit() else 1))


@reads
def pdf(request: Request, press: Press) -> Answers:
    """The button “PDF”: the report, one's sheet of skills or that of a person, as a file in the DM."""
    campaign_id, _, person_id = press.value.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    if campaign.part == Part.SKILLS:
        person = request.session.get(Person, (request.workspace.workspace_id, person_id)) if person_id else None
        return skill_files.send(request, campaign, "pdf", person)
    return _pdf(request, _whole(request, press))


@reads
def csv(request: Request, press: Press) -> Answers:
    """The button “CSV”: the same figures as a table, as a file in the DM."""
    campaign = views.campaign_of(request, press.value)
    if campaign.part == Part.SKILLS:
        return skill_files.send(request, campaign, "csv")
    return _csv(request, _whole(request, press))


@reads
def one_page(request: Request, press: Press) -> Answers:
    """The button “One page for the board”."""
    return _board(request, _whole(request, press))


def _board(request: Request, campaign: AuditCampaign) -> Answers:
    results = results_view(request, campaign, ShareForm.FULL)
    content = board.one_page(request.language, request.workspace.name, results, _facts(request, campaign))
    title = request.words.bare("audit.board")
    return views.sent(request, SendFile(f"audit-{campaign.number}-board.pdf", title, content))


def _facts(request: Request, campaign: AuditCampaign) -> BoardFacts:
    """When it was measured before, how far the plan is for whoever sees it, and when the next survey is due."""
    before = campaign_before(request.session, campaign)
    progress = progress_of_plan(actions_seen_by(request.session, request.person, request.today), request.today)
    return BoardFacts(
        before_on=(before.closed_on or before.deadline) if before else None,
        done=progress.done,
        actions=progress.total,
        next_on=next_survey_on(request.session, campaign),
    )


def _pdf(request: Request, campaign: AuditCampaign) -> Answers:
    results = results_view(request, campaign, ShareForm.FULL)
    title = request.words.bare("audit_results.file_title", number=campaign.number)
    content = audit_pdf.results(request.language, request.workspace.name, results, _facts(request, campaign))
    return views.sent(request, SendFile(f"audit-{campaign.number}.pdf", title, content))


def _csv(request: Request, campaign: AuditCampaign) -> Answers:
    results = results_view(request, campaign, ShareForm.FULL)
    title = request.words.bare("audit_results.file_title", number=campaign.number)
    content = table.results(request.language, results)
    return views.sent(request, SendFile(f"audit-{campaign.number}.csv", title, content))


def _whole(request: Request, press: Press) -> AuditCampaign:
    campaign = views.campaign_of(request, press.value)
    _sees_all(request, campaign)
    return campaign


def _sees_all(request: Request, campaign: AuditCampaign) -> None:
    if _form(request, campaign) is not ShareForm.FULL:
        raise Refusal("audit.not_shared", number=campaign.number)


def _form(request: Request, campaign: AuditCampaign) -> ShareForm:
    require_closed(campaign)
    form = form_seen_by(request.session, campaign, request.person, request.today)
    if form is None:
        raise Refusal("audit.not_shared", number=campaign.number)
    return form


def _meant(request: Request, phrase: AuditPhrase) -> AuditCampaign:
    """The campaign with the number, else the newest with results that the person may see."""
    if phrase.number is not None:
        return views.numbered(request, phrase.number)
    for campaign in campaigns_seen_by(request.session, request.person, request.today):
        if (
            campaign.status == CampaignStatus.CLOSED
            and phrase.part in (None, campaign.part)
            and may_know_of(request, campaign)
        ):
            return campaign
    raise Refusal("audit.none_closed")


PRESSES: dict[str, OnPress] = {
    messages.RESULTS: open_results,
    words.DETAILS: details,
    words.COMMENTS: comments,
    words.PDF: pdf,
    words.CSV: csv,
    words.BOARD: one_page,
    **skills.PRESSES,
    **skill_steps.PRESSES,
}

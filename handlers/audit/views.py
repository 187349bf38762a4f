"""Surveys (`AuditCampaign`), their conversations and frozen results, as values for the messages."""

from dataclasses import replace
from datetime import date

from handlers.door.answers import Answer, SendFile, Whisper
from handlers.door.request import Request
from handlers.tools.views import evidence_view
from messages.audit import conversation as talk
from messages.audit import overview as campaigns
from messages.audit.leading import Campaign
from messages.audit.report import in_words
from messages.audit.results import ResultsView
from models.audit.ballots.ballot import SKIPPED
from models.audit.ballots.sheets import Sheet, Step
from models.audit.campaigns import about_campaign, campaign_numbered, may_be_reopened
from models.audit.conversation import Conversation
from models.audit.questions import Question
from models.audit.ready_made import area_named
from models.audit.records import AuditCampaign, ShareForm
from models.audit.results.report import report_of
from models.audit.starting import audit_day
from models.permissions import Right
from models.refusal import Refusal


def campaign_of(request: Request, campaign_id: str) -> AuditCampaign:
    """The campaign that a button names. Refuses one of another workspace, or that is not there."""
    campaign = request.session.get(AuditCampaign, (request.workspace.workspace_id, campaign_id))
    if campaign is None:
        raise Refusal("audit.gone")
    return campaign


def numbered(request: Request, number: int) -> AuditCampaign:
    """The campaign with this number."""
    return campaign_numbered(request.session, request.workspace.workspace_id, number)


def workspace_day(request: Request) -> date:
    """The day that opens and closes campaigns."""
    return audit_day(request.session, request.workspace.workspace_id, request.now)


def standing(conversation: Conversation) -> talk.Standing:
    """How far somebody is."""
    campaign = conversation.campaign
    return talk.Standing(
        campaign.id,
        campaign.number,
        campaign.part,
        conversation.answered,
        conversation.total,
        campaign.deadline,
        campaign.anonymous,
        campaign.k,
    )


def sent(request: Request, file: SendFile) -> list[Answer]:
    """A file in the person's own conversation; who asked for it elsewhere is told where it is."""
    if not request.channel_id or request.channel_id.startswith("D"):
        return [file]
    return [file, Whisper(campaigns.file_sent(request.language))]


def asked(language: str, conversation: Conversation) -> talk.Asked:
    """The question on screen, in the person's language."""
    question, key = conversation.question, conversation.key
    assert question is not None
    assert key is not None
    text = question.text(language)
    given = conversation.given
    return talk.Asked(
        ref=ref(conversation.campaign, key),
        part=conversation.campaign.part,
        position=conversation.position,
        total=conversation.total,
        area=area(question, language),
        statement=text.statement,
        one=text.one,
        five=text.five,
        explain=text.explain,
        three=text.three,
        about=conversation.about.name if conversation.about else "",
        given=None if given == SKIPPED else given,
        comment=conversation.comment,
    )


def answered(language: str, sheet: Sheet, step: Step) -> talk.Answered:
    """A question with its answer as one line."""
    level = sheet.ballot.levels.get(step.key)
    return talk.Answered(
        ref(sheet.campaign, step.key),
        sheet.campaign.part,
        area(step.question, language),
        step.question.text(language).statement,
        None if level == SKIPPED else level,
        step.about.name if step.about else "",
        bool(sheet.ballot.comments.get(step.key)),
    )


def area(question: Question, language: str) -> str:
    """The name of the function or the skill."""
    return area_named(question.area).label(language)


def ref(campaign: AuditCampaign, key: str) -> str:
    """What a button of a question carries."""
    return f"{campaign.id}:{key}"


def campaign_view(request: Request, campaign: AuditCampaign) -> Campaign:
    """A campaign as its leader sees it."""
    return Campaign(
        id=campaign.id,
        number=campaign.number,
        part=campaign.part,
        status=campaign.status,
        audience=audience(request, campaign),
        invited=campaign.invited_count,
        deadline=campaign.deadline,
        anonymous=campaign.anonymous,
        k=campaign.k,
        finished=campaign.finished_count,
        counted_on=campaign.counted_on,
        closed_on=campaign.closed_on or campaign.deadline,
    )


def audience(request: Request, campaign: AuditCampaign) -> str:
    """Who was asked, in words."""
    return request.words.bare("audit.audience", kind=campaign.audience, name=campaign.audience_name)


def results_view(request: Request, campaign: AuditCampaign, form: ShareForm) -> ResultsView:
    """The results in the form that the reader gets. Refuses a campaign without any."""
    report = report_of(request.session, campaign)
    if report is None:
        raise Refusal("audit.no_results_yet", number=campaign.number)
    view = in_words(
        request.language,
        report,
        form=form,
        leads=request.rights.may(Right.LEAD_SURVEY, about_campaign(campaign)),
        may_reopen=may_be_reopened(request.session, campaign, workspace_day(request)),
        has_plan=request.rights.may(Right.LEAD_COMPANY),
    )
    return replace(view, tools=evidence_view(request)) if form is ShareForm.FULL else view

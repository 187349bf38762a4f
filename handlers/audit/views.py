"""Surveys (`AuditCampaign`), their conversations and frozen results, as values for the messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.door.answers import Answer, SendFile, Whisper
from handlers.door.request import Request
from handlers.tools.views import evidence_view
from messages.audit import conversation as talk
from messages.audit import overview as campaigns
from messages.audit import timing
from messages.audit.leading import Campaign
from messages.audit.report import in_words
from messages.audit.results import ResultsView
from models.audit.ballots.ballot import SKIPPED
from models.audit.ballots.sheets import Sheet
from models.audit.campaigns import about_campaign, campaign_numbered, may_be_reopened
from models.audit.conversation import Conversation
from models.audit.questions import Part, Question
from models.audit.ready_made import area_named
from models.audit.records import AuditCampaign, CampaignStatus, ShareForm
from models.audit.results.counting import still_missing
from models.audit.results.report import report_of
from models.audit.starting import audit_day
from models.audit.steps import Step
from models.audit.timing import comes_in_time, invited_to, results_after, results_come_at
from models.delivery.expecting import Waits, expected
from models.delivery.quiet_hours import DAY_STARTS
from models.permissions import Right
from models.refusal import Refusal
from models.team.calendar import Calendar
from models.team.records import Person
from models.zones import zone_named

MANY = 4
"""People; fewer who get something later than the others are named."""


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
        total=conversation.among,
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
        sheet.ballot.comments.get(step.key, ""),
    )


def area(question: Question, language: str) -> str:
    """The name of the function or the skill."""
    return area_named(question.area).label(language)


def ref(campaign: AuditCampaign, key: str) -> str:
    """What a button of a question carries."""
    return f"{campaign.id}:{key}"


def clock(request: Request, people: Sequence[Person], asked_for: date, last: date, by_id: str) -> timing.Clock:
    """What follows of a start: who is invited when, and when the results reach whoever started it (`by_id`)."""
    by = request.session.get_one(Person, (request.workspace.workspace_id, by_id))
    calendar = Calendar.of(request.session, by, request.workspace)
    results = results_after(request.workspace, last, by, calendar)
    return timing.Clock(
        outgoing(request, people, last), when(request, by, results), None if asked_for == last else asked_for
    )


def when(request: Request, person: Person, at: datetime) -> timing.When:
    """An instant as day and hour where the person is."""
    local = at.astimezone(zone_named(person.zone, request.workspace.zone))
    return timing.When(local.date(), f"{local:%H:%M}")


def outgoing(request: Request, people: Sequence[Person], last: date | None = None) -> timing.Outgoing:
    """When something that is put into the outbox now reaches these people; with `last`, who it reaches too late."""
    found = expected(request.session, request.workspace, people, request.now)
    in_time = [one for one in found if one.reaches and (last is None or comes_in_time(one, last, request.workspace))]
    now = [one for one in in_time if one.why is Waits.NOT]
    waiting = [one for one in in_time if one.why is not Waits.NOT]
    days = Counter(one.day for one in waiting)
    usual = min(days, key=lambda day: (-days[day], day), default=None)
    if usual is not None and now and days[usual] < MANY:
        usual = None
    late = [timing.Later(one.person.name, one.day, one.why) for one in waiting if one.day != usual]
    on_day = [one for one in waiting if one.day == usual]
    zones = {zone_named(one.person.zone, request.workspace.zone).key for one in on_day}
    never = [one.person.name for one in found if one not in in_time]
    return timing.Outgoing(len(now), usual, len(on_day), f"{DAY_STARTS:%H:%M}", len(zones) > 1, late, never)


def campaign_view(request: Request, campaign: AuditCampaign) -> Campaign:
    """A campaign as its leader sees it."""
    is_running = campaign.status == CampaignStatus.OPEN
    invited = len(invited_to(request.session, campaign, request.now)) if is_running else campaign.invited_count
    has_names = is_running and campaign.part == Part.SKILLS
    missing = still_missing(request.session, campaign, request.now) if has_names else None
    return Campaign(
        id=campaign.id,
        number=campaign.number,
        part=campaign.part,
        status=campaign.status,
        audience=audience(request, campaign),
        invited=invited,
        deadline=campaign.deadline,
        anonymous=campaign.anonymous,
        k=campaign.k,
        finished=None if campaign.finished_count is None else min(campaign.finished_count, invited),
        counted_on=campaign.counted_on,
        closed_on=campaign.closed_on or campaign.deadline,
        missing=None if missing is None else [person.name for person in missing],
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


def results_told(request: Request, campaign: AuditCampaign) -> timing.ResultsTold:
    """When results come: to everybody of skills, else to who started it."""
    by = request.session.get_one(Person, (campaign.workspace_id, campaign.started_by))
    is_theirs = campaign.part == Part.SKILLS or by.id == request.person.id
    reader = request.person if is_theirs else by
    at = results_come_at(request.session, campaign, reader)
    return timing.ResultsTold(when(request, reader, at), "" if is_theirs else by.name)

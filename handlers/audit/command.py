"""`/audit`: a person's surveys to answer and to read; each word after it (`start`, `close` …) goes to its own file."""

from handlers.audit import calendar, leading, results, settings, starting, views
from handlers.audit import conversation as audit_steps
from handlers.audit.reminders import remember
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.phrases.audit import AuditPhrase, read_audit
from handlers.phrases.unreadable import Unreadable
from messages.audit import overview as messages
from models.audit.campaigns import campaigns_seen_by, open_campaigns_of
from models.audit.conversation import conversation_of
from models.audit.records import AuditCampaign
from models.permissions import Right
from models.refusal import Refusal
from models.team.queries import teams_of


def command(request: Request, text: str) -> Answers:
    """`/audit`, `/audit start functions everybody until 12 dec`, `/audit close`, `/audit results 2 pdf` …"""
    teams = [team.name for team in teams_of(request.session, request.workspace.workspace_id)]
    try:
        phrase = read_audit(text, views.workspace_day(request), language=request.language, teams=teams)
    except Unreadable as error:
        return unreadable(request, error, "audit")
    match phrase.action:
        case "overview":
            return overview(request)
        case "help":
            return Whisper(messages.help_text(request.language, may_start=request.rights.may(Right.START_SURVEY)))
        case "start":
            return starting.ask(request, phrase)
        case "continue":
            return audit_steps.go_on(request, _own(request, phrase))
        case "remind":
            return Whisper(remember(request, _own(request, phrase), phrase.pace or "tomorrow"))
        case "calendar":
            return calendar.page(request)
        case "results":
            return results.show(request, phrase)
        case "statement" | "standard" | "roles" | "k":
            return settings.change(request, phrase)
        case _:
            return leading.lead(request, phrase)


def overview(request: Request) -> Answers:
    """A bare `/audit`: the person's own surveys, and the campaigns that they may know of."""
    campaigns = [
        views.campaign_view(request, campaign)
        for campaign in campaigns_seen_by(request.session, request.person, request.today)
        if results.may_know_of(request, campaign)
    ]
    return Whisper(
        messages.overview(request.language, mine(request), campaigns, may_start=request.rights.may(Right.START_SURVEY))
    )


def mine(request: Request) -> list[messages.Mine]:
    """The surveys that the person can answer, and how far they are."""
    today = views.workspace_day(request)
    found = []
    for campaign in open_campaigns_of(request.session, request.person, today):
        conversation = conversation_of(request.session, request.secrets, campaign, request.person, today)
        if conversation.total:
            own = sum(step.about is None for step in conversation.steps)
            how = (conversation.has_begun, conversation.is_finished, own, len(conversation.rates))
            found.append(messages.Mine(views.standing(conversation), *how))
    return found


def _own(request: Request, phrase: AuditPhrase) -> AuditCampaign:
    """The survey that the person is to answer: by number or part, else the first that is not finished."""
    today = views.workspace_day(request)
    if phrase.number is not None:
        return views.numbered(request, phrase.number)
    own = [
        campaign
        for campaign in open_campaigns_of(request.session, request.person, today)
        if phrase.part in (None, campaign.part)
    ]
    if not own:
        raise Refusal("audit.nothing_to_answer")
    unfinished = [
        campaign
        for campaign in own
        if not conversation_of(request.session, request.secrets, campaign, request.person, today).is_finished
    ]
    return (unfinished or own)[0]

"""`/audit`: what there is to answer and to see, and everything that a line can ask for."""

from handlers.audit import conversation as audit_steps
from handlers.audit import leading, results, settings, starting
from handlers.audit import views as shown
from handlers.audit.reminders import remember
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Visit
from handlers.door.unreadable import unreadable
from handlers.phrases.audit import AuditPhrase, read_audit
from handlers.phrases.unreadable import Unreadable
from messages.audit import overview as messages
from models.audit.campaigns import campaigns_seen_by, open_campaigns_of
from models.audit.conversation import conversation_of
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.audit.starting import may_start
from models.refusal import Refusal
from models.team.queries import teams_of


def command(visit: Visit, text: str) -> Answers:
    """`/audit`, `/audit start functions everybody until 12 dec`, `/audit close`, `/audit results 2 pdf` …"""
    teams = [team.name for team in teams_of(visit.session, visit.workspace.workspace_id)]
    try:
        phrase = read_audit(text, shown.workspace_day(visit), language=visit.language, teams=teams)
    except Unreadable as error:
        return unreadable(visit, error, "audit")
    match phrase.action:
        case "overview":
            return overview(visit)
        case "help":
            return Whisper(messages.help_text(visit.language, may_start=_may_start(visit)))
        case "start":
            return starting.ask(visit, phrase)
        case "continue":
            return audit_steps.go_on(visit, _own(visit, phrase))
        case "remind":
            return Whisper(remember(visit, _own(visit, phrase), phrase.pace or "tomorrow"))
        case "results":
            return results.show(visit, phrase)
        case "statement" | "standard" | "k":
            return settings.change(visit, phrase)
        case _:
            return leading.lead(visit, phrase)


def overview(visit: Visit) -> Answers:
    """`/audit`."""
    campaigns = [
        shown.shown(visit, campaign)
        for campaign in campaigns_seen_by(visit.session, visit.person)
        if results.may_know_of(visit, campaign)
    ]
    return Whisper(messages.overview(visit.language, mine(visit), campaigns, may_start=_may_start(visit)))


def mine(visit: Visit) -> list[messages.Mine]:
    """The surveys that the person can answer, and how far they are."""
    today = shown.workspace_day(visit)
    found = []
    for campaign in open_campaigns_of(visit.session, visit.person, today):
        conversation = conversation_of(visit.session, visit.secrets, campaign, visit.person, today)
        if conversation.total:
            found.append(
                messages.Mine(shown.standing(conversation), conversation.has_begun, conversation.is_finished)
            )
    return found


def _own(visit: Visit, phrase: AuditPhrase) -> AuditCampaign:
    """The survey that the person is to answer: by number or part, else the first that is not finished."""
    today = shown.workspace_day(visit)
    if phrase.number is not None:
        return shown.numbered(visit, phrase.number)
    own = [
        campaign
        for campaign in open_campaigns_of(visit.session, visit.person, today)
        if phrase.part in (None, campaign.part)
    ]
    if not own:
        raise Refusal("audit.nothing_to_answer")
    unfinished = [
        campaign
        for campaign in own
        if not conversation_of(visit.session, visit.secrets, campaign, visit.person, today).is_finished
    ]
    return (unfinished or own)[0]


def _may_start(visit: Visit) -> bool:
    return may_start(visit.session, visit.person, Part.FUNCTIONS)

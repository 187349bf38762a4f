"""One step of a survey's conversation: save the answer, shrink its question to one line, put the next question."""

from datetime import date

from handlers.audit import views
from handlers.door.answers import Answer, Answers, Replace, Settle, Tell, Whisper
from handlers.door.request import Request
from messages.audit import conversation as talk
from messages.audit import overview as messages
from messages.audit.timing import ResultsTold
from messages.blocks import Message
from models.audit import conversation as model
from models.audit.ballots.sheets import Sheet, sheet_of
from models.audit.conversation import Conversation
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.reminding import paces_left
from models.audit.timing import results_come_at
from models.refusal import Refusal
from models.team.calendar import Calendar
from models.team.records import Person


def go_on(request: Request, campaign: AuditCampaign) -> list[Answer]:
    """Begin, or go on where it stopped: the question on screen is put (again) at the end of the conversation."""
    conversation = model.begin(request.session, request.secrets, campaign, request.person, today(request))
    return [*ask(request, conversation, again=True), *_where(request)]


def given(request: Request, campaign: AuditCampaign, key: str, level: int, *, by_word: bool) -> Answers:
    """Keep the level (0: don't know), and put the next question."""
    before = model.conversation_of(request.session, request.secrets, campaign, request.person, today(request))
    had = own_sheet(request, campaign).ballot.levels.get(key)
    after = model.give(request.session, request.secrets, campaign, request.person, key, level or None, today(request))
    if had == level and _stands_there(before, key):
        return Replace(talk.answered(request.language, line_of(request, campaign, key)))
    return _dealt_with(request, after, key, by_word=by_word)


def skipped(request: Request, campaign: AuditCampaign, key: str, *, by_word: bool) -> Answers:
    """Leave the question out, and put the next one."""
    before = model.conversation_of(request.session, request.secrets, campaign, request.person, today(request))
    had = own_sheet(request, campaign).ballot.levels.get(key)
    after = model.skip(request.session, request.secrets, campaign, request.person, key, today(request))
    if had is not None and _stands_there(before, key):
        return Replace(talk.answered(request.language, line_of(request, campaign, key)))
    return _dealt_with(request, after, key, by_word=by_word)


def commented(request: Request, campaign: AuditCampaign, key: str, text: str) -> Answers:
    """Keep the comment; it is shown under the question, or beside its answer where that was given already."""
    session, secrets, person = request.session, request.secrets, request.person
    after = model.comment_on(session, secrets, campaign, person, key, text, today(request))
    if after.key != key and key not in own_sheet(request, campaign).ballot.levels:
        after = model.go_to(session, secrets, campaign, person, key, today(request))
    if after.key == key:
        question = talk.question(request.language, views.asked(request.language, after))
        return settled(campaign, key, question)
    line = talk.answered(request.language, line_of(request, campaign, key))
    return settled(campaign, key, line)


def paused(request: Request, campaign: AuditCampaign) -> Message:
    """Stop for now, and say how to go on."""
    conversation = model.pause(request.session, request.secrets, campaign, request.person, today(request))
    ways = paces_left(campaign, Calendar.of(request.session, request.person, request.workspace), request.today)
    return talk.paused(request.language, views.standing(conversation), ways)


def _stands_there(before: Conversation, key: str) -> bool:
    """Whether what comes after this question (another one, or the thanks) was put already: it was pressed once more."""
    return before.has_begun and not before.is_paused and before.key != key


def _dealt_with(request: Request, after: Conversation, key: str, *, by_word: bool) -> list[Answer]:
    """The question becomes one line, and the next one is put."""
    line = talk.answered(request.language, line_of(request, after.campaign, key))
    as_line: Answer = settled(after.campaign, key, line) if by_word else Replace(line)
    keys = [one.key for one in after.steps]
    comes_next = after.key is not None and keys.index(after.key) == keys.index(key) + 1
    return [as_line, *ask(request, after, again=not comes_next)]


def ask(request: Request, conversation: Conversation, *, again: bool) -> list[Answer]:
    """Put the question on screen, or say that it was the last one. `again`: it may stand further up already."""
    if conversation.question is None or conversation.key is None:
        return [Tell(_finished(request, conversation))]
    question = talk.question(request.language, views.asked(request.language, conversation))
    if not again:
        return [Tell(question)]
    moved = talk.moved(request.language)
    return [settled(conversation.campaign, conversation.key, moved), Tell(question)]


def _finished(request: Request, conversation: Conversation) -> Message:
    sheet = own_sheet(request, conversation.campaign)
    lines = [views.answered(request.language, sheet, step) for step in sheet.steps]
    return talk.finished(request.language, views.standing(conversation), lines, _results(request, sheet.campaign))


def _results(request: Request, campaign: AuditCampaign) -> ResultsTold:
    """When results come: to everybody of skills, else to who started it."""
    by = request.session.get_one(Person, (campaign.workspace_id, campaign.started_by))
    is_theirs = campaign.part == Part.SKILLS or by.id == request.person.id
    reader = request.person if is_theirs else by
    at = results_come_at(request.session, campaign, reader)
    return ResultsTold(views.when(request, reader, at), "" if is_theirs else by.name)


def settled(campaign: AuditCampaign, key: str, message: Message) -> Settle:
    """Whatever still stands in the conversation of this question becomes the message."""
    ref = views.ref(campaign, key)
    return Settle((f"{talk.MARK}{ref}", f"{talk.LINE}{ref}"), message)


def line_of(request: Request, campaign: AuditCampaign, key: str) -> talk.Answered:
    """The question with the person's answer as one line. Refuses a question that is not asked."""
    sheet = own_sheet(request, campaign)
    step = next((step for step in sheet.steps if step.key == key), None)
    if step is None:
        raise Refusal("audit.unknown_question", number=campaign.number)
    return views.answered(request.language, sheet, step)


def own_sheet(request: Request, campaign: AuditCampaign) -> Sheet:
    """Everything that the person is asked, with their answers."""
    return sheet_of(request.session, request.secrets, campaign, request.person, today(request))


def closed(request: Request, campaign: AuditCampaign) -> list[Answer]:
    """What an old button says after the end; empty while answers count."""
    if campaign.status == CampaignStatus.OPEN and today(request) <= campaign.deadline:
        return []
    day = campaign.closed_on or campaign.deadline
    return [Whisper(messages.closed_here(request.language, campaign.part, campaign.number, day))]


def _where(request: Request) -> list[Answer]:
    """To who pressed in a channel: the question stands elsewhere."""
    if not request.channel_id or request.channel_id.startswith("D"):
        return []
    return [Whisper(messages.in_person(request.language))]


def today(request: Request) -> date:
    """The day that opens and closes campaigns."""
    return views.workspace_day(request)

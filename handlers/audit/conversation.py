"""One step of a survey's conversation: save the answer, shrink its question to one line, put the next question."""

from datetime import date

from handlers.audit import people, views
from handlers.door.answers import Answer, Answers, Replace, Settle, Tell, Whisper
from handlers.door.request import Request
from messages.audit import conversation as talk
from messages.audit import overview as messages
from messages.blocks import Message
from models.audit import conversation as model
from models.audit.ballots.sheets import Sheet, sheet_of
from models.audit.conversation import Conversation
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.reminding import paces_left
from models.refusal import Refusal
from models.reviews.questions import comes_next
from models.team.calendar import Calendar


def go_on(request: Request, campaign: AuditCampaign) -> list[Answer]:
    """Begin, or go on where it stopped: the question on screen is put (again) at the end of the conversation."""
    conversation = model.begin(request.session, request.secrets, campaign, request.person, today(request))
    return [*ask(request, conversation, again=True), *_where(request)]


def given(
    request: Request, campaign: AuditCampaign, key: str, level: int, *, by_word: bool, comment: str = ""
) -> Answers:
    """Keep the level (0: don't know) with what was typed behind it, and put the next question."""
    before = model.conversation_of(request.session, request.secrets, campaign, request.person, today(request))
    had = own_sheet(request, campaign).ballot.levels.get(key)
    if comment:
        _add_comment(request, campaign, key, comment)
    after = model.give(request.session, request.secrets, campaign, request.person, key, level or None, today(request))
    if had == level and not comment and _stands_there(before, key):
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


def commented(request: Request, campaign: AuditCampaign, key: str, text: str, *, is_added: bool = False) -> Answers:
    """Keep the comment (`is_added`: below an earlier one); it is shown under the question, or beside its answer."""
    session, secrets, person = request.session, request.secrets, request.person
    if is_added:
        after = _add_comment(request, campaign, key, text)
    else:
        after = model.comment_on(session, secrets, campaign, person, key, text, today(request))
    if after.key != key and key not in own_sheet(request, campaign).ballot.levels:
        after = model.go_to(session, secrets, campaign, person, key, today(request))
    if after.key == key:
        question = talk.question(request.language, views.asked(request.language, after))
        return settled(campaign, key, question)
    line = talk.answered(request.language, line_of(request, campaign, key))
    return settled(campaign, key, line)


def _add_comment(request: Request, campaign: AuditCampaign, key: str, text: str) -> Conversation:
    """Nothing that was typed is lost: an earlier comment stays above it."""
    before = own_sheet(request, campaign).ballot.comments.get(key, "")
    both = text if not before or text in before else f"{before}\n{text}"
    return model.comment_on(request.session, request.secrets, campaign, request.person, key, both, today(request))


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
    return [as_line, *ask(request, after, again=not comes_next(keys, key, after.key))]


def ask(request: Request, conversation: Conversation, *, again: bool) -> list[Answer]:
    """Put the question on screen, or say that it was the last one. `again`: it may stand further up already."""
    if conversation.question is None or conversation.key is None:
        return people.put(request, conversation) if conversation.rates else [Tell(_finished(request, conversation))]
    question = talk.question(request.language, views.asked(request.language, conversation))
    if not again:
        return [Tell(question)]
    moved = talk.moved(request.language)
    return [settled(conversation.campaign, conversation.key, moved), Tell(question)]


def _finished(request: Request, conversation: Conversation) -> Message:
    sheet = own_sheet(request, conversation.campaign)
    lines = [views.answered(request.language, sheet, step) for step in sheet.steps]
    return talk.finished(
        request.language, views.standing(conversation), lines, views.results_told(request, sheet.campaign)
    )


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
    return [Whisper(closed_message(request, campaign))]


def closed_message(request: Request, campaign: AuditCampaign) -> Message:
    """That it is over."""
    day = campaign.closed_on or campaign.deadline
    return messages.closed_here(request.language, campaign.part, campaign.number, day)


def _where(request: Request) -> list[Answer]:
    """To who pressed in a channel: the question stands elsewhere."""
    if not request.channel_id or request.channel_id.startswith("D"):
        return []
    return [Whisper(messages.in_person(request.language))]


def today(request: Request) -> date:
    """The day that opens and closes campaigns."""
    return views.workspace_day(request)

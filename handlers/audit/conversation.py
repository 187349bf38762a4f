"""One step of a survey's conversation: an answer is kept, its question becomes a line, and the next one is put."""

from datetime import date

from handlers.audit import views as shown
from handlers.door.answers import Answer, Answers, Replace, Settle, Tell, Whisper
from handlers.door.request import Visit
from messages.audit import conversation as talk
from messages.audit import overview as messages
from messages.blocks import Message
from models.audit import conversation as model
from models.audit.ballots.sheets import Sheet, sheet_of
from models.audit.conversation import Conversation
from models.audit.records import AuditCampaign, CampaignStatus
from models.refusal import Refusal


def go_on(visit: Visit, campaign: AuditCampaign) -> list[Answer]:
    """Begin, or go on where it stopped: the question on screen is put (again) at the end of the conversation."""
    conversation = model.begin(visit.session, visit.secrets, campaign, visit.person, today(visit))
    return [*ask(visit, conversation, again=True), *_where(visit)]


def given(visit: Visit, campaign: AuditCampaign, key: str, level: int, *, by_word: bool) -> Answers:
    """Keep the level (0: don't know), and put the next question."""
    before = model.conversation_of(visit.session, visit.secrets, campaign, visit.person, today(visit))
    had = own_sheet(visit, campaign).ballot.levels.get(key)
    after = model.give(visit.session, visit.secrets, campaign, visit.person, key, level or None, today(visit))
    if had == level and _stands_there(before, key):
        return Replace(talk.answered(visit.language, line_of(visit, campaign, key)))
    return _dealt_with(visit, after, key, by_word=by_word)


def skipped(visit: Visit, campaign: AuditCampaign, key: str, *, by_word: bool) -> Answers:
    """Leave the question out, and put the next one."""
    before = model.conversation_of(visit.session, visit.secrets, campaign, visit.person, today(visit))
    had = own_sheet(visit, campaign).ballot.levels.get(key)
    after = model.skip(visit.session, visit.secrets, campaign, visit.person, key, today(visit))
    if had is not None and _stands_there(before, key):
        return Replace(talk.answered(visit.language, line_of(visit, campaign, key)))
    return _dealt_with(visit, after, key, by_word=by_word)


def commented(visit: Visit, campaign: AuditCampaign, key: str, text: str) -> Answers:
    """Keep the comment; it is shown under the question, or beside its answer where that was given already."""
    session, secrets, person = visit.session, visit.secrets, visit.person
    after = model.comment_on(session, secrets, campaign, person, key, text, today(visit))
    if after.key != key and key not in own_sheet(visit, campaign).ballot.levels:
        after = model.go_to(session, secrets, campaign, person, key, today(visit))
    if after.key == key:
        question = talk.question(visit.language, shown.asked(visit.language, after))
        return settled(campaign, key, question)
    line = talk.answered(visit.language, line_of(visit, campaign, key))
    return settled(campaign, key, line)


def paused(visit: Visit, campaign: AuditCampaign) -> Message:
    """Stop for now, and say how to go on."""
    conversation = model.pause(visit.session, visit.secrets, campaign, visit.person, today(visit))
    return talk.paused(visit.language, shown.standing(conversation))


def _stands_there(before: Conversation, key: str) -> bool:
    """Whether what comes after this question (another one, or the thanks) was put already: it was pressed once more."""
    return before.has_begun and not before.is_paused and before.key != key


def _dealt_with(visit: Visit, after: Conversation, key: str, *, by_word: bool) -> list[Answer]:
    """The question becomes one line, and the next one is put."""
    line = talk.answered(visit.language, line_of(visit, after.campaign, key))
    as_line: Answer = settled(after.campaign, key, line) if by_word else Replace(line)
    keys = [one.key for one in after.steps]
    comes_next = after.key is not None and keys.index(after.key) == keys.index(key) + 1
    return [as_line, *ask(visit, after, again=not comes_next)]


def ask(visit: Visit, conversation: Conversation, *, again: bool) -> list[Answer]:
    """Put the question on screen, or say that it was the last one. `again`: it may stand further up already."""
    if conversation.question is None or conversation.key is None:
        return [Tell(_finished(visit, conversation))]
    question = talk.question(visit.language, shown.asked(visit.language, conversation))
    if not again:
        return [Tell(question)]
    moved = talk.moved(visit.language)
    return [settled(conversation.campaign, conversation.key, moved), Tell(question)]


def _finished(visit: Visit, conversation: Conversation) -> Message:
    sheet = own_sheet(visit, conversation.campaign)
    lines = [shown.answered(visit.language, sheet, step) for step in sheet.steps]
    return talk.finished(visit.language, shown.standing(conversation), lines)


def settled(campaign: AuditCampaign, key: str, message: Message) -> Settle:
    """Whatever still stands in the conversation of this question becomes the message."""
    ref = shown.ref(campaign, key)
    return Settle((f"{talk.MARK}{ref}", f"{talk.LINE}{ref}"), message)


def line_of(visit: Visit, campaign: AuditCampaign, key: str) -> talk.Answered:
    """The question with the person's answer as one line. Refuses a question that is not asked."""
    sheet = own_sheet(visit, campaign)
    step = next((step for step in sheet.steps if step.key == key), None)
    if step is None:
        raise Refusal("audit.unknown_question", number=campaign.number)
    return shown.answered(visit.language, sheet, step)


def own_sheet(visit: Visit, campaign: AuditCampaign) -> Sheet:
    """Everything that the person is asked, with their answers."""
    return sheet_of(visit.session, visit.secrets, campaign, visit.person, today(visit))


def closed(visit: Visit, campaign: AuditCampaign) -> list[Answer]:
    """What an old button says after the end; empty while answers count."""
    if campaign.status == CampaignStatus.OPEN and today(visit) <= campaign.deadline:
        return []
    day = campaign.closed_on or campaign.deadline
    return [Whisper(messages.closed_here(visit.language, campaign.part, campaign.number, day))]


def _where(visit: Visit) -> list[Answer]:
    """To who pressed in a channel: the question stands elsewhere."""
    if not visit.channel_id or visit.channel_id.startswith("D"):
        return []
    return [Whisper(messages.in_person(visit.language))]


def today(visit: Visit) -> date:
    """The day that opens and closes campaigns."""
    return shown.workspace_day(visit)

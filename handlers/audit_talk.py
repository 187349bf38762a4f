"""A survey's conversation: its buttons, the words typed in between, pause, and one's own pace of reminders.

Each question is put in the person's own conversation with the bot. A button belongs to the question that it stands
under, whatever was asked since; a word to the question that was asked last.
"""

from datetime import date

from handlers import audit_shown as shown
from handlers.answers import Answer, Answers, OpenModal, Replace, Settle, Tell, Whisper
from handlers.audit_pace import remember
from handlers.phrases.audit_answer import Said, Step, read_answer
from handlers.visit import Form, OnForm, OnPress, Press, Visit, reads
from messages import audit as messages
from messages import audit_forms as forms
from messages import audit_question as talk
from messages.blocks import Message
from models.audit import conversation as model
from models.audit.campaigns import open_campaigns_of
from models.audit.conversation import Conversation
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.sheets import Sheet, sheet_of
from models.refusal import Refusal


def go_on(visit: Visit, campaign: AuditCampaign) -> list[Answer]:
    """Begin, or go on where it stopped: the question on screen is put (again) at the end of the conversation."""
    conversation = model.begin(visit.session, visit.secrets, campaign, visit.person, _today(visit))
    return [*_ask(visit, conversation, again=True), *_where(visit)]


def begin(visit: Visit, press: Press) -> Answers:
    """Start or Continue, under an invitation, a reminder, a pause, on Home."""
    campaign = shown.campaign_of(visit, press.value)
    return _closed(visit, campaign) or go_on(visit, campaign)


def give(visit: Visit, press: Press) -> Answers:
    """A level, or “don't know”."""
    campaign, key = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    level = press.action_id.partition(":")[2]
    if level not in {"0", "1", "2", "3", "4", "5"}:
        raise Refusal("audit.level_out_of_range")
    return _given(visit, campaign, key, int(level), by_word=False)


def skip(visit: Visit, press: Press) -> Answers:
    """Leave it out."""
    campaign, key = _addressed(visit, press.value)
    return _closed(visit, campaign) or _skipped(visit, campaign, key, by_word=False)


def back(visit: Visit, press: Press) -> Answers:
    """The question before the one whose button it is."""
    campaign, key = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    model.go_to(visit.session, visit.secrets, campaign, visit.person, key, _today(visit))
    conversation = model.back(visit.session, visit.secrets, campaign, visit.person, _today(visit))
    return [Replace(talk.moved(visit.language)), *_ask(visit, conversation, again=True)]


def change(visit: Visit, press: Press) -> Answers:
    """“Change” beside an answer: the question is put again."""
    campaign, key = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    conversation = model.go_to(visit.session, visit.secrets, campaign, visit.person, key, _today(visit))
    return [Replace(talk.moved(visit.language)), *_ask(visit, conversation, again=True)]


def choose(visit: Visit, press: Press) -> Answers:
    """An answer chosen from the menu at the end."""
    campaign, key = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    conversation = model.go_to(visit.session, visit.secrets, campaign, visit.person, key, _today(visit))
    return _ask(visit, conversation, again=True)


def explain(visit: Visit, press: Press) -> Answers:
    """What is meant, in the message itself."""
    campaign, key = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    conversation = model.go_to(visit.session, visit.secrets, campaign, visit.person, key, _today(visit))
    return Replace(talk.question(visit.language, shown.asked(visit.language, conversation), explained=True))


def pause(visit: Visit, press: Press) -> Answers:
    """Stop for now: the question makes place for a way to go on."""
    campaign, _ = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    return Replace(_paused(visit, campaign))


@reads
def comment(visit: Visit, press: Press) -> Answers:
    """Open the form of a comment."""
    campaign, key = _addressed(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    line = _line(visit, campaign, key)
    text = _sheet(visit, campaign).ballot.comments.get(key, "")
    return OpenModal(
        forms.comment(visit.language, press.value, line.statement, text, anonymous=campaign.anonymous)
    )


def keep_comment(visit: Visit, form: Form) -> Answers:
    """Keep it, and show it under the question where that still stands."""
    campaign, key = _addressed(visit, form.metadata)
    if closed := _closed(visit, campaign):
        return closed
    return _commented(visit, campaign, key, form.text("comment"))


def reply(visit: Visit, text: str) -> Answers:
    """A word typed in the conversation; None when it is none, or when no survey is asking this person anything."""
    said = read_answer(text)
    if said is None:
        return None
    campaign = model.turn_of(visit.session, visit.secrets, visit.person)
    if campaign is None:
        return _taken_up(visit, said)
    return _closed(visit, campaign) or _said(visit, campaign, said)


def pace(visit: Visit, press: Press) -> Answers:
    """When the person wants to be reminded."""
    campaign = shown.campaign_of(visit, press.value)
    if closed := _closed(visit, campaign):
        return closed
    return Whisper(remember(visit, campaign, press.action_id.partition(":")[2]))


def _said(visit: Visit, campaign: AuditCampaign, said: Said) -> Answers:
    conversation = model.conversation_of(visit.session, visit.secrets, campaign, visit.person, _today(visit))
    key = conversation.key
    if key is None:
        return None
    match said.step:
        case Step.LEVEL | Step.DONT_KNOW:
            return _given(visit, campaign, key, said.level or talk.DONT_KNOW, by_word=True)
        case Step.SKIP:
            return _skipped(visit, campaign, key, by_word=True)
        case Step.BACK:
            leaves = _settled(campaign, key, talk.moved(visit.language))
            before = model.back(visit.session, visit.secrets, campaign, visit.person, _today(visit))
            return [leaves, *_ask(visit, before, again=True)]
        case Step.COMMENT:
            return _commented(visit, campaign, key, said.text)
        case Step.PAUSE:
            return [_settled(campaign, key, talk.moved(visit.language)), Tell(_paused(visit, campaign))]
        case Step.EXPLAIN:
            question = talk.question(
                visit.language, shown.asked(visit.language, conversation), explained=True
            )
            return [_settled(campaign, key, talk.moved(visit.language)), Tell(question)]
        case _:
            return _ask(visit, conversation, again=True)


def _taken_up(visit: Visit, said: Said) -> Answers:
    """A word without a conversation under way. “Continue”: the survey that was paused, or the first unfinished one. A
    number under an invitation: the first question is put, and the next number answers it; who paused has paused.
    """
    if said.step not in (Step.CONTINUE, Step.LEVEL):
        return None
    today = _today(visit)
    waiting = [
        conversation
        for campaign in open_campaigns_of(visit.session, visit.person, today)
        if not (
            conversation := model.conversation_of(visit.session, visit.secrets, campaign, visit.person, today)
        ).is_finished
        and (said.step is Step.CONTINUE or not conversation.has_begun)
    ]
    if not waiting:
        return None
    waiting.sort(key=lambda one: (not one.is_paused, not one.has_begun, one.campaign.deadline))
    return go_on(visit, waiting[0].campaign)


def _given(visit: Visit, campaign: AuditCampaign, key: str, level: int, *, by_word: bool) -> Answers:
    after = model.give(
        visit.session, visit.secrets, campaign, visit.person, key, level or None, _today(visit)
    )
    return _dealt_with(visit, after, key, by_word=by_word)


def _skipped(visit: Visit, campaign: AuditCampaign, key: str, *, by_word: bool) -> Answers:
    after = model.skip(visit.session, visit.secrets, campaign, visit.person, key, _today(visit))
    return _dealt_with(visit, after, key, by_word=by_word)


def _dealt_with(visit: Visit, after: Conversation, key: str, *, by_word: bool) -> list[Answer]:
    """The question becomes one line, and the next one is put."""
    line = talk.answered(visit.language, _line(visit, after.campaign, key))
    settled: Answer = _settled(after.campaign, key, line) if by_word else Replace(line)
    keys = [one.key for one in after.steps]
    comes_next = after.key is not None and keys.index(after.key) == keys.index(key) + 1
    return [settled, *_ask(visit, after, again=not comes_next)]


def _ask(visit: Visit, conversation: Conversation, *, again: bool) -> list[Answer]:
    """Put the question on screen, or say that it was the last one. `again`: it may stand further up already."""
    if conversation.question is None or conversation.key is None:
        return [Tell(_finished(visit, conversation))]
    question = talk.question(visit.language, shown.asked(visit.language, conversation))
    if not again:
        return [Tell(question)]
    moved = talk.moved(visit.language)
    return [_settled(conversation.campaign, conversation.key, moved), Tell(question)]


def _finished(visit: Visit, conversation: Conversation) -> Message:
    sheet = _sheet(visit, conversation.campaign)
    lines = [shown.answered(visit.language, sheet, step) for step in sheet.steps]
    return talk.finished(visit.language, shown.standing(conversation), lines)


def _commented(visit: Visit, campaign: AuditCampaign, key: str, text: str) -> Answers:
    after = model.comment_on(visit.session, visit.secrets, campaign, visit.person, key, text, _today(visit))
    if after.key == key:
        question = talk.question(visit.language, shown.asked(visit.language, after))
        return _settled(campaign, key, question)
    line = talk.answered(visit.language, _line(visit, campaign, key))
    return _settled(campaign, key, line)


def _paused(visit: Visit, campaign: AuditCampaign) -> Message:
    conversation = model.pause(visit.session, visit.secrets, campaign, visit.person, _today(visit))
    return talk.paused(visit.language, shown.standing(conversation))


def _settled(campaign: AuditCampaign, key: str, message: Message) -> Settle:
    """Whatever still stands in the conversation of this question becomes the message."""
    ref = shown.ref(campaign, key)
    return Settle((f"{talk.MARK}{ref}", f"{talk.LINE}{ref}"), message)


def _line(visit: Visit, campaign: AuditCampaign, key: str) -> talk.Answered:
    """The question with the person's answer as one line. Refuses a question that is not asked."""
    sheet = _sheet(visit, campaign)
    step = next((step for step in sheet.steps if step.key == key), None)
    if step is None:
        raise Refusal("audit.unknown_question", number=campaign.number)
    return shown.answered(visit.language, sheet, step)


def _sheet(visit: Visit, campaign: AuditCampaign) -> Sheet:
    return sheet_of(visit.session, visit.secrets, campaign, visit.person, _today(visit))


def _addressed(visit: Visit, value: str) -> tuple[AuditCampaign, str]:
    campaign_id, _, key = value.partition(":")
    return shown.campaign_of(visit, campaign_id), key


def _closed(visit: Visit, campaign: AuditCampaign) -> list[Answer]:
    """What an old button says after the end; empty while answers count."""
    if campaign.status == CampaignStatus.OPEN and _today(visit) <= campaign.deadline:
        return []
    day = campaign.closed_on or campaign.deadline
    return [Whisper(messages.closed_here(visit.language, campaign.part, campaign.number, day))]


def _where(visit: Visit) -> list[Answer]:
    """To who pressed in a channel: the question stands elsewhere."""
    if not visit.channel_id or visit.channel_id.startswith("D"):
        return []
    return [Whisper(messages.in_person(visit.language))]


def _today(visit: Visit) -> date:
    return shown.workspace_day(visit)


PRESSES: dict[str, OnPress] = {
    talk.BEGIN: begin,
    talk.CONTINUE: begin,
    talk.GIVE: give,
    talk.SKIP: skip,
    talk.BACK: back,
    talk.CHANGE: change,
    talk.CHOOSE: choose,
    talk.EXPLAIN: explain,
    talk.PAUSE: pause,
    talk.COMMENT: comment,
    talk.PACE: pace,
}
FORMS: dict[str, OnForm] = {forms.COMMENT_FORM: keep_comment}

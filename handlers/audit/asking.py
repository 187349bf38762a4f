"""What is asked back about words typed under a question, and the buttons that say what they were.

A button carries the words themselves: they are stored nowhere until it is pressed, and nothing has to be typed again.
"""

from datetime import date

from handlers.activity.command import log_typed
from handlers.audit import conversation as steps
from handlers.audit import views
from handlers.door.answers import Answers, Replace, Tell, Whisper, listed
from handlers.door.payloads import unescaped
from handlers.door.request import OnPress, Press, Request
from handlers.door.typed_line import Typed as TypedLine
from handlers.phrases.audit_answer import Said, Step
from handlers.phrases.log.plainly import is_about_a_kind
from messages.audit import questions
from models.audit.conversation import Conversation
from models.audit.records import AuditCampaign
from models.refusal import Refusal


def ask_back(request: Request, conversation: Conversation, said: Said, text: str) -> Answers:
    """`3,5`, `4/5`, an emoji: which level; a remark: whether it is a comment. The question stands again below."""
    asked = views.asked(request.language, conversation)
    if len(questions.carried(asked.ref, text)) > questions.LONGEST_VALUE:
        assert conversation.key is not None
        return steps.commented(request, conversation.campaign, conversation.key, text, is_added=True)
    if said.step is Step.NEAR:
        typed = questions.Typed(text, said.text)
        message = questions.level_asked(request.language, asked, typed, said.near)
    else:
        day = request.today.isoformat() if is_about_a_kind(text, request.today, request.language) else ""
        message = questions.comment_asked(request.language, asked, questions.Typed(text, day=day))
    return [Tell(message), *steps.ask(request, conversation, again=True)]


def take(request: Request, press: Press) -> Answers:
    """The level that was meant, with the words behind it as its comment."""
    campaign, key, text = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    level = press.action_id.partition(":")[2]
    if level not in {"1", "2", "3", "4", "5"}:
        raise Refusal("audit.level_out_of_range")
    answers = listed(steps.given(request, campaign, key, int(level), by_word=True, comment=text))
    area = steps.line_of(request, campaign, key).area
    others = [answer for answer in answers if not isinstance(answer, Replace)]
    return [Replace(questions.level_taken(request.language, area)), *others]


def keep(request: Request, press: Press) -> Answers:
    """The words are the comment on the question."""
    campaign, key, text = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    answers = listed(steps.commented(request, campaign, key, text, is_added=True))
    return [Replace(questions.comment_kept(request.language, steps.line_of(request, campaign, key).area)), *answers]


def log_it(request: Request, press: Press) -> Answers:
    """The words were something to log, on the day on which they were typed."""
    day, _, text = press.value.partition("\n")
    answers = listed(log_typed(request, TypedLine(unescaped(text), date.fromisoformat(day))))
    first, *others = answers
    return [Replace(first.message) if isinstance(first, Whisper) else first, *others]


def leave(request: Request, press: Press) -> Answers:
    """The words were for nothing."""
    return Replace(questions.left_out(request.language))


def still_waits(request: Request, conversation: Conversation) -> Answers:
    """Below the answer to something else: the question stands."""
    if conversation.question is None:
        return None
    asked = views.asked(request.language, conversation)
    return Tell(questions.still_waits(request.language, asked, conversation.campaign.id))


def _addressed(request: Request, value: str) -> tuple[AuditCampaign, str, str]:
    address, _, text = value.partition("\n")
    campaign_id, _, key = address.partition(":")
    return views.campaign_of(request, campaign_id), key, unescaped(text)


PRESSES: dict[str, OnPress] = {
    questions.TAKE: take,
    questions.KEEP: keep,
    questions.LOG: log_it,
    questions.LEAVE: leave,
}

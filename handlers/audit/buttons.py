"""A survey's conversation: the buttons under a question, the form of a comment, and one's own pace of reminders.

Each question is put in the person's own conversation with the bot. A button belongs to the question that it stands
under, whatever was asked since; a word (`replies.py`) to the question that was asked last.
"""

from handlers.audit import conversation as steps
from handlers.audit import views
from handlers.audit.reminders import remember
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from messages.audit import conversation as talk
from messages.audit import forms
from models.audit import conversation as model
from models.audit.ballots.ballot import NOT_MY_JOB
from models.audit.records import AuditCampaign
from models.refusal import Refusal


def begin(request: Request, press: Press) -> Answers:
    """Start or Continue, under an invitation, a reminder, a pause, on Home."""
    campaign = views.campaign_of(request, press.value)
    return steps.closed(request, campaign) or steps.go_on(request, campaign)


def give(request: Request, press: Press) -> Answers:
    """A level, or “don't know”."""
    campaign, key = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    level = press.action_id.partition(":")[2]
    if level not in {str(NOT_MY_JOB), "0", "1", "2", "3", "4", "5"}:
        raise Refusal("audit.level_out_of_range")
    return steps.given(request, campaign, key, int(level), by_word=False)


def skip(request: Request, press: Press) -> Answers:
    """“Skip”: the question stays without an answer, and the next one comes."""
    campaign, key = _addressed(request, press.value)
    return steps.closed(request, campaign) or steps.skipped(request, campaign, key, by_word=False)


def back(request: Request, press: Press) -> Answers:
    """The question before the one whose button it is."""
    campaign, key = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    model.go_to(request.session, request.secrets, campaign, request.person, key, steps.today(request))
    conversation = model.back(request.session, request.secrets, campaign, request.person, steps.today(request))
    return [Replace(talk.moved(request.language)), *steps.ask(request, conversation, again=True)]


def change(request: Request, press: Press) -> Answers:
    """“Change” beside an answer: the question is put again."""
    campaign, key = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    conversation = model.go_to(request.session, request.secrets, campaign, request.person, key, steps.today(request))
    return [Replace(talk.moved(request.language)), *steps.ask(request, conversation, again=True)]


def choose(request: Request, press: Press) -> Answers:
    """An answer chosen from the menu at the end."""
    campaign, key = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    conversation = model.go_to(request.session, request.secrets, campaign, request.person, key, steps.today(request))
    return steps.ask(request, conversation, again=True)


def explain(request: Request, press: Press) -> Answers:
    """What is meant, in the message itself."""
    campaign, key = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    conversation = model.go_to(request.session, request.secrets, campaign, request.person, key, steps.today(request))
    return Replace(talk.question(request.language, views.asked(request.language, conversation), explained=True))


def pause(request: Request, press: Press) -> Answers:
    """Stop for now: the question makes place for a way to go on."""
    campaign, _ = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    return Replace(steps.paused(request, campaign))


@reads
def comment(request: Request, press: Press) -> Answers:
    """Open the form of a comment."""
    campaign, key = _addressed(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    line = steps.line_of(request, campaign, key)
    text = steps.own_sheet(request, campaign).ballot.comments.get(key, "")
    return OpenModal(forms.comment(request.language, press.value, line.statement, text, anonymous=campaign.anonymous))


def keep_comment(request: Request, form: Form) -> Answers:
    """Keep it, and show it under the question where that still stands."""
    campaign, key = _addressed(request, form.metadata)
    if closed := steps.closed(request, campaign):
        return closed
    return steps.commented(request, campaign, key, form.text("comment"))


def pace(request: Request, press: Press) -> Answers:
    """When the person wants to be reminded."""
    campaign = views.campaign_of(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    return Whisper(remember(request, campaign, press.action_id.partition(":")[2]))


def _addressed(request: Request, value: str) -> tuple[AuditCampaign, str]:
    campaign_id, _, key = value.partition(":")
    return views.campaign_of(request, campaign_id), key


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

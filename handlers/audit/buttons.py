"""A survey's conversation: the buttons under a question, the form of a comment, and one's own pace of reminders.

Each question is put in the person's own conversation with the bot. A button belongs to the question that it stands
under, whatever was asked since; a word (`audit_typed.py`) to the question that was asked last.
"""

from handlers.audit import conversation as steps
from handlers.audit import views as shown
from handlers.audit.reminders import remember
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Visit, reads
from messages.audit import conversation as talk
from messages.audit import forms
from models.audit import conversation as model
from models.audit.records import AuditCampaign
from models.refusal import Refusal


def begin(visit: Visit, press: Press) -> Answers:
    """Start or Continue, under an invitation, a reminder, a pause, on Home."""
    campaign = shown.campaign_of(visit, press.value)
    return steps.closed(visit, campaign) or steps.go_on(visit, campaign)


def give(visit: Visit, press: Press) -> Answers:
    """A level, or “don't know”."""
    campaign, key = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    level = press.action_id.partition(":")[2]
    if level not in {"0", "1", "2", "3", "4", "5"}:
        raise Refusal("audit.level_out_of_range")
    return steps.given(visit, campaign, key, int(level), by_word=False)


def skip(visit: Visit, press: Press) -> Answers:
    """Leave it out."""
    campaign, key = _addressed(visit, press.value)
    return steps.closed(visit, campaign) or steps.skipped(visit, campaign, key, by_word=False)


def back(visit: Visit, press: Press) -> Answers:
    """The question before the one whose button it is."""
    campaign, key = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    model.go_to(visit.session, visit.secrets, campaign, visit.person, key, steps.today(visit))
    conversation = model.back(visit.session, visit.secrets, campaign, visit.person, steps.today(visit))
    return [Replace(talk.moved(visit.language)), *steps.ask(visit, conversation, again=True)]


def change(visit: Visit, press: Press) -> Answers:
    """“Change” beside an answer: the question is put again."""
    campaign, key = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    conversation = model.go_to(visit.session, visit.secrets, campaign, visit.person, key, steps.today(visit))
    return [Replace(talk.moved(visit.language)), *steps.ask(visit, conversation, again=True)]


def choose(visit: Visit, press: Press) -> Answers:
    """An answer chosen from the menu at the end."""
    campaign, key = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    conversation = model.go_to(visit.session, visit.secrets, campaign, visit.person, key, steps.today(visit))
    return steps.ask(visit, conversation, again=True)


def explain(visit: Visit, press: Press) -> Answers:
    """What is meant, in the message itself."""
    campaign, key = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    conversation = model.go_to(visit.session, visit.secrets, campaign, visit.person, key, steps.today(visit))
    return Replace(talk.question(visit.language, shown.asked(visit.language, conversation), explained=True))


def pause(visit: Visit, press: Press) -> Answers:
    """Stop for now: the question makes place for a way to go on."""
    campaign, _ = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    return Replace(steps.paused(visit, campaign))


@reads
def comment(visit: Visit, press: Press) -> Answers:
    """Open the form of a comment."""
    campaign, key = _addressed(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    line = steps.line_of(visit, campaign, key)
    text = steps.own_sheet(visit, campaign).ballot.comments.get(key, "")
    return OpenModal(
        forms.comment(visit.language, press.value, line.statement, text, anonymous=campaign.anonymous)
    )


def keep_comment(visit: Visit, form: Form) -> Answers:
    """Keep it, and show it under the question where that still stands."""
    campaign, key = _addressed(visit, form.metadata)
    if closed := steps.closed(visit, campaign):
        return closed
    return steps.commented(visit, campaign, key, form.text("comment"))


def pace(visit: Visit, press: Press) -> Answers:
    """When the person wants to be reminded."""
    campaign = shown.campaign_of(visit, press.value)
    if closed := steps.closed(visit, campaign):
        return closed
    return Whisper(remember(visit, campaign, press.action_id.partition(":")[2]))


def _addressed(visit: Visit, value: str) -> tuple[AuditCampaign, str]:
    campaign_id, _, key = value.partition(":")
    return shown.campaign_of(visit, campaign_id), key


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

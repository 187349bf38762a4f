"""The two forms of who rates people: one person with all skills, or one skill with all people beside one another.

A press in a form is kept at once, so that nothing is lost when Slack closes it; saving keeps what differs from what the
form was opened with, so that of two open forms none undoes the other.
"""

from dataclasses import replace

from handlers.audit import conversation as steps
from handlers.audit import people, views
from handlers.audit.forms import Opened, asking, fingerprint, person_form, skill_form
from handlers.door.answers import Answer, Answers, FormErrors, OpenModal, Replace, Tell, UpdateModal
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from messages.audit import conversation as talk
from messages.audit import rating as messages
from messages.audit import rating_forms as forms
from models.audit import conversation as talking
from models.audit import rating as model
from models.audit.records import AuditCampaign
from models.refusal import Refusal


@reads
def open_person(request: Request, press: Press) -> Answers:
    """A person's button in the list, or “All in one form” under a question about oneself."""
    campaign_id, _, about_id = press.value.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    if closed := steps.closed(request, campaign):
        return closed
    place = f"{press.channel_id}:{press.message_ts}" if press.action_id.startswith(messages.RATE) else ""
    return OpenModal(person_form(request, campaign, Opened(campaign.id, about_id, place)))


@reads
def open_skill(request: Request, press: Press) -> Answers:
    """One skill of everybody: the first in which something is open."""
    campaign = views.campaign_of(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    skills = model.skills_rated(*asking(request, campaign))
    first = next((skill for skill, done in skills.items() if not done), next(iter(skills), ""))
    opened = Opened(campaign.id, f"{first}/0", f"{press.channel_id}:{press.message_ts}")
    return OpenModal(skill_form(request, campaign, opened))


@reads
def another_skill(request: Request, press: Press) -> Answers:
    """Another skill, or other people, in the form of one."""
    opened = Opened.from_text(press.metadata)
    campaign = views.campaign_of(request, opened.campaign)
    if late := _too_late(request, campaign, ""):
        return late
    what = press.value if "/" in press.value else f"{press.value}/0"
    return UpdateModal(skill_form(request, campaign, replace(opened, what=what)))


@reads
def examples(request: Request, press: Press) -> Answers:
    """What a 1 and a 5 look like, of each skill in the form."""
    opened = Opened.from_text(press.metadata)
    campaign = views.campaign_of(request, opened.campaign)
    rows = model.rows_about(*asking(request, campaign, opened.what))
    texts = [
        (views.area(row.step.question, request.language), row.step.question.text(request.language)) for row in rows
    ]
    skills = [(area, text.statement, text.one, text.five) for area, text in texts]
    return OpenModal(forms.examples_form(request.language, skills))


def press_row(request: Request, press: Press) -> Answers:
    """An answer is chosen in a form: kept at once, with the comment that stands in it."""
    opened = Opened.from_text(press.metadata)
    campaign = views.campaign_of(request, opened.campaign)
    remark = str(press.fields.get("comment") or "")
    if late := _too_late(request, campaign, remark if _is_new(opened, remark) else ""):
        return late
    key = press.action_id.partition(":")[2]
    kept = model.rate(*asking(request, campaign, {key: _level(press.value)}))
    if "comment" in press.fields and _is_new(opened, remark):
        model.keep_remark(*asking(request, campaign, opened.what, remark))
    answers: list[Answer] = []
    if kept.answered is not None:
        line = talk.answered(request.language, steps.line_of(request, campaign, kept.answered))
        answers.append(steps.settled(campaign, kept.answered, line))
    if kept.is_news:
        answers.append(people.again(request, campaign, opened.place))
    return answers


def save_person(request: Request, form: Form) -> Answers:
    """The form of a person was saved. After the last day what was not kept by then stays in the form, and it says so."""
    opened = Opened.from_text(form.metadata)
    campaign = views.campaign_of(request, opened.campaign)
    remark = form.text("comment")
    levels = _changed(opened, form)
    is_new = _is_new(opened, remark)
    if steps.closed(request, campaign):
        if not levels and not is_new:
            return Tell(steps.closed_message(request, campaign))
        return FormErrors({next(iter(form.fields), "comment"): steps.closed_message(request, campaign).text})
    model.rate(*asking(request, campaign, levels))
    if is_new:
        model.keep_remark(*asking(request, campaign, opened.what, remark))
    return _saved(request, campaign, opened, form)


def save_skill(request: Request, form: Form) -> Answers:
    """The form of a skill was closed by its button; its presses were kept one by one."""
    opened = Opened.from_text(form.metadata)
    campaign = views.campaign_of(request, opened.campaign)
    if steps.closed(request, campaign):
        return Tell(steps.closed_message(request, campaign))
    model.rate(*asking(request, campaign, _changed(opened, form)))
    return _saved(request, campaign, opened, form)


def as_last_time(request: Request, press: Press) -> Answers:
    """Everything of a person that is still open, as it was last time."""
    campaign_id, _, about_id = press.value.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    if closed := steps.closed(request, campaign):
        return closed
    model.rate_as_last_time(*asking(request, campaign, about_id))
    return Replace(people.listed(request, campaign))


def one_by_one(request: Request, press: Press) -> Answers:
    """The questions about oneself, one at a time."""
    campaign = views.campaign_of(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    return steps.ask(request, talking.begin_own(*asking(request, campaign)), again=True)


def done(request: Request, press: Press) -> Answers:
    """“Done”, also when something is left open."""
    campaign = views.campaign_of(request, press.value)
    if closed := steps.closed(request, campaign):
        return closed
    model.finish(*asking(request, campaign))
    return Replace(people.listed(request, campaign))


def _saved(request: Request, campaign: AuditCampaign, opened: Opened, form: Form) -> Answers:
    """What the DM says after a form: the list as it is now; who rates nobody gets their next question, or the thanks."""
    conversation = talking.conversation_of(*asking(request, campaign))
    if conversation.rates:
        return people.again(request, campaign, opened.place)
    had_open = len(_chosen(form)) > len([pair for pair in opened.levels.split(",") if pair])
    if conversation.is_paused or (conversation.is_finished and had_open):
        return steps.ask(request, talking.begin(*asking(request, campaign)), again=True)
    return None


def _changed(opened: Opened, form: Form) -> dict[str, int]:
    """The answers that are others than when the form was opened, by the key of the question."""
    stood = dict(pair.rpartition("=")[::2] for pair in opened.levels.split(","))
    return {key: _level(value) for key, value in _chosen(form).items() if value is not None and value != stood.get(key)}


def _chosen(form: Form) -> dict[str, object]:
    """What stands in each row, by the key of the question; None: nothing."""
    mark = f"{forms.ROW}:"
    return {name.removeprefix(mark): value for name, value in form.fields.items() if name.startswith(mark)}


def _level(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise Refusal("audit.level_out_of_range") from None


def _is_new(opened: Opened, remark: str) -> bool:
    return fingerprint(remark) != opened.remark


def _too_late(request: Request, campaign: AuditCampaign, typed: str) -> Answers:
    if not steps.closed(request, campaign):
        return None
    return UpdateModal(forms.too_late(request.language, steps.closed_message(request, campaign).text, typed))


PRESSES: dict[str, OnPress] = {
    messages.RATE: open_person,
    talk.ONE_FORM: open_person,
    messages.BY_SKILL: open_skill,
    forms.SKILL: another_skill,
    forms.EXAMPLES: examples,
    forms.ROW: press_row,
    messages.AS_LAST_TIME: as_last_time,
    messages.ONE_BY_ONE: one_by_one,
    messages.DONE: done,
}
FORMS: dict[str, OnForm] = {forms.PERSON_FORM: save_person, forms.SKILL_FORM: save_skill}

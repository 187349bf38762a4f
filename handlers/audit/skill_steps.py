"""What somebody does about a gap: a topic for the next coaching talk, a goal, a training; each can be undone."""

from dataclasses import dataclass

from handlers.activity.forms import form_of
from handlers.audit import views
from handlers.audit.skill_pages import labels_of, pair_about, person_view
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from handlers.goals.command import form_about_skill
from handlers.training.news import tell_that_they_are_on
from messages.activity.forms import Filled
from messages.audit import skills as messages
from messages.coaching.answers import gap_topic
from messages.training import forms as training_forms
from models.activity.kinds import Kind
from models.audit.custom_statements import skill_questions
from models.audit.records import AuditCampaign
from models.audit.results.skills import PersonSkills, SkillLine, skills_of
from models.coaching.open_items import add_topic, remove_topic
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.team.records import Person
from models.training.queries import training_with_id, trainings_to_come
from models.training.seats import put_on, take_off
from models.training.topics import OTHER, TOPICS


@dataclass(frozen=True)
class _Gap:
    """A skill of somebody in a survey, whom the reader may see."""

    campaign: AuditCampaign
    found: PersonSkills
    line: SkillLine
    label: str

    @property
    def person(self) -> Person:
        """Whose it is."""
        return self.found.person


@reads
def chosen(request: Request, press: Press) -> Answers:
    """A skill chosen from the menu: its ratings, the advice, and what can be done."""
    gap = _gap(request, press.value)
    view = person_view(request, gap.campaign, gap.found)
    return Whisper(messages.one_skill(request.language, view, gap.line))


def topic(request: Request, press: Press) -> Answers:
    """On the agenda of the pair's next talk."""
    gap = _gap(request, press.value)
    pair = pair_about(request, gap.person)
    if pair is None:
        raise Refusal("coaching.no_coach")
    language = request.language_of(pair.rep)
    text = gap_topic(language, labels_of(request, language)[gap.line.skill])
    added = add_topic(request.acting, pair, text, gap.line.skill)
    news = request.words("audit_results.topic_on", label=gap.label, other=pair.other(request.person).name)
    return _page(request, gap, news, f"topic:{press.value}:{added.id}")


@reads
def goal(request: Request, press: Press) -> Answers:
    """The form of a goal of this person, filled in with the action and the KPI that go with the skill."""
    gap = _gap(request, press.value)
    question = skill_questions(request.session, request.workspace.workspace_id).get(gap.line.skill)
    title = question.action.title_in(request.language) if question else gap.label
    kpi = question.action.kpi if question else None
    return OpenModal(form_about_skill(request, gap.person, gap.line.skill, title, kpi))


def training(request: Request, press: Press) -> Answers:
    """On the next training about it; where there is none the form of a new one, or of one that was followed."""
    gap = _gap(request, press.value)
    skill = gap.line.skill
    coming = trainings_to_come(request.session, request.workspace.workspace_id, request.today)
    fitting = next((one for one in coming if one.topic == skill), None)
    if fitting is not None:
        put_on(request.acting, fitting, gap.person)
        tell_that_they_are_on(request, fitting, gap.person)
        name = "" if gap.person.id == request.person.id else gap.person.name
        news = request.words(
            "audit_results.seat_on", label=gap.label, name=name, number=fitting.number, day=fitting.day
        )
        return _page(request, gap, news, f"seat:{press.value}:{fitting.id}")
    if request.rights.may(Right.PLAN_TRAINING):
        known = skill if skill in TOPICS else OTHER
        title = "" if known == skill else gap.label
        return OpenModal(
            training_forms.training(
                request.language, request.today, topic=known, title=title, for_person=(gap.person.id, gap.person.name)
            )
        )
    filled = Filled(Kind.TRAINING, day=request.today, texts={"topic": gap.label})
    return OpenModal(form_of(request, filled, remark="no_training_yet"))


def undo(request: Request, press: Press) -> Answers:
    """What was just done is undone, and the page shows it."""
    what, _, rest = press.value.partition(":")
    ref, _, id_ = rest.rpartition(":")
    gap = _gap(request, ref)
    if what == "topic":
        remove_topic(request.acting, id_)
    else:
        take_off(request.acting, training_with_id(request.session, request.workspace.workspace_id, id_), gap.person)
    return _page(request, gap, request.words("audit_results.step_undone"), "")


def _page(request: Request, gap: _Gap, news: str, undo_value: str) -> Answers:
    view = person_view(request, gap.campaign, gap.found)
    return Replace(messages.person_page(request.language, view, news, undo_value))


def _gap(request: Request, value: str) -> _Gap:
    """The skill that a button names. Refuses who may not see the person's skills, and a skill that was not asked."""
    campaign_id, _, rest = value.partition(":")
    person_id, _, skill = rest.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("audit.gone")
    found = skills_of(request.session, campaign, request.person, person, request.today)
    request.note_reading(Thing.SKILLS, [person])
    line = next((one for one in found.lines if one.skill == skill), None)
    if line is None:
        raise Refusal("audit.gone")
    return _Gap(campaign, found, line, labels_of(request)[skill])


PRESSES: dict[str, OnPress] = {
    messages.SKILL: chosen,
    messages.TOPIC: topic,
    messages.GOAL: goal,
    messages.TRAINING: training,
    messages.UNDO: undo,
}

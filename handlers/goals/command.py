"""`/goal`: goals set, listed, closed and opened again, and their targets moved."""

from decimal import Decimal

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.door.unreadable import field_error, unreadable
from handlers.door.who import found
from handlers.goals import evidence, needed
from handlers.goals.for_whom import horizon_of, scope_for, team_names
from handlers.goals.news import tell_of_closing, tell_of_goal
from handlers.goals.views import goal_view, goal_views
from handlers.phrases.goal import GoalPhrase, read_goal
from handlers.phrases.kpis import with_own
from handlers.phrases.scope import Scope as TypedScope
from handlers.phrases.scope import ScopeKind as TypedScopeKind
from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.values import kpi_value_at
from handlers.phrases.words import HELP
from messages.blocks import Message, View
from messages.goals import answers as messages
from messages.goals import forms
from models.goals.actions import NewGoal, close_goal, follow, move_targets, reopen_goal, set_goal
from models.goals.advice import advice_for
from models.goals.lint import Weakness
from models.goals.queries import goal_numbered, goal_with_id, goals_of_people, goals_seen_by
from models.goals.records import Goal
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.scorecard.own_kpis import own_kpis_on
from models.scorecard.scope import scope_of_person
from models.team.records import Person
from models.team.reporting_line import has_reports


def command(request: Request, text: str) -> Answers:
    """`/goal "Grow new business" 60d new_customers=5`, `/goal list`, `/goal close 3`."""
    word = text.strip().lower()
    if word in HELP:
        return Whisper(messages.help_text(request.language))
    if not word:
        return _list(request, None)
    if word in ("add", "new", "set", "nieuw"):
        return OpenModal(_form(request))
    if asked := needed.question(request, text):
        return needed.answered(request, asked)
    try:
        phrase = _read(request, text)
    except Unreadable as error:
        return unreadable(request, error, "goal")
    match phrase.action:
        case "list":
            return _list(request, phrase.scope)
        case "close":
            assert phrase.number is not None
            return _close(request, goal_numbered(request.session, request.workspace.workspace_id, phrase.number))
        case "evidence":
            return evidence.asked(request, phrase)
        case _:
            return Whisper(_set(request, phrase))


def set_needed(request: Request, press: Press) -> Answers:
    """What was asked about becomes a goal, with the steps as its milestones."""
    return Whisper(_made(request, needed.goal_of(request, press)))


def open_form(request: Request, press: Press) -> Answers:
    """The form of a new goal."""
    return OpenModal(_form(request))


def submit_new(request: Request, form: Form) -> Answers:
    """The form of a new goal, filled in; an error stands under the field that it is about."""
    title, kpi, target = form.text("title").replace('"', "'"), form.text(forms.KPI), form.text(forms.TARGET)
    if kpi and not target:
        raise Refusal("goals.no_target_of_kpi", field=forms.TARGET)
    if target and not kpi:
        raise Refusal("goals.no_kpi_of_target", field=forms.KPI)
    head = f'"{title}" {form.text("horizon")}'
    chosen = f" {kpi}={target}" if kpi else ""
    try:
        if chosen and len(_read(request, head + chosen).milestones) != 1:
            raise Refusal("goals.unreadable_target", kpi=kpi, field=forms.TARGET)
    except Unreadable as error:
        return FormErrors({forms.TARGET: field_error(request, error)})
    try:
        phrase = _read(request, f"{head}{chosen} {form.text('milestones')} {form.text(forms.WHO)}")
    except Unreadable as error:
        return FormErrors({"milestones": field_error(request, error)})
    return Whisper(_set(request, phrase, form.metadata))


def form_about_skill(request: Request, person: Person, skill: str, title: str, kpi: str | None) -> View:
    """The form of a goal of this person that is to bring a skill on, filled in."""
    own = list(own_kpis_on(request.workspace, request.today).values())
    name = "" if person.id == request.person.id else person.name
    leads = has_reports(request.session, request.person)
    about = (name, f"{person.id}:{skill}")
    return forms.new_goal(request.language, title, for_others=leads, own_kpis=own, kpi=kpi, about=about)


def close(request: Request, press: Press) -> Answers:
    """Close the goal of a button."""
    return _close(request, _goal(request, press.value), replace=True)


def reopen(request: Request, press: Press) -> Answers:
    """Take a closing back."""
    goal = reopen_goal(request.acting, _goal(request, press.value))
    return Replace(messages.reopened(request.language, goal_view(request, goal)))


def keep(request: Request, press: Press) -> Answers:
    """The successor keeps its target."""
    return Replace(messages.kept(request.language, goal_view(request, _goal(request, press.value))))


def open_targets(request: Request, press: Press) -> Answers:
    """The form that moves the targets."""
    return OpenModal(forms.new_targets(request.language, goal_view(request, _goal(request, press.value))))


def follow_on(request: Request, press: Press) -> Answers:
    """The same targets for the next quarter."""
    goal = follow(request.acting, _goal(request, press.value))
    return Replace(messages.kept(request.language, goal_view(request, goal), can_close=True))


def open_next_targets(request: Request, press: Press) -> Answers:
    """The form with the targets of the next quarter."""
    return OpenModal(forms.new_targets(request.language, goal_view(request, _goal(request, press.value)), of_next=True))


def show_list(request: Request, press: Press) -> Answers:
    """The open goals, from a button."""
    return _list(request, None)


def submit_targets(request: Request, form: Form) -> Answers:
    """The form of moved targets: one field a KPI, keyed by it; an error stands under its field."""
    goal = _goal(request, form.metadata.removeprefix(forms.NEXT))
    targets: dict[str, Decimal] = {}
    for kpi in form.fields:
        try:
            value, end = kpi_value_at(
                with_own(form.text(kpi), own_kpis_on(request.workspace, request.today).values()), 0, kpi
            )
            if end != len(typed(form.text(kpi)).tokens):
                raise Refusal("goals.unreadable_target", kpi=kpi, field=kpi)
            targets[kpi] = value.value
        except Unreadable as error:
            return FormErrors({kpi: field_error(request, error)})
    if form.metadata.startswith(forms.NEXT):
        goal = follow(request.acting, goal, targets)
        return Whisper(messages.kept(request.language, goal_view(request, goal), can_close=True))
    move_targets(request.acting, goal, targets)
    return Whisper(messages.kept(request.language, goal_view(request, goal)))


def _form(request: Request) -> View:
    own = list(own_kpis_on(request.workspace, request.today).values())
    return forms.new_goal(request.language, for_others=has_reports(request.session, request.person), own_kpis=own)


def _read(request: Request, text: str) -> GoalPhrase:
    own = own_kpis_on(request.workspace, request.today).values()
    return read_goal(with_own(text, own), request.today, language=request.language, teams=team_names(request))


def _set(request: Request, phrase: GoalPhrase, about: str = "") -> Message:
    """`about`: the id of a person and a skill, where the goal comes from a survey."""
    assert phrase.horizon is not None
    steps = tuple((step.kpi, step.value) for step in phrase.milestones)
    person_id, _, skill = about.partition(":")
    person = request.session.get(Person, (request.workspace.workspace_id, person_id)) if person_id else None
    scope = scope_of_person(request.session, request.workspace, person) if person else scope_for(request, phrase.scope)
    return _made(request, NewGoal(phrase.title, scope, horizon_of(request, phrase.horizon), steps, skill or None))


def _made(request: Request, new: NewGoal) -> Message:
    goal = set_goal(request.acting, new)
    advice = advice_for(request.session, request.workspace, new, request.now)
    takes = needed.view_under_goal(request, goal)
    if takes is not None and takes.goal_id:  # the steps below say better what would lead there
        advice = [one for one in advice if one.weakness is not Weakness.ONLY_LAG]
    told = tell_of_goal(request, goal)
    return messages.was_set(request.language, goal_view(request, goal), advice, takes, told=told)


def _list(request: Request, scope: TypedScope | None) -> Answers:
    if scope is not None and scope.kind is TypedScopeKind.PERSON and scope.person is not None:
        person = found(request, scope.person)
        if not request.rights.may(Right.SEE_FIGURES, person):
            raise Refusal("goals.not_for_them", name=person.name)
        goals = list(goals_of_people(request.session, request.workspace.workspace_id, [person.id], request.today))
    else:
        goals = goals_seen_by(request.session, request.person, request.today)
        goals.sort(key=lambda goal: goal.scope_id != request.person.id)
    request.note_reading(Thing.GOALS, [goal.scope_id for goal in goals if goal.scope_kind == "person"])
    return Whisper(messages.overview(request.language, goal_views(request, goals)))


def _close(request: Request, goal: Goal, replace: bool = False) -> Answers:
    close_goal(request.acting, goal)
    tell_of_closing(request, goal)
    message = messages.closed(request.language, goal_view(request, goal))
    return Replace(message) if replace else Whisper(message)


def _goal(request: Request, goal_id: str) -> Goal:
    return goal_with_id(request.session, request.workspace.workspace_id, goal_id)

"""`/goal`: an end with a horizon, and the milestones on the way."""

from decimal import Decimal

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Visit
from handlers.door.unreadable import field_error, unreadable
from handlers.door.who import found, team_found
from handlers.goals.views import shown, shown_all
from handlers.phrases.goal import GoalPhrase, read_goal
from handlers.phrases.goal import Horizon as TypedHorizon
from handlers.phrases.scope import Scope as TypedScope
from handlers.phrases.scope import ScopeKind as TypedScopeKind
from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.values import kpi_value_at
from handlers.phrases.words import HELP
from messages.blocks import Message
from messages.goals import answers as messages
from messages.goals import forms
from models.goals.actions import NewGoal, close_goal, move_targets, reopen_goal, set_goal
from models.goals.advice import advice_for
from models.goals.horizon import Horizon, quarter_named, rolling_from
from models.goals.queries import goal_numbered, goals_of_people, goals_seen_by
from models.goals.records import Goal
from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.team.access import sight_of


def command(visit: Visit, text: str) -> Answers:
    """`/goal "Grow new business" 60d new_customers=5`, `/goal list`, `/goal close 3`."""
    word = text.strip().lower()
    if word in HELP:
        return Whisper(messages.help_text(visit.language))
    if not word:
        return _list(visit, None)
    if word in ("add", "new", "set", "nieuw"):
        return OpenModal(forms.new_goal(visit.language))
    try:
        phrase = read_goal(text, visit.today, language=visit.language)
    except Unreadable as error:
        return unreadable(visit, error, "goal")
    match phrase.action:
        case "list":
            return _list(visit, phrase.scope)
        case "close":
            assert phrase.number is not None
            return _close(visit, goal_numbered(visit.session, visit.workspace.workspace_id, phrase.number))
        case _:
            return Whisper(_set(visit, phrase))


def open_form(visit: Visit, press: Press) -> Answers:
    """The form of a new goal."""
    return OpenModal(forms.new_goal(visit.language))


def submit_new(visit: Visit, form: Form) -> Answers:
    """The form of a new goal, filled in."""
    title = form.text("title").replace('"', "'")
    line = f'"{title}" {form.text("horizon")} {form.text("milestones")}'
    try:
        phrase = read_goal(line, visit.today, language=visit.language)
    except Unreadable as error:
        return FormErrors({"milestones": field_error(visit, error)})
    return Whisper(_set(visit, phrase))


def close(visit: Visit, press: Press) -> Answers:
    """Close the goal of a button."""
    return _close(visit, _goal(visit, press.value), replace=True)


def reopen(visit: Visit, press: Press) -> Answers:
    """Take a closing back."""
    goal = reopen_goal(visit.session, sight_of(visit.session, visit.person), _goal(visit, press.value))
    return Replace(messages.reopened(visit.language, shown(visit, goal)))


def keep(visit: Visit, press: Press) -> Answers:
    """The successor keeps its target."""
    return Replace(messages.kept(visit.language, shown(visit, _goal(visit, press.value))))


def open_targets(visit: Visit, press: Press) -> Answers:
    """The form that moves the targets."""
    return OpenModal(forms.new_targets(visit.language, shown(visit, _goal(visit, press.value))))


def submit_targets(visit: Visit, form: Form) -> Answers:
    """The targets, moved."""
    goal = _goal(visit, form.metadata)
    targets: dict[str, Decimal] = {}
    for kpi in form.fields:
        try:
            value, end = kpi_value_at(typed(form.text(kpi)), 0, kpi)
            if end != len(typed(form.text(kpi)).tokens):
                raise Refusal("goals.unreadable_target", kpi=kpi, field=kpi)
            targets[kpi] = value.value
        except Unreadable as error:
            return FormErrors({kpi: field_error(visit, error)})
    move_targets(visit.session, sight_of(visit.session, visit.person), goal, targets)
    return Whisper(messages.kept(visit.language, shown(visit, goal)))


def _set(visit: Visit, phrase: GoalPhrase) -> Message:
    assert phrase.horizon is not None
    scope = _scope(visit, phrase.scope)
    steps = tuple((step.kpi, step.value) for step in phrase.milestones)
    title = phrase.title or visit.words.listed(KPIS[kpi].label(visit.language) for kpi, _ in steps)
    new = NewGoal(title, scope, _horizon(visit, phrase.horizon), steps)
    goal = set_goal(visit.session, sight_of(visit.session, visit.person), new, visit.now)
    advice = advice_for(visit.session, visit.workspace, new, visit.now)
    return messages.was_set(visit.language, shown(visit, goal), advice)


def _list(visit: Visit, scope: TypedScope | None) -> Answers:
    if scope is not None and scope.kind is TypedScopeKind.PERSON and scope.person is not None:
        person = found(visit, scope.person)
        sight = sight_of(visit.session, visit.person)
        if not sight.sees_person(person):
            raise Refusal("goals.not_for_them", name=person.name)
        goals = list(goals_of_people(visit.session, visit.workspace.workspace_id, [person.id], visit.today))
    else:
        goals = goals_seen_by(visit.session, sight_of(visit.session, visit.person), visit.today)
        goals.sort(key=lambda goal: goal.scope_id != visit.person.id)
    return Whisper(messages.overview(visit.language, shown_all(visit, goals)))


def _close(visit: Visit, goal: Goal, replace: bool = False) -> Answers:
    close_goal(visit.session, sight_of(visit.session, visit.person), goal, visit.now)
    message = messages.closed(visit.language, shown(visit, goal))
    return Replace(message) if replace else Whisper(message)


def _goal(visit: Visit, goal_id: str) -> Goal:
    goal = visit.session.get(Goal, (visit.workspace.workspace_id, goal_id))
    if goal is None:
        raise Refusal("goals.not_there", number="")
    return goal


def _horizon(visit: Visit, horizon: TypedHorizon) -> Horizon:
    if horizon.days is not None:
        return rolling_from(horizon.days, visit.today)
    assert horizon.quarter is not None
    return quarter_named(horizon.quarter, horizon.year, visit.today, visit.workspace.fiscal_start_month)


def _scope(visit: Visit, scope: TypedScope | None) -> Scope:
    match scope.kind if scope else TypedScopeKind.ME:
        case TypedScopeKind.PERSON:
            assert scope is not None
            assert scope.person is not None
            return scope_of_person(visit.session, visit.workspace, found(visit, scope.person))
        case TypedScopeKind.TEAM:
            return scope_of_team(
                visit.session, visit.workspace, team_found(visit, scope.team if scope else None)
            )
        case TypedScopeKind.WORKSPACE:
            return scope_of_workspace(visit.session, visit.workspace)
        case TypedScopeKind.ROLE:
            raise Refusal("goals.not_for_roles")
        case _:
            return scope_of_person(visit.session, visit.workspace, visit.person)

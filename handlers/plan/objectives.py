"""Objectives on the strategy page: set, closed, and goals put under them."""

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from handlers.door.who import found
from handlers.goals.views import goal_view
from handlers.phrases.plan import PlanPhrase
from handlers.plan.views import objective_view
from messages.plan import answers, forms
from messages.plan import page as messages
from models.goals.queries import goal_numbered
from models.goals.records import Objective, ObjectiveConfidence
from models.permissions import Right
from models.plan.confidence import say_how_sure, take_back_how_sure
from models.plan.objectives import (
    close_objective,
    objective_numbered,
    put_goal_under,
    reopen_objective,
    set_objective,
    steer_objective,
    undo_steering,
)
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.records import Person


def set_by_words(request: Request, phrase: PlanPhrase) -> Answers:
    """`/plan objective "Grow in Germany" 24m`; without a title or an end the form asks. Refuses who is no leader."""
    request.rights.require(Right.LEAD_COMPANY)
    if not phrase.title or phrase.months is None:
        return OpenModal(forms.objective(request.language, phrase.title))
    owner = found(request, phrase.person) if phrase.person else None
    objective = set_objective(request.acting, phrase.title, phrase.months)
    if owner or phrase.kpi:
        steer_objective(request.acting, objective, owner, phrase.kpi)
    return Whisper(answers.objective_set(request.language, objective_view(request, objective, ())))


def steer_by_words(request: Request, phrase: PlanPhrase) -> Answers:
    """`/plan objective 1 owner @anna`, `… 1 new_customers`; what is not said stays; the number alone opens the form."""
    assert phrase.number is not None
    request.rights.require(Right.LEAD_COMPANY)
    objective = objective_numbered(request.session, request.workspace.workspace_id, phrase.number)
    if phrase.person is None and phrase.kpi is None:
        return OpenModal(forms.steer(request.language, objective_view(request, objective, ())))
    owner = found(request, phrase.person) if phrase.person else owner_of(request, objective)
    return _steered(request, objective, owner, phrase.kpi or objective.kpi)


def owner_of(request: Request, objective: Objective) -> Person | None:
    """Who sees to it; None: nobody yet."""
    if objective.owner_id is None:
        return None
    return request.session.get(Person, (objective.workspace_id, objective.owner_id))


def _steered(request: Request, objective: Objective, owner: Person | None, kpi: str | None) -> Whisper:
    steer_objective(request.acting, objective, owner, kpi)
    return Whisper(answers.objective_steered(request.language, objective_view(request, objective, ())))


def close_by_words(request: Request, phrase: PlanPhrase) -> Answers:
    """`/plan objective close 1`."""
    assert phrase.number is not None
    objective = objective_numbered(request.session, request.workspace.workspace_id, phrase.number)
    close_objective(request.acting, objective)
    return Whisper(answers.objective_closed(request.language, objective_view(request, objective, ())))


def link_by_words(request: Request, phrase: PlanPhrase) -> Answers:
    """`/plan objective 1 goal 3`."""
    assert phrase.number is not None
    assert phrase.goal is not None
    session, workspace_id = request.session, request.workspace.workspace_id
    objective = objective_numbered(session, workspace_id, phrase.number)
    goal = goal_numbered(session, workspace_id, phrase.goal)
    put_goal_under(request.acting, goal, objective)
    view = goal_view(request, goal)
    return Whisper(answers.goal_linked(request.language, objective_view(request, objective, ()), view))


@reads
def press_objective(request: Request, press: Press) -> Answers:
    """The form of an objective."""
    return OpenModal(forms.objective(request.language))


def press_reopen_objective(request: Request, press: Press) -> Answers:
    """Take the closing of an objective back."""
    objective = _objective(request, press.value)
    reopen_objective(request.acting, objective)
    return Replace(answers.objective_set(request.language, objective_view(request, objective, ())))


def press_how_sure(request: Request, press: Press) -> Answers:
    """One of the three levels; an older program's button has none."""
    objective_id, _, level = press.value.partition(" ")
    objective = _objective(request, objective_id)
    said = say_how_sure(request.acting, objective, int(level) if level.isdecimal() else 0)
    return Whisper(answers.sure_noted(request.language, objective_view(request, objective, (), [said]), said.id))


def press_undo_how_sure(request: Request, press: Press) -> Answers:
    """Undo of that."""
    said = request.session.get(ObjectiveConfidence, (request.workspace.workspace_id, press.value))
    if said is None:
        raise Refusal("plan.no_such_objective", number="")
    take_back_how_sure(request.acting, said)
    return Replace(
        answers.sure_undone(request.language, objective_view(request, _objective(request, said.objective_id), ()))
    )


@reads
def press_steer(request: Request, press: Press) -> Answers:
    """The form of owner and key figure."""
    request.rights.require(Right.LEAD_COMPANY)
    objective = _objective(request, press.value)
    return OpenModal(forms.steer(request.language, objective_view(request, objective, ())))


def press_undo_steer(request: Request, press: Press) -> Answers:
    """Owner and key figure as they were before."""
    objective = undo_steering(request.acting, _objective(request, press.value))
    return Replace(answers.objective_steered(request.language, objective_view(request, objective, ()), is_undone=True))


def submit_steer(request: Request, form: Form) -> Answers:
    """Who sees to an objective, and its key figure; an empty field is nobody, or none."""
    owner = (
        person_of(request.session, request.workspace.workspace_id, form.text("owner")) if form.text("owner") else None
    )
    return _steered(request, _objective(request, form.metadata), owner, form.text("kpi") or None)


def _objective(request: Request, objective_id: str) -> Objective:
    objective = request.session.get(Objective, (request.workspace.workspace_id, objective_id))
    if objective is None:
        raise Refusal("plan.no_such_objective", number="")
    return objective


def submit_objective(request: Request, form: Form) -> Answers:
    """The form of a new objective; 12 months when none were chosen."""
    months = int(form.text("months") or 12)
    objective = set_objective(request.acting, form.text("title"), months)
    owner = (
        person_of(request.session, request.workspace.workspace_id, form.text("owner")) if form.text("owner") else None
    )
    if owner or form.text("kpi"):
        steer_objective(request.acting, objective, owner, form.text("kpi") or None)
    return Whisper(answers.objective_set(request.language, objective_view(request, objective, ())))


PRESSES: dict[str, OnPress] = {
    messages.SET_OBJECTIVE: press_objective,
    messages.REOPEN_OBJECTIVE: press_reopen_objective,
    messages.CONFIDENCE: press_how_sure,
    messages.UNDO_CONFIDENCE: press_undo_how_sure,
    messages.STEER: press_steer,
    messages.UNDO_STEER: press_undo_steer,
}
FORMS: dict[str, OnForm] = {forms.OBJECTIVE_FORM: submit_objective, forms.STEER_FORM: submit_steer}

"""The forms of the improvement plan, filled in; and what a leader confirms for a maturity stage."""

from decimal import Decimal

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from handlers.door.unreadable import field_error
from handlers.phrases.target import period_type_at, slashes_apart
from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.values import kpi_value_at
from handlers.plan.views import action_view, open_objective_views, practice_view
from messages.plan import answers, forms
from messages.plan import stage as stage_messages
from models.goals.records import Objective
from models.maturity.history import stages_seen_by
from models.maturity.practice import Chosen, as_chosen, chosen_of, confirm, take_back
from models.maturity.recommended import RECOMMENDED, Depth
from models.maturity.records import Practice
from models.permissions import Right
from models.plan.actions import Terms, add_own, take_up
from models.plan.queries import action_of
from models.plan.records import ActionState, PlanAction
from models.plan.to_goal import become_goal, over_horizon
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.records import Person


def opened_terms(request: Request, action: PlanAction) -> Answers:
    """The form of an action's terms. Refuses who may not change it, before anything is filled in."""
    request.rights.require(Right.CHANGE_PLAN)
    if action.state not in (ActionState.PROPOSED, ActionState.ACCEPTED):
        raise Refusal(f"plan.is_{action.state}", number=action.number)
    view = action_view(request, action)
    owner = view.owner_user or request.person.slack_user_id or ""
    return OpenModal(forms.terms(request.language, view, owner, open_objective_views(request)))


def opened_goal_form(request: Request, action: PlanAction) -> Answers:
    """The form that asks for KPI and target. Refuses what cannot become a goal."""
    request.rights.require(Right.CHANGE_PLAN)
    if action.state != ActionState.ACCEPTED:
        raise Refusal(f"plan.is_{action.state}", number=action.number)
    if action.goal_id is not None:
        raise Refusal("plan.is_goal_already", number=action.number)
    return OpenModal(forms.goal(request.language, action_view(request, action), open_objective_views(request)))


def submit_terms(request: Request, form: Form) -> Answers:
    """A proposal taken up, or an action changed; with a target a goal at once."""
    action = action_of(request.session, request.person, form.metadata, request.today)
    what = "changed" if action.state == ActionState.ACCEPTED else "taken_up"
    target = _target(request, form, _days(form))
    if isinstance(target, FormErrors):
        return target
    take_up(request.acting, action, _terms(request, form))
    return _with_goal(request, form, action, target, what)


def submit_new(request: Request, form: Form) -> Answers:
    """An action of one's own."""
    target = _target(request, form, _days(form))
    if isinstance(target, FormErrors):
        return target
    action = add_own(request.acting, form.text("title"), _terms(request, form))
    return _with_goal(request, form, action, target, "added")


def submit_goal(request: Request, form: Form) -> Answers:
    """The KPI and target of an action that becomes a goal."""
    action = action_of(request.session, request.person, form.metadata, request.today)
    target = _target(request, form, action.horizon_days)
    if isinstance(target, FormErrors):
        return target
    return _with_goal(request, form, action, target, "changed")


# --- what fits the stage ------------------------------------------------------------------------------------


def confirm_practice(request: Request, press: Press) -> Answers:
    """One press: as recommended for the stage that the audit gave."""
    stages = stages_seen_by(request.session, request.person, request.today)
    value = stages[0].stage.value if stages else None
    if value is None or str(value) != press.value:
        raise Refusal("plan.practice_replaced")
    practice = confirm(request.acting, as_chosen(value, RECOMMENDED[value]))
    view = practice_view(chosen_of(request.session, request.workspace.workspace_id))
    return Replace(stage_messages.confirmed(request.language, view, practice.id))


@reads
def choose_practice(request: Request, press: Press) -> Answers:
    """The form, filled in with what is recommended, else with how it is."""
    request.rights.require(Right.LEAD_COMPANY)
    chosen = chosen_of(request.session, request.workspace.workspace_id)
    if press.value.isdecimal() and int(press.value) in RECOMMENDED:
        chosen = as_chosen(int(press.value), RECOMMENDED[int(press.value)])
    return OpenModal(stage_messages.practice_form(request.language, practice_view(chosen)))


def submit_practice(request: Request, form: Form) -> Answers:
    """What the leader chose."""
    stage = int(form.metadata) if form.metadata.isdecimal() else None
    chosen = Chosen(
        tuple(form.many("focus")), tuple(form.many("prompts")), Depth(form.text("depth") or Depth.FULL), stage
    )
    practice = confirm(request.acting, chosen)
    view = practice_view(chosen_of(request.session, request.workspace.workspace_id))
    return Whisper(stage_messages.confirmed(request.language, view, practice.id))


def undo_practice(request: Request, press: Press) -> Answers:
    """“Undo” under a confirmed stage: figures, prompts and reviews are as before it."""
    practice = request.session.get(Practice, (request.workspace.workspace_id, press.value))
    if practice is None:
        raise Refusal("plan.practice_replaced")
    now = take_back(request.acting, practice)
    return Replace(stage_messages.practice_taken_back(request.language, practice_view(now)))


# --- fields -------------------------------------------------------------------------------------------------


def _terms(request: Request, form: Form) -> Terms:
    owner = person_of(request.session, request.workspace.workspace_id, form.text("owner"))
    if owner is None:
        raise Refusal("plan.no_owner", field="owner")
    return Terms(owner, _days(form), form.text("kpi") or None)


def _days(form: Form) -> int:
    return int(form.text("horizon") or 60)


def _target(request: Request, form: Form, days: int) -> Decimal | FormErrors | None:
    """The target over so many days as typed (`5`, `2/month`), in the unit of the KPI; None when none was."""
    text, kpi = form.text("target"), form.text("kpi")
    if not text:
        return None
    if not kpi:
        return FormErrors({"kpi": request.words.bare("plan.refused_kpi_needs_target")})
    words = slashes_apart(typed(text))
    try:
        value, end = kpi_value_at(words, 0, kpi)
    except Unreadable as error:
        return FormErrors({"target": field_error(request, error)})
    per = period_type_at(words, end)
    if (per[1] if per else end) != len(words.tokens):
        return FormErrors({"target": request.words.bare("plan.refused_unreadable_target")})
    return over_horizon(kpi, value.value, per[0] if per else None, days)


def _with_goal(request: Request, form: Form, action: PlanAction, target: Decimal | None, what: str) -> Answers:
    kpi = form.text("kpi")
    if target is None or not kpi:
        return Whisper(answers.changed(request.language, action_view(request, action), what))
    session, workspace = request.session, request.workspace
    objective = session.get(Objective, (workspace.workspace_id, form.text("objective")))
    owner = session.get(Person, (workspace.workspace_id, action.owner_id)) if action.owner_id else None
    become_goal(request.acting, action, owner or request.person, kpi, target, objective)
    return Whisper(answers.became_goal(request.language, action_view(request, action), is_guess=False))


PRESSES: dict[str, OnPress] = {
    stage_messages.CONFIRM: confirm_practice,
    stage_messages.CHOOSE: choose_practice,
    stage_messages.TAKE_BACK: undo_practice,
}
FORMS: dict[str, OnForm] = {
    forms.TERMS_FORM: submit_terms,
    forms.NEW_FORM: submit_new,
    forms.GOAL_FORM: submit_goal,
    stage_messages.PRACTICE_FORM: submit_practice,
}

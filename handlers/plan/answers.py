"""What `/plan` answers, to words and to buttons alike: the page, the stage, a change, a goal."""

from decimal import Decimal

from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.request import Request
from handlers.plan.forms import opened_goal_form
from handlers.plan.views import action_view, open_objective_views, page, practice_view, stage_view
from messages.blocks import Message
from messages.plan import answers, forms
from messages.plan import page as messages
from messages.plan import stage as stage_messages
from models.maturity.history import stages_seen_by
from models.maturity.practice import as_chosen, chosen_of
from models.maturity.recommended import RECOMMENDED
from models.permissions import Right
from models.plan.from_audit import propose_from_latest
from models.plan.records import ActionState, PlanAction
from models.plan.to_goal import become_goal, likely_target
from models.team.records import Person


def page_after(request: Request, changed: PlanAction | None = None, what: str = "") -> Message:
    """The page; with `changed`, what just happened to that action stands above it."""
    propose_from_latest(request.session, request.workspace, request.now)
    if changed is None:
        return messages.page(request.language, page(request))
    news = answers.news_of(request.language, action_view(request, changed), what)
    return messages.page(request.language, page(request), news, changed.id if changed.before is not None else "")


def stage_page(request: Request) -> Message:
    """What fits the newest stage beside how it works now."""
    stages = stages_seen_by(request.session, request.person, request.today)
    value = stages[0].stage.value if stages else None
    fits = practice_view(as_chosen(value, RECOMMENDED[value])) if value else None
    now = practice_view(chosen_of(request.session, request.workspace.workspace_id))
    return stage_messages.stage_page(
        request.language,
        [stage_view(one) for one in stages],
        fits,
        now,
        can_confirm=request.rights.may(Right.LEAD_COMPANY),
    )


def opened_new_form(request: Request) -> Answers:
    """The form of an action of one's own. Refuses who does not change the plan."""
    request.rights.require(Right.CHANGE_PLAN)
    return OpenModal(
        forms.new_action(request.language, request.person.slack_user_id or "", open_objective_views(request))
    )


def changed(request: Request, action: PlanAction, what: str) -> Answers:
    """The answer to one change."""
    return Whisper(answers.changed(request.language, action_view(request, action), what))


def made_goal(request: Request, action: PlanAction, kpi: str | None) -> Answers:
    """Make it a goal with its KPI and the best of the last periods; without such a figure a form asks."""
    owner, kpi = owner_of(request, action), kpi or action.kpi
    if action.state != ActionState.ACCEPTED or action.goal_id is not None or owner is None or kpi is None:
        return opened_goal_form(request, action)
    target = likely_target(request.session, request.workspace, action, owner, kpi, request.now)
    if target is None:
        return opened_goal_form(request, action)
    return Whisper(became_goal_of(request, action, kpi, target, is_guess=True))


def became_goal_of(
    request: Request, action: PlanAction, kpi: str, target: Decimal, *, is_guess: bool = False
) -> Message:
    """Make the action a goal with this KPI and target, and say so."""
    owner = owner_of(request, action) or request.person
    become_goal(request.acting, action, owner, kpi, target)
    return answers.became_goal(request.language, action_view(request, action), is_guess=is_guess)


def owner_of(request: Request, action: PlanAction) -> Person | None:
    """Who sees to it; None: nobody yet."""
    if action.owner_id is None:
        return None
    return request.session.get(Person, (request.workspace.workspace_id, action.owner_id))

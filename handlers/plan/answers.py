"""What `/plan` answers, to words and to buttons alike: the page, the stage, a change, a goal."""

from decimal import Decimal

from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.request import Visit
from handlers.plan.forms import opened_goal_form
from handlers.plan.views import (
    action_shown,
    open_objectives_shown,
    page,
    practice_shown,
    stage_shown,
)
from messages.blocks import Message
from messages.plan import answers, forms
from messages.plan import page as messages
from messages.plan import stage as stage_messages
from models.maturity.history import stages_seen_by
from models.maturity.practice import as_chosen, chosen_of
from models.maturity.recommended import RECOMMENDED
from models.plan.from_audit import propose_from_latest
from models.plan.queries import may_change_plan
from models.plan.records import ActionState, PlanAction
from models.plan.to_goal import become_goal, likely_target
from models.refusal import Refusal
from models.team.access import leaders
from models.team.records import Person


def page_after(visit: Visit, changed: PlanAction | None = None, what: str = "") -> Message:
    """The page; with `changed`, what just happened to that action stands above it."""
    propose_from_latest(visit.session, visit.workspace, visit.now)
    if changed is None:
        return messages.page(visit.language, page(visit))
    news = answers.news_of(visit.language, action_shown(visit, changed), what)
    return messages.page(visit.language, page(visit), news, changed.id if changed.before is not None else "")


def stage_page(visit: Visit) -> Message:
    """What fits the newest stage beside how it works now."""
    stages = stages_seen_by(visit.session, visit.person)
    value = stages[0].stage.value if stages else None
    fits = practice_shown(as_chosen(value, RECOMMENDED[value])) if value else None
    now = practice_shown(chosen_of(visit.session, visit.workspace.workspace_id))
    return stage_messages.stage_page(
        visit.language, [stage_shown(one) for one in stages], fits, now, can_confirm=visit.person.is_leader
    )


def opened_new_form(visit: Visit) -> Answers:
    """The form of an action of one's own. Refuses who does not change the plan."""
    if not may_change_plan(visit.session, visit.person):
        raise Refusal("plan.managers_only", helpers=leaders(visit.session, visit.person))
    return OpenModal(
        forms.new_action(visit.language, visit.person.slack_user_id or "", open_objectives_shown(visit))
    )


def changed(visit: Visit, action: PlanAction, what: str) -> Answers:
    """The answer to one change."""
    return Whisper(answers.changed(visit.language, action_shown(visit, action), what))


def made_goal(visit: Visit, action: PlanAction, kpi: str | None) -> Answers:
    """Make it a goal with its KPI and the best of the last periods; without such a figure a form asks."""
    owner, kpi = owner_of(visit, action), kpi or action.kpi
    if action.state != ActionState.ACCEPTED or action.goal_id is not None or owner is None or kpi is None:
        return opened_goal_form(visit, action)
    target = likely_target(visit.session, visit.workspace, action, owner, kpi, visit.now)
    if target is None:
        return opened_goal_form(visit, action)
    return Whisper(became_goal_of(visit, action, kpi, target, is_guess=True))


def became_goal_of(
    visit: Visit, action: PlanAction, kpi: str, target: Decimal, *, is_guess: bool = False
) -> Message:
    """It is a goal now."""
    owner = owner_of(visit, action) or visit.person
    become_goal(visit.session, visit.workspace, visit.person, action, owner, kpi, target, visit.now)
    return answers.became_goal(visit.language, action_shown(visit, action), is_guess=is_guess)


def owner_of(visit: Visit, action: PlanAction) -> Person | None:
    """Who sees to it; None: nobody yet."""
    if action.owner_id is None:
        return None
    return visit.session.get(Person, (visit.workspace.workspace_id, action.owner_id))

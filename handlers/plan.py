"""`/plan`: stage, objectives, goals and the improvement plan on one page, and what is done with them."""

from decimal import Decimal

from handlers.answers import Answers, OpenModal, Replace, Whisper
from handlers.phrases.plan import PlanPhrase, read_plan
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.plan_forming import opened_goal_form, opened_terms
from handlers.plan_objectives import close_by_words, link_by_words, set_by_words
from handlers.plan_shown import (
    action_shown,
    open_objectives_shown,
    page,
    practice_shown,
    stage_shown,
)
from handlers.unreadable import unreadable
from handlers.visit import Feature, Press, Visit, reads
from handlers.who import found
from messages import plan as messages
from messages import plan_changed
from messages import plan_forms as forms
from messages import plan_stage as stage_messages
from messages.blocks import Message
from models.maturity.history import stages_seen_by
from models.maturity.practice import as_chosen, chosen_of
from models.maturity.recommended import RECOMMENDED
from models.plan.actions import Terms, add_own, drop, finish, take_back, take_up
from models.plan.becoming_a_goal import become_goal, likely_target
from models.plan.from_audit import propose_from_latest
from models.plan.queries import action_numbered, action_of, last_changed_by, may_change_plan
from models.plan.records import ActionState, PlanAction
from models.refusal import Refusal
from models.team.access import leaders
from models.team.records import Person

USUAL_DAYS = 60


def command(visit: Visit, text: str) -> Answers:
    """`/plan`, `/plan done 3`, `/plan add "…" 60d @anna first_meetings=30`, `/plan objective "…" 24m`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    if not text.strip():
        return Whisper(_page(visit))
    try:
        phrase = read_plan(text, language=visit.language)
    except Unreadable as error:
        return unreadable(visit, error, "plan")
    match phrase.action:
        case "list":
            return Whisper(_page(visit))
        case "stage":
            return Whisper(_stage(visit))
        case "add":
            return _add(visit, phrase)
        case "objective":
            return set_by_words(visit, phrase)
        case "close_objective":
            return close_by_words(visit, phrase)
        case "link":
            return link_by_words(visit, phrase)
        case _:
            return _with_action(visit, phrase)


def _with_action(visit: Visit, phrase: PlanPhrase) -> Answers:
    session, person = visit.session, visit.person
    if phrase.number is None:
        assert phrase.action == "undo"
        action = last_changed_by(session, person)
    else:
        action = action_numbered(session, person, phrase.number)
    match phrase.action:
        case "done":
            return _changed(visit, finish(session, person, action, visit.now), "finished")
        case "drop":
            return _changed(visit, drop(session, person, action, visit.now), "dropped")
        case "undo":
            return _changed(visit, take_back(session, person, action, visit.now), "put_back")
        case "goal":
            if phrase.kpi is not None and phrase.target is not None:
                return Whisper(_became_goal(visit, action, phrase.kpi, phrase.target.value))
            return _goal(visit, action, phrase.kpi)
        case _:
            return _take_up(visit, action, phrase)


def _take_up(visit: Visit, action: PlanAction, phrase: PlanPhrase) -> Answers:
    """`accept 2 @anna 60d follow_ups=40`; what is not said stays as it is or as proposed, the owner is who says it."""
    what = "changed" if action.state == ActionState.ACCEPTED else "taken_up"
    if phrase.person is not None:
        owner = found(visit, phrase.person)
    else:
        owner = _owner(visit, action) or visit.person
    terms = Terms(owner, phrase.days or action.horizon_days, phrase.kpi or action.kpi)
    take_up(visit.session, visit.person, action, terms, visit.today, visit.now)
    if phrase.kpi is not None and phrase.target is not None:
        return Whisper(_became_goal(visit, action, phrase.kpi, phrase.target.value))
    return _changed(visit, action, what)


def _add(visit: Visit, phrase: PlanPhrase) -> Answers:
    if not phrase.title:
        return _new_form(visit)
    owner = found(visit, phrase.person) if phrase.person is not None else visit.person
    terms = Terms(owner, phrase.days or USUAL_DAYS, phrase.kpi)
    action = add_own(visit.session, visit.person, phrase.title, terms, visit.today, visit.now)
    if phrase.kpi is not None and phrase.target is not None:
        return Whisper(_became_goal(visit, action, phrase.kpi, phrase.target.value))
    return _changed(visit, action, "added")


# --- buttons ----------------------------------------------------------------------------------------------


def open_page(visit: Visit, press: Press) -> Answers:
    """The page, below where the button was."""
    return Whisper(_page(visit))


@reads
def open_stage(visit: Visit, press: Press) -> Answers:
    """What fits the stage."""
    return Whisper(_stage(visit))


@reads
def press_take_up(visit: Visit, press: Press) -> Answers:
    """The form in which a proposal gets an owner and a date."""
    return opened_terms(visit, action_of(visit.session, visit.person, press.value))


def press_done(visit: Visit, press: Press) -> Answers:
    """Done; the page shows it."""
    action = finish(
        visit.session, visit.person, action_of(visit.session, visit.person, press.value), visit.now
    )
    return Replace(_page(visit, action, "finished"))


def press_more(visit: Visit, press: Press) -> Answers:
    """Change or drop, from the ⋯ menu."""
    what, _, action_id = press.value.partition(" ")
    action = action_of(visit.session, visit.person, action_id)
    if what == messages.CHANGE:
        return opened_terms(visit, action)
    drop(visit.session, visit.person, action, visit.now)
    return Replace(_page(visit, action, "dropped"))


def press_undo(visit: Visit, press: Press) -> Answers:
    """Take the last change of an action back."""
    action = action_of(visit.session, visit.person, press.value)
    take_back(visit.session, visit.person, action, visit.now)
    return Replace(_page(visit, action, "put_back"))


def press_make_goal(visit: Visit, press: Press) -> Answers:
    """One press makes it a goal with its KPI and the best of the last periods; without such a figure a form asks."""
    return _goal(visit, action_of(visit.session, visit.person, press.value), None)


@reads
def press_add(visit: Visit, press: Press) -> Answers:
    """The form of an action of one's own."""
    return _new_form(visit)


# --- what they share --------------------------------------------------------------------------------------


def _page(visit: Visit, changed: PlanAction | None = None, what: str = "") -> Message:
    propose_from_latest(visit.session, visit.workspace, visit.now)
    if changed is None:
        return messages.page(visit.language, page(visit))
    news = plan_changed.news_of(visit.language, action_shown(visit, changed), what)
    return messages.page(visit.language, page(visit), news, changed.id if changed.before is not None else "")


def _stage(visit: Visit) -> Message:
    stages = stages_seen_by(visit.session, visit.person)
    value = stages[0].stage.value if stages else None
    fits = practice_shown(as_chosen(value, RECOMMENDED[value])) if value else None
    now = practice_shown(chosen_of(visit.session, visit.workspace.workspace_id))
    return stage_messages.stage_page(
        visit.language, [stage_shown(one) for one in stages], fits, now, can_confirm=visit.person.is_leader
    )


def _new_form(visit: Visit) -> Answers:
    if not may_change_plan(visit.session, visit.person):
        raise Refusal("plan.managers_only", helpers=leaders(visit.session, visit.person))
    return OpenModal(
        forms.new_action(visit.language, visit.person.slack_user_id or "", open_objectives_shown(visit))
    )


def _changed(visit: Visit, action: PlanAction, what: str) -> Answers:
    return Whisper(plan_changed.changed(visit.language, action_shown(visit, action), what))


def _goal(visit: Visit, action: PlanAction, kpi: str | None) -> Answers:
    owner, kpi = _owner(visit, action), kpi or action.kpi
    if action.state != ActionState.ACCEPTED or action.goal_id is not None or owner is None or kpi is None:
        return opened_goal_form(visit, action)
    target = likely_target(visit.session, visit.workspace, action, owner, kpi, visit.now)
    if target is None:
        return opened_goal_form(visit, action)
    return Whisper(_became_goal(visit, action, kpi, target, is_guess=True))


def _became_goal(
    visit: Visit, action: PlanAction, kpi: str, target: Decimal, *, is_guess: bool = False
) -> Message:
    owner = _owner(visit, action) or visit.person
    become_goal(visit.session, visit.workspace, visit.person, action, owner, kpi, target, visit.now)
    return plan_changed.became_goal(visit.language, action_shown(visit, action), is_guess=is_guess)


def _owner(visit: Visit, action: PlanAction) -> Person | None:
    if action.owner_id is None:
        return None
    return visit.session.get(Person, (visit.workspace.workspace_id, action.owner_id))


feature = Feature(
    commands={"plan": command},
    presses={
        messages.OPEN: open_page,
        messages.STAGE: open_stage,
        messages.TAKE_UP: press_take_up,
        messages.DONE: press_done,
        messages.MORE: press_more,
        messages.UNDO: press_undo,
        messages.MAKE_GOAL: press_make_goal,
        messages.ADD: press_add,
    },
)

"""`/plan`: stage, objectives, goals and the improvement plan on one page, and what is done with them."""

from decimal import Decimal

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.plan import PlanPhrase, read_plan
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.plan.answers import became_goal_of, changed, made_goal, opened_new_form, owner_of, page_after, stage_page
from handlers.plan.objectives import close_by_words, link_by_words, set_by_words, steer_by_words
from messages.plan import page as messages
from models.plan.actions import Terms, add_own, drop, finish, take_back, take_up
from models.plan.queries import action_numbered, last_changed_by
from models.plan.records import ActionState, PlanAction
from models.plan.to_goal import over_horizon

USUAL_DAYS = 60


def command(request: Request, text: str) -> Answers:
    """`/plan`, `/plan done 3`, `/plan add "…" 60d @anna first_meetings=30`, `/plan objective "…" 24m`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not text.strip():
        return Whisper(page_after(request))
    try:
        phrase = read_plan(text, language=request.language)
    except Unreadable as error:
        return unreadable(request, error, "plan")
    match phrase.action:
        case "list":
            return Whisper(page_after(request))
        case "stage":
            return Whisper(stage_page(request))
        case "add":
            return _add(request, phrase)
        case "objective":
            return set_by_words(request, phrase)
        case "close_objective":
            return close_by_words(request, phrase)
        case "steer":
            return steer_by_words(request, phrase)
        case "link":
            return link_by_words(request, phrase)
        case _:
            return _with_action(request, phrase)


def _with_action(request: Request, phrase: PlanPhrase) -> Answers:
    session, person = request.session, request.person
    if phrase.number is None:
        assert phrase.action == "undo"
        action = last_changed_by(session, person)
    else:
        action = action_numbered(session, person, phrase.number, request.today)
    match phrase.action:
        case "done":
            return changed(request, finish(request.acting, action), "finished")
        case "drop":
            return changed(request, drop(request.acting, action), "dropped")
        case "undo":
            return changed(request, take_back(request.acting, action), "put_back")
        case "goal":
            if phrase.kpi is not None and phrase.target is not None:
                return Whisper(became_goal_of(request, action, phrase.kpi, _target(phrase, action)))
            return made_goal(request, action, phrase.kpi)
        case _:
            return _take_up(request, action, phrase)


def _take_up(request: Request, action: PlanAction, phrase: PlanPhrase) -> Answers:
    """`accept 2 @anna 60d follow_ups=40`; what is not said stays as it is or as proposed, the owner is who says it."""
    what = "changed" if action.state == ActionState.ACCEPTED else "taken_up"
    owner = found(request, phrase.person) if phrase.person is not None else owner_of(request, action) or request.person
    terms = Terms(owner, phrase.days or action.horizon_days, phrase.kpi or action.kpi)
    take_up(request.acting, action, terms)
    if phrase.kpi is not None and phrase.target is not None:
        return Whisper(became_goal_of(request, action, phrase.kpi, _target(phrase, action)))
    return changed(request, action, what)


def _add(request: Request, phrase: PlanPhrase) -> Answers:
    if not phrase.title:
        return opened_new_form(request)
    owner = found(request, phrase.person) if phrase.person is not None else request.person
    terms = Terms(owner, phrase.days or USUAL_DAYS, phrase.kpi)
    action = add_own(request.acting, phrase.title, terms)
    if phrase.kpi is not None and phrase.target is not None:
        return Whisper(became_goal_of(request, action, phrase.kpi, _target(phrase, action)))
    return changed(request, action, "added")


def _target(phrase: PlanPhrase, action: PlanAction) -> Decimal:
    """What was typed, over the days of the action."""
    assert phrase.kpi is not None
    assert phrase.target is not None
    return over_horizon(phrase.kpi, phrase.target.value, phrase.per, action.horizon_days)

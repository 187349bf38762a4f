"""`/plan`: stage, objectives, goals and the improvement plan on one page, and what is done with them."""

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Visit
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.plan import PlanPhrase, read_plan
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.plan.answers import (
    became_goal_of,
    changed,
    made_goal,
    opened_new_form,
    owner_of,
    page_after,
    stage_page,
)
from handlers.plan.objectives import close_by_words, link_by_words, set_by_words
from messages.plan import page as messages
from models.plan.actions import Terms, add_own, drop, finish, take_back, take_up
from models.plan.queries import action_numbered, last_changed_by
from models.plan.records import ActionState, PlanAction

USUAL_DAYS = 60


def command(visit: Visit, text: str) -> Answers:
    """`/plan`, `/plan done 3`, `/plan add "…" 60d @anna first_meetings=30`, `/plan objective "…" 24m`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    if not text.strip():
        return Whisper(page_after(visit))
    try:
        phrase = read_plan(text, language=visit.language)
    except Unreadable as error:
        return unreadable(visit, error, "plan")
    match phrase.action:
        case "list":
            return Whisper(page_after(visit))
        case "stage":
            return Whisper(stage_page(visit))
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
            return changed(visit, finish(session, person, action, visit.now), "finished")
        case "drop":
            return changed(visit, drop(session, person, action, visit.now), "dropped")
        case "undo":
            return changed(visit, take_back(session, person, action, visit.now), "put_back")
        case "goal":
            if phrase.kpi is not None and phrase.target is not None:
                return Whisper(became_goal_of(visit, action, phrase.kpi, phrase.target.value))
            return made_goal(visit, action, phrase.kpi)
        case _:
            return _take_up(visit, action, phrase)


def _take_up(visit: Visit, action: PlanAction, phrase: PlanPhrase) -> Answers:
    """`accept 2 @anna 60d follow_ups=40`; what is not said stays as it is or as proposed, the owner is who says it."""
    what = "changed" if action.state == ActionState.ACCEPTED else "taken_up"
    if phrase.person is not None:
        owner = found(visit, phrase.person)
    else:
        owner = owner_of(visit, action) or visit.person
    terms = Terms(owner, phrase.days or action.horizon_days, phrase.kpi or action.kpi)
    take_up(visit.session, visit.person, action, terms, visit.today, visit.now)
    if phrase.kpi is not None and phrase.target is not None:
        return Whisper(became_goal_of(visit, action, phrase.kpi, phrase.target.value))
    return changed(visit, action, what)


def _add(visit: Visit, phrase: PlanPhrase) -> Answers:
    if not phrase.title:
        return opened_new_form(visit)
    owner = found(visit, phrase.person) if phrase.person is not None else visit.person
    terms = Terms(owner, phrase.days or USUAL_DAYS, phrase.kpi)
    action = add_own(visit.session, visit.person, phrase.title, terms, visit.today, visit.now)
    if phrase.kpi is not None and phrase.target is not None:
        return Whisper(became_goal_of(visit, action, phrase.kpi, phrase.target.value))
    return changed(visit, action, "added")

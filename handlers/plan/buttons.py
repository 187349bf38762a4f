"""The buttons of `/plan`: open the page, take an action up, finish it, make it a goal, undo."""

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from handlers.plan.answers import made_goal, opened_new_form, page_after, stage_page
from handlers.plan.forms import opened_terms
from messages.plan import page as messages
from models.plan.actions import drop, finish, take_back
from models.plan.queries import action_of


def open_page(request: Request, press: Press) -> Answers:
    """The page, below where the button was."""
    return Whisper(page_after(request))


@reads
def open_stage(request: Request, press: Press) -> Answers:
    """What fits the stage."""
    return Whisper(stage_page(request))


@reads
def press_take_up(request: Request, press: Press) -> Answers:
    """The form in which a proposal gets an owner and a date."""
    return opened_terms(request, action_of(request.session, request.person, press.value, request.today))


def press_done(request: Request, press: Press) -> Answers:
    """Done; the page shows it."""
    action = finish(request.acting, action_of(request.session, request.person, press.value, request.today))
    return Replace(page_after(request, action, "finished"))


def press_more(request: Request, press: Press) -> Answers:
    """Change or drop, from the ⋯ menu."""
    what, _, action_id = press.value.partition(" ")
    action = action_of(request.session, request.person, action_id, request.today)
    if what == messages.CHANGE:
        return opened_terms(request, action)
    drop(request.acting, action)
    return Replace(page_after(request, action, "dropped"))


def press_undo(request: Request, press: Press) -> Answers:
    """Take the last change of an action back."""
    action = action_of(request.session, request.person, press.value, request.today)
    take_back(request.acting, action)
    return Replace(page_after(request, action, "put_back"))


def press_make_goal(request: Request, press: Press) -> Answers:
    """One press makes it a goal with its KPI and the best of the last periods; without such a figure a form asks."""
    return made_goal(request, action_of(request.session, request.person, press.value, request.today), None)


@reads
def press_add(request: Request, press: Press) -> Answers:
    """The form of an action of one's own."""
    return opened_new_form(request)


PRESSES: dict[str, OnPress] = {
    messages.OPEN: open_page,
    messages.STAGE: open_stage,
    messages.TAKE_UP: press_take_up,
    messages.DONE: press_done,
    messages.MORE: press_more,
    messages.UNDO: press_undo,
    messages.MAKE_GOAL: press_make_goal,
    messages.ADD: press_add,
}

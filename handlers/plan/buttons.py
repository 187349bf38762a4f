"""The buttons of the plan."""

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import OnPress, Press, Visit, reads
from handlers.plan.answers import made_goal, opened_new_form, page_after, stage_page
from handlers.plan.forms import opened_terms
from messages.plan import page as messages
from models.plan.actions import drop, finish, take_back
from models.plan.queries import action_of


def open_page(visit: Visit, press: Press) -> Answers:
    """The page, below where the button was."""
    return Whisper(page_after(visit))


@reads
def open_stage(visit: Visit, press: Press) -> Answers:
    """What fits the stage."""
    return Whisper(stage_page(visit))


@reads
def press_take_up(visit: Visit, press: Press) -> Answers:
    """The form in which a proposal gets an owner and a date."""
    return opened_terms(visit, action_of(visit.session, visit.person, press.value))


def press_done(visit: Visit, press: Press) -> Answers:
    """Done; the page shows it."""
    action = finish(
        visit.session, visit.person, action_of(visit.session, visit.person, press.value), visit.now
    )
    return Replace(page_after(visit, action, "finished"))


def press_more(visit: Visit, press: Press) -> Answers:
    """Change or drop, from the ⋯ menu."""
    what, _, action_id = press.value.partition(" ")
    action = action_of(visit.session, visit.person, action_id)
    if what == messages.CHANGE:
        return opened_terms(visit, action)
    drop(visit.session, visit.person, action, visit.now)
    return Replace(page_after(visit, action, "dropped"))


def press_undo(visit: Visit, press: Press) -> Answers:
    """Take the last change of an action back."""
    action = action_of(visit.session, visit.person, press.value)
    take_back(visit.session, visit.person, action, visit.now)
    return Replace(page_after(visit, action, "put_back"))


def press_make_goal(visit: Visit, press: Press) -> Answers:
    """One press makes it a goal with its KPI and the best of the last periods; without such a figure a form asks."""
    return made_goal(visit, action_of(visit.session, visit.person, press.value), None)


@reads
def press_add(visit: Visit, press: Press) -> Answers:
    """The form of an action of one's own."""
    return opened_new_form(visit)


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

"""The buttons of a newcomer's plan: open, change, give, stop, tick, look back."""

from handlers.door.answers import Answers, OpenModal, Replace
from handlers.door.request import OnPress, Press, Request, reads
from handlers.newcomers.command import open_checklist, open_form
from handlers.newcomers.views import page_of
from messages.blocks import answer_modal
from messages.newcomers import answers, forms, page, prompts
from models.newcomers.actions import decline, give_plan, resume_plan, stop_plan, tick
from models.newcomers.looking_back import answers_as, both_are_in, own_answers, read_both
from models.newcomers.own_checklist import undo_checklist
from models.newcomers.queries import items_of, plan_to_lead, plan_to_read
from models.refusal import Refusal
from models.scorecard.targets.setting_usual import preset_author
from models.team.records import Person


@reads
def see(request: Request, press: Press) -> Answers:
    """A plan in a window of its own: what is pressed in it is shown there."""
    message = page_of(request, *plan_to_read(request.acting, press.value))
    say = request.words
    return OpenModal(answer_modal(say.bare("newcomers.form_title"), say.bare("common.close"), message))


@reads
def change(request: Request, press: Press) -> Answers:
    """The form, for a person's id."""
    return open_form(request, _person(request, press.value))


def give(request: Request, press: Press) -> Answers:
    """The newcomer reads it from now on."""
    plan = give_plan(request.acting, press.value)
    person = _person(request, plan.person_id)
    is_later = person.starts_on is not None and person.starts_on > request.today
    return Replace(answers.given(request.language, person.name, plan.id, is_later=is_later))


def stop(request: Request, press: Press) -> Answers:
    """It is stopped, with Undo."""
    plan = stop_plan(request.acting, press.value)
    return Replace(answers.stopped(request.language, _person(request, plan.person_id).name, plan.id))


def resume(request: Request, press: Press) -> Answers:
    """The stop is undone."""
    resume_plan(request.acting, press.value)
    return Replace(page_of(request, *plan_to_lead(request.acting, press.value)))


def not_needed(request: Request, press: Press) -> Answers:
    """No plan for somebody who starts."""
    person = _person(request, press.value)
    decline(request.acting, person)
    return Replace(answers.declined(request.language, person.name, person.id))


def ticked(request: Request, press: Press) -> Answers:
    """A box was pressed: what differs from how the group was drawn is turned over, and nothing else.

    A box that was ticked elsewhere meanwhile stays as it was: the page may be older than what happened since.
    """
    _, plan_id, start, drawn = [*press.action_id.split(":"), "", "", ""][:4]
    plan, person = plan_to_read(request.acting, plan_id)
    if not start.isdecimal() or not drawn.isdecimal():
        raise Refusal("newcomers.not_there")
    group = items_of(request.session, plan)[int(start) : int(start) + page.A_GROUP]
    pressed = [item for place, item in enumerate(group) if (item.id in press.values) != bool(int(drawn) >> place & 1)]
    wanted = [item.id for item in pressed if (item.id in press.values) != (item.done_on is not None)]
    tick(request.acting, plan_id, wanted)
    return Replace(page_of(request, plan, person))


@reads
def look(request: Request, press: Press) -> Answers:
    """The two questions, with what was answered so far."""
    plan, person, side = answers_as(request.acting, press.value)
    if both_are_in(plan):
        raise Refusal("newcomers.both_are_in")
    mine = own_answers(request.secrets, plan, side) if side == "own" or plan.looked_by == request.person.id else None
    return OpenModal(forms.look_back(request.language, plan.id, person.name, side, mine))


@reads
def read(request: Request, press: Press) -> Answers:
    """What both wrote."""
    person, manager, own, theirs = read_both(request.acting, request.secrets, press.value)
    name = manager.name if manager else ""
    return OpenModal(answers.both(request.language, person.name, name, own, theirs))


@reads
def open_list(request: Request, press: Press) -> Answers:
    """The workspace's checklist."""
    return open_checklist(request)


def undo_list(request: Request, press: Press) -> Answers:
    """The checklist is what it was, in each language that was changed."""
    author = preset_author(request.acting)
    for change_id in press.value.split():
        undo_checklist(author, change_id)
    return Replace(answers.list_undone(request.language))


def _person(request: Request, person_id: str) -> Person:
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("newcomers.not_there")
    return person


PRESSES: dict[str, OnPress] = {
    page.OPEN: see,
    page.CHANGE: change,
    page.GIVE: give,
    page.STOP: stop,
    page.RESUME: resume,
    page.TICK: ticked,
    page.LOOK: look,
    page.READ: read,
    prompts.DECLINE: not_needed,
    answers.LIST: open_list,
    answers.UNDO_LIST: undo_list,
}

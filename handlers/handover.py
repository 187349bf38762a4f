"""Somebody left: the manager says who takes over what, all at once or kind by kind; and takes it back."""

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Feature, Form, Press, Request, reads
from messages import handover as messages
from messages.blocks import Message
from models.handover.estate import Kind, estate_of, hand_over, heirs_for, left_message, take_back
from models.refusal import Refusal
from models.team.leaving import LEFT
from models.team.records import Person


def give_all(request: Request, press: Press) -> Answers:
    """Everything to one person."""
    delivery_id, _, heir_id = press.value.partition("|")
    return Replace(_given(request, delivery_id, {kind: _person(request, heir_id) for kind in Kind}))


@reads
def open_form(request: Request, press: Press) -> Answers:
    """Kind by kind."""
    _, leaver = left_message(request.acting, press.value)
    counts = estate_of(request.session, leaver).counts()
    heirs = [(person.id, person.name) for person in heirs_for(request.acting, leaver)]
    if not counts or not heirs:
        return Whisper(messages.given(request.language, press.value, leaver.name, []))
    return OpenModal(messages.form(request.language, press.value, leaver.name, counts, heirs))


def give(request: Request, form: Form) -> Answers:
    """The form was submitted."""
    to = {kind: _person(request, form.text(kind)) for kind in Kind if form.text(kind)}
    return Whisper(_given(request, form.metadata, to))


def undo(request: Request, press: Press) -> Answers:
    """All of it goes back."""
    delivery, leaver = left_message(request.acting, press.value)
    return Replace(messages.undone(request.language, leaver.name, take_back(request.acting, delivery, leaver)))


def _given(request: Request, delivery_id: str, to: dict[Kind, Person]) -> Message:
    delivery, leaver = left_message(request.acting, delivery_id)
    moved = hand_over(request.acting, delivery, leaver, to)
    by_heir: dict[str, dict[str, int]] = {}
    for kind, heir in to.items():
        if kind in moved:
            by_heir.setdefault(heir.name, {})[kind] = moved[kind]
    return messages.given(request.language, delivery_id, leaver.name, list(by_heir.items()))


def _person(request: Request, person_id: str) -> Person:
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("handover.not_yours")
    return person


feature = Feature(
    "handover",
    prompts=(LEFT,),
    presses={messages.ALL: give_all, messages.DIVIDE: open_form, messages.UNDO: undo},
    forms={messages.FORM: give},
)

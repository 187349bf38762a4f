"""Somebody left: the manager says who takes over what, all at once or kind by kind; and takes it back."""

from collections.abc import Iterable
from datetime import timedelta

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Feature, Form, Press, Request, reads
from messages import handover as messages
from messages.blocks import Message
from models.delivery.outbox import post
from models.delivery.records import Delivery
from models.handover.estate import check_that_leaves, estate_of, hand_over, heirs_for, heirs_of, left_message, take_back
from models.handover.things import Kind
from models.refusal import Refusal
from models.team.leaving import LEFT
from models.team.records import Person

TAKEN = "handover.taken"
"""The cadence of what tells somebody that they take something over, or no longer do."""
KEPT_FOR = timedelta(days=14)
"""How long it waits for somebody who is away."""


def give_all(request: Request, press: Press) -> Answers:
    """Everything to one person."""
    delivery_id, _, heir_id = press.value.partition("|")
    return Replace(_given(request, delivery_id, {kind: _person(request, heir_id) for kind in Kind}))


@reads
def open_form(request: Request, press: Press) -> Answers:
    """Kind by kind."""
    _, leaver = left_message(request.acting, press.value)
    check_that_leaves(leaver)
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
    for heir in heirs_of(request.acting, delivery):
        _tell(
            request,
            heir,
            delivery,
            messages.no_longer_yours(request.language_of(heir), request.person.name, leaver.name),
        )
    return Replace(messages.undone(request.language, leaver.name, take_back(request.acting, delivery, leaver)))


def _given(request: Request, delivery_id: str, to: dict[Kind, Person]) -> Message:
    delivery, leaver = left_message(request.acting, delivery_id)
    moved = hand_over(request.acting, delivery, leaver, to)
    by_heir: dict[str, dict[str, int]] = {}
    heirs = {heir.id: heir for heir in to.values()}
    for kind, heir in to.items():
        if kind in moved:
            by_heir.setdefault(heir.id, {})[kind] = moved[kind]
    for id_, counts in by_heir.items():
        told = messages.taken_over(request.language_of(heirs[id_]), request.person.name, leaver.name, counts)
        _tell(request, heirs[id_], delivery, told)
    lines = [(heirs[id_].name, counts) for id_, counts in by_heir.items()]
    return messages.given(request.language, delivery_id, leaver.name, lines)


def _tell(request: Request, heir: Person, delivery: Delivery, message: Message) -> None:
    """To who takes over, unless that is who decides."""
    if heir.id != request.person.id:
        post(
            request.session,
            delivery.workspace_id,
            recipient=heir.id,
            cadence=TAKEN,
            slot=f"{delivery.id}@{request.now:%m-%dT%H:%M:%S.%f}",
            now=request.now,
            message=message,
            useful_for=KEPT_FOR,
        )


def tell_that_stays(request: Request, person: Person, told: Iterable[str]) -> None:
    """To whom (ids) had been told that the person leaves: the last day was taken back."""
    for id_ in told:
        manager = request.session.get_one(Person, (person.workspace_id, id_))
        post(
            request.session,
            person.workspace_id,
            recipient=id_,
            cadence=TAKEN,
            slot=f"{person.id}@{request.now:%m-%dT%H:%M:%S.%f}",
            now=request.now,
            message=messages.stays(request.language_of(manager), person.name, person.ends_on),
            useful_for=KEPT_FOR,
        )


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

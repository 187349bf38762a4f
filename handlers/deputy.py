"""`/team deputy @joris`: who stands in while somebody is away; of somebody else: `/team deputy @carla @joris`."""

from datetime import timedelta

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request
from handlers.door.who import found
from handlers.phrases.deputy import read_deputy
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages import deputy as messages
from messages.blocks import Message
from models.delivery.outbox import post
from models.permissions import Right
from models.refusal import Refusal
from models.team.deputy import name_deputy
from models.team.records import Person

TOLD = "deputy.told"
"""The cadence of what tells somebody that they stand in, or no longer do."""
KEPT_FOR = timedelta(days=14)


def command(request: Request, text: str) -> Answers:
    """`/team deputy`, `/team deputy @joris`, `/team deputy @carla @joris`, `/team deputy none`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not text.strip():
        deputy = _person(request, request.person.deputy_id)
        return Whisper(messages.now(request.language, deputy.name if deputy else None))
    try:
        phrase = read_deputy(text)
    except Unreadable:
        raise Refusal("deputy.not_understood") from None
    manager = found(request, phrase.manager) if phrase.manager else request.person
    deputy = found(request, phrase.deputy) if phrase.deputy else None
    return Whisper(_named(request, manager, deputy))


def undo(request: Request, press: Press) -> Answers:
    """Who it was before."""
    manager_id, _, before_id = press.value.partition("|")
    manager = _person(request, manager_id)
    if manager is None:
        raise Refusal("deputy.not_understood")
    _require(request, manager)
    deputy = _person(request, before_id)
    _tell(request, manager, _name(request, manager, deputy), deputy)
    return Replace(messages.undone(request.language, manager.name, deputy.name if deputy else None))


def _named(request: Request, manager: Person, deputy: Person | None) -> Message:
    _require(request, manager)
    before = _name(request, manager, deputy)
    _tell(request, manager, before, deputy)
    undo_value = f"{manager.id}|{before.id if before else ''}"
    is_own = manager.id == request.person.id
    return messages.named(
        request.language, undo_value, deputy.name if deputy else None, None if is_own else manager.name
    )


def _name(request: Request, manager: Person, deputy: Person | None) -> Person | None:
    return name_deputy(request.session, manager, deputy, request.today, request.person, request.now)


def _tell(request: Request, manager: Person, before: Person | None, deputy: Person | None) -> None:
    """Who stands in from now on, and who does no longer, hear of it; not who said so themself."""
    if (before and before.id) == (deputy and deputy.id):
        return
    for person, stands_in in ((before, False), (deputy, True)):
        if person is not None and person.id != request.person.id:
            post(
                request.session,
                request.workspace.workspace_id,
                recipient=person.id,
                cadence=TOLD,
                slot=f"{manager.id[-12:]}@{request.now:%m-%dT%H:%M:%S.%f}",
                now=request.now,
                message=messages.told(request.language_of(person), manager.name, stands_in=stands_in),
                useful_for=KEPT_FOR,
            )


def _require(request: Request, manager: Person) -> None:
    request.rights.require(Right.NAME_DEPUTY, manager, person=manager.name)


def _person(request: Request, person_id: str | None) -> Person | None:
    return request.session.get(Person, (request.workspace.workspace_id, person_id)) if person_id else None


feature = Feature(
    "deputy",
    commands=(
        Command(
            "deputy",
            command,
            does="Who stands in while you are away",
            hint="@joris",
            also=("vervanger", "plaatsvervanger"),
            only_in_koers=True,
        ),
    ),
    presses={messages.UNDO: undo},
)

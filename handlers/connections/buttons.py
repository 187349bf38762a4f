"""The buttons of connections: connect, go on, what needs you, pause, resume, another key, disconnect, read now."""

from handlers.connections import forms as filled
from handlers.connections.views import MAPPING, NEEDS, connection_of, connection_view, overview, page_view
from handlers.door.answers import Answers, OpenModal, UpdateModal, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.connections import answers, forms, questions
from messages.connections import overview as messages
from messages.connections.views import VENDORS
from models.connections.actions import pause, resume
from models.connections.connecting import Connecting
from models.connections.records import Connection, State
from models.permissions import Right
from models.refusal import Refusal


@reads
def connect(request: Request, press: Press) -> Answers:
    """“Connect your CRM”: which one?"""
    request.rights.require(Right.CONNECT_CRM)
    return OpenModal(forms.vendors(request.language))


@reads
def choose(request: Request, press: Press) -> Answers:
    """A CRM was chosen: its key."""
    request.rights.require(Right.CONNECT_CRM)
    if press.value not in VENDORS:
        raise Refusal("connections.gone")
    return UpdateModal(forms.key_form(request.language, press.value))


@reads
def go_on(request: Request, press: Press) -> Answers:
    """The set-up goes on with its first question."""
    return OpenModal(filled.first_page(request, connection_of(request, press.value)))


@reads
def back(request: Request, press: Press) -> Answers:
    """From the preview back to the questions."""
    return UpdateModal(filled.first_page(request, connection_of(request, press.value)))


@reads
def preview(request: Request, press: Press) -> Answers:
    """Look once more what would change."""
    return filled.look(request, connection_of(request, press.value))


@reads
def needs(request: Request, press: Press) -> Answers:
    """What waits for an admin."""
    return OpenModal(questions.page(request.language, page_view(request, connection_of(request, press.value), NEEDS)))


@reads
def mapping(request: Request, press: Press) -> Answers:
    """Who and what everything of it is here, for who said something wrong before."""
    return OpenModal(questions.page(request.language, page_view(request, connection_of(request, press.value), MAPPING)))


@reads
def new_key(request: Request, press: Press) -> Answers:
    """Another key for one that was refused."""
    one = connection_of(request, press.value)
    return OpenModal(forms.key_form(request.language, one.vendor, connection_id=one.id, name=one.name))


@reads
def disconnect(request: Request, press: Press) -> Answers:
    """Whether what came stays."""
    one = connection_of(request, press.value)
    return OpenModal(forms.disconnect(request.language, connection_view(request, one)))


@reads
def writing(request: Request, press: Press) -> Answers:
    """What is written to it."""
    one = connection_of(request, press.value)
    return OpenModal(forms.writing(request.language, connection_view(request, one)))


def pause_it(request: Request, press: Press) -> Answers:
    """It is not read until somebody resumes it."""
    one = connection_of(request, press.value)
    pause(Connecting.of(request.acting), one)
    return Whisper(answers.done(request.language, "paused", one.name))


def resume_it(request: Request, press: Press) -> Answers:
    """It is read again."""
    one = connection_of(request, press.value)
    resume(Connecting.of(request.acting), one)
    return Whisper(answers.done(request.language, "resumed", one.name))


@reads
def sync_now(request: Request, press: Press) -> Answers:
    """It is read at once."""
    return read_now(request, connection_of(request, press.value))


def read_now(request: Request, one: Connection) -> Answers:
    """Ask the CRM now. Refuses one that is not running."""
    if one.state != State.RUNNING:
        raise Refusal("connections.not_running", name=one.name)
    about = {"do": "read", "connection": one.id}
    return filled.asked(about, answers.asked_now(request.language, one.name), _was_read)


@reads
def _was_read(request: Request, about: str) -> Answers:
    """How it stands after that."""
    return overview(request)


PRESSES: dict[str, OnPress] = {
    messages.CONNECT: connect,
    messages.GO_ON: go_on,
    messages.NEEDS: needs,
    messages.MAPPING: mapping,
    messages.NEW_KEY: new_key,
    messages.DISCONNECT: disconnect,
    messages.WRITING: writing,
    messages.PAUSE: pause_it,
    messages.RESUME: resume_it,
    messages.SYNC_NOW: sync_now,
    forms.CHOOSE: choose,
    forms.BACK: back,
    forms.PREVIEW: preview,
}

"""The buttons of the settings: all of them, undo, right as guessed, and the answers to what was asked."""

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.settings.views import answer_to, carried_values, held, overview, undone
from handlers.settings.views import history as history_of
from messages.settings import answers as messages
from models.workspace.settings import author_of, confirm_guesses


@reads
def show(request: Request, press: Press) -> Answers:
    """All settings."""
    return Whisper(overview(request))


@reads
def history(request: Request, press: Press) -> Answers:
    """What was changed lately."""
    return Whisper(history_of(request))


def apply(request: Request, press: Press) -> Answers:
    """The consequence was read, or the other's value seen: do it."""
    wanted, seen = carried_values(press.value)
    answer = answer_to(request, wanted, seen)
    return Replace(answer.message) if isinstance(answer, Whisper) else answer


def undo(request: Request, press: Press) -> Answers:
    """Take back what the answer told."""
    return Replace(undone(request, press.value.split(",")))


def confirm(request: Request, press: Press) -> Answers:
    """What was guessed is right."""
    keys = confirm_guesses(author_of(request.acting))
    return Replace(messages.confirmed(request.language, [held(request, key) for key in keys]))


@reads
def leave(request: Request, press: Press) -> Answers:
    """Nothing changes after all."""
    return Replace(messages.left(request.language))

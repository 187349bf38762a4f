"""What a handler returns: what to say. It sends nothing; the door does, after the commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from handlers.door.dropped_file import FileRead
from messages.blocks import Message, View, answer_modal
from messages.command_names import CommandNames
from messages.settings.channels import ChannelState
from messages.words import words


@dataclass(frozen=True)
class Whisper:
    """Only the person who asked sees it."""

    message: Message


@dataclass(frozen=True)
class Say:
    """Everybody in the channel of the request sees it."""

    message: Message


@dataclass(frozen=True)
class Tell:
    """It goes into the person's own conversation with the bot, and stays there, wherever the request was."""

    message: Message


@dataclass(frozen=True)
class Settle:
    """What the bot wrote to the person before becomes this: each of its last messages with one of these block_ids.

    For whoever answered by a word instead of a button. A message that is not found stays as it is.
    """

    marks: tuple[str, ...]
    message: Message


@dataclass(frozen=True)
class SendFile:
    """A file, in the person's own conversation with the bot."""

    name: str
    title: str
    content: bytes
    comment: str = ""
    is_export: bool = True
    """Figures that leave Koers, which the trail tells of; a date for one's own calendar, or what became of one's own file, is none."""


@dataclass(frozen=True)
class Replace:
    """The message whose button was pressed becomes this one; of a message that holds several, the part with the button."""

    message: Message


@dataclass(frozen=True)
class Refresh:
    """The message that was pressed, or from which the form was opened, becomes this one; of what cannot be changed any
    more, below it."""

    message: Message
    or_anew: bool = True
    """Below it; a list that cannot be changed any more stays as it is."""


@dataclass(frozen=True)
class WithdrawMessage:
    """A message of the bot's own goes out of the channel in which it stands."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class RewriteMessage:
    """A message of the bot's own says something else, in the channel in which it stands."""

    channel_id: str
    ts: str
    message: Message


@dataclass(frozen=True)
class OpenModal:
    """A modal opens (or, from within a modal, is pushed on top of it)."""

    view: View


@dataclass(frozen=True)
class UpdateModal:
    """The modal that the person is in becomes this one."""

    view: View


@dataclass(frozen=True)
class ShowHome:
    """The person's Home tab becomes this one."""

    view: View


@dataclass(frozen=True)
class FormErrors:
    """The form stays open; each text stands under the field whose block_id is its key."""

    errors: dict[str, str]


@dataclass(frozen=True)
class Options:
    """What a menu offers while somebody types in it."""

    options: list[dict[str, Any]]


@dataclass(frozen=True)
class LookAtChannel:
    """It is looked up how the bot stands to a channel (after joining it, with `joins`), and that is told as `tell` says."""

    channel_id: str
    tell: Callable[[ChannelState], Message]
    joins: bool = False
    replaces: bool = False
    """Whether the message whose button was pressed becomes the answer."""


@dataclass(frozen=True)
class AskOutside:
    """Something outside Slack and the database is asked, by whoever the program has plugged in under `name`.

    Meanwhile the person sees `meanwhile`; then `then` is run as a request of its own with `about`, and answered in the
    same place: in the modal that was sent, which stays open, or below the command.
    """

    name: str
    about: str
    """An id; with a mark of this attempt, where a later one may be made meanwhile."""
    meanwhile: View | Message | None
    """None once it is shown."""
    then: Callable[[Any, str], Any]
    """A handler, of a request and `about`."""


@dataclass(frozen=True)
class ReadFile:
    """A file of the person's own is read from Slack, in the same way; `then` is the next request, which is given it."""

    file_id: str
    then: Callable[[Any, FileRead], "Answers"]
    largest: int
    """Bytes."""


Answer: TypeAlias = (
    AskOutside
    | Whisper
    | Say
    | Tell
    | Settle
    | SendFile
    | Replace
    | Refresh
    | WithdrawMessage
    | RewriteMessage
    | OpenModal
    | UpdateModal
    | ShowHome
    | FormErrors
    | Options
    | LookAtChannel
    | ReadFile
)
Answers: TypeAlias = Answer | Sequence[Answer] | None
"""None: nothing to say (a form closes, a button was only a link)."""


def listed(answers: Answers) -> list[Answer]:
    """The answers one by one: none, one, or several."""
    if answers is None:
        return []
    return list(answers) if isinstance(answers, Sequence) else [answers]


def said_meanwhile(asked: AskOutside | ReadFile) -> list[Answer]:
    """What is said while it is asked."""
    meanwhile = asked.meanwhile if isinstance(asked, AskOutside) else None
    if meanwhile is None:
        return []
    return [UpdateModal(meanwhile) if isinstance(meanwhile, View) else Whisper(meanwhile)]


def in_place(answer: Answer, language: str) -> Answer:
    """The answer to a press in a modal that shows an answer: it takes that one's place."""
    if not isinstance(answer, Whisper | Replace):
        return answer
    return UpdateModal(answer_modal("Koers", words(language).bare("common.close"), answer.message))


def renamed(answer: Answer, names: CommandNames) -> Answer:
    """The answer with the names that the commands have in this bot."""
    match answer:
        case Whisper() | Say() | Tell() | Settle() | Replace() | Refresh() | RewriteMessage():
            return replace(answer, message=names.in_message(answer.message))
        case OpenModal() | UpdateModal() | ShowHome():
            return replace(answer, view=names.in_view(answer.view))
        case FormErrors(errors):
            return FormErrors(names.renamed(errors))
        case LookAtChannel(tell=tell):
            return replace(answer, tell=lambda state: names.in_message(tell(state)))
        case AskOutside(meanwhile=View() as view):
            return replace(answer, meanwhile=names.in_view(view))
        case AskOutside(meanwhile=Message() as message):
            return replace(answer, meanwhile=names.in_message(message))
        case SendFile() | Options() | WithdrawMessage() | AskOutside() | ReadFile():
            return answer

"""What a handler returns: what to say. It sends nothing; the door does, after the commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from messages.blocks import Message, View


@dataclass(frozen=True)
class Whisper:
    """Only the person who asked sees it."""

    message: Message


@dataclass(frozen=True)
class Say:
    """Everybody in the channel of the visit sees it."""

    message: Message


@dataclass(frozen=True)
class Replace:
    """The message whose button was pressed becomes this one."""

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


Answer: TypeAlias = Whisper | Say | Replace | OpenModal | UpdateModal | ShowHome | FormErrors | Options
Answers: TypeAlias = Answer | Sequence[Answer] | None
"""None: nothing to say (a form closes, a button was only a link)."""

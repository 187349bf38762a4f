"""The names of our commands where `/log` is another app's (KOERS_COMMAND_PREFIX).

Texts are written with the usual names; the two doors rename what leaves them, so that people read what they can type.
`/koers` keeps its name. In what we say only our own words have backticks (`words.plain` leaves none in other
people's), so nobody's note is changed.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from messages.blocks import Message, View


@dataclass(frozen=True)
class CommandNames:
    """How the commands are called in this bot: `/koers-` makes `/koers-log` of `/log`."""

    prefix: str = "/"
    words: Collection[str] = ()
    """The commands that have the prefix, without their slash."""

    def in_message(self, message: Message) -> Message:
        """The message as it is said here."""
        if self._are_usual:
            return message
        return Message(self.renamed(message.text), self.renamed(message.blocks), self.renamed(message.plain_blocks))

    def in_view(self, view: View) -> View:
        """The modal or Home tab with the names that hold here."""
        return view if self._are_usual else View(self.renamed(view.json))

    def renamed(self, value: Any) -> Any:
        """A text, or the texts in JSON at any depth, with the names that the commands have here."""
        if self._are_usual:
            return value
        if isinstance(value, str):
            return self._called.sub(f"`{self.prefix}", value)
        if isinstance(value, list):
            return [self.renamed(item) for item in value]
        if isinstance(value, dict):
            return {name: self.renamed(item) for name, item in value.items()}
        return value

    @property
    def _are_usual(self) -> bool:
        return self.prefix == "/" or not self.words

    @cached_property
    def _called(self) -> re.Pattern[str]:
        return re.compile(rf"`/(?=(?:{'|'.join(map(re.escape, self.words))})\b)")


USUAL_NAMES = CommandNames()

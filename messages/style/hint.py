"""What a manager reads of the style of somebody they coach: one line, in no notification."""

import slackblocks as sb

from messages.blocks import small
from messages.words import Words
from models.style.preference import Style


def hint(say: Words, name: str, style: Style | None) -> list[sb.Block]:
    """How to talk with them; nothing for who tells no style."""
    if style is None:
        return []
    return [small(say("style.hint", name=name, style=style.value), say("style.hint_is"))]

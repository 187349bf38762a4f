"""Who stands in for a manager who is away."""

from dataclasses import replace

from messages.blocks import Message, button, rendered, section, small
from messages.words import words

UNDO = "deputy.undo"


def named(language: str, undo_value: str, deputy: str | None, manager: str | None) -> Message:
    """Who stands in from now on, or nobody named; `manager` is None for the reader's own."""
    say = words(language)
    text = say("deputy.named", deputy=deputy, manager=manager) if deputy else say("deputy.nobody", manager=manager)
    return Message(text, rendered(section(text, button=button(say.bare("deputy.undo"), UNDO, undo_value))))


def now(language: str, deputy: str | None) -> Message:
    """Who stands in for the reader, and how to name somebody."""
    say = words(language)
    text = say("deputy.named", deputy=deputy, manager=None) if deputy else say("deputy.nobody", manager=None)
    return Message(text, rendered(section(text), small(say("deputy.help"))))


def told(language: str, manager: str, *, stands_in: bool) -> Message:
    """To who stands in for a manager from now on, or no longer does."""
    text = words(language)("deputy.told", manager=manager, stands_in=stands_in)
    return Message(text, rendered(section(text)))


def undone(language: str, manager: str, deputy: str | None) -> Message:
    """It is as it was."""
    text = words(language)("deputy.undone", manager=manager, deputy=deputy)
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("deputy.help")
    return Message(text, rendered(section(text)))


def in_place_of(language: str, message: Message, manager: str) -> Message:
    """A message that was somebody else's, with a line on top that says whose, and why it comes here."""
    text = words(language)("deputy.in_place_of", manager=manager)
    [line] = rendered(small(text))
    plain = None if message.plain_blocks is None else [line, *message.plain_blocks]
    return replace(message, text=f"{text} {message.text}", blocks=[line, *message.blocks], plain_blocks=plain)

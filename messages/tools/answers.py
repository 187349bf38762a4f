"""What we answer about tools: added, changed, removed, a poll opened or withdrawn."""

from datetime import date

from messages.blocks import Message, button, buttons, rendered, section
from messages.tools.overview import SEE, WITHDRAW
from messages.tools.views import ToolView
from messages.words import words

UNDO = "tools.undo"


def stored(language: str, view: ToolView, what: str) -> Message:
    """`what`: `added`, `changed`, `removed`, `restored` or `as_before`."""
    say = words(language)
    text = say("tools.stored", what=what, tool=view, kind=say(f"tools.type_{view.kind}"))
    undo = button(say.bare("tools.undo"), UNDO, view.id) if what in ("added", "changed", "removed") else None
    see = button(say.bare("tools.see"), f"{SEE}:{view.id}", view.id) if what != "removed" else None
    return Message(text, rendered(section(text), buttons(undo, see)))


def poll_opened(language: str, view: ToolView, poll_id: str, asked: int, closes_on: date) -> Message:
    """So many are asked, until a day."""
    say = words(language)
    text = say("tools.poll_opened", tool=view, asked=asked, day=closes_on)
    return Message(text, rendered(section(text, button=button(say.bare("tools.undo"), WITHDRAW, poll_id))))


def poll_withdrawn(language: str, name: str) -> Message:
    """Nobody is asked any more."""
    text = words(language)("tools.poll_withdrawn", name=name)
    return Message(text, rendered(section(text)))


def csv_sent(language: str) -> Message:
    """The file is in the DM."""
    text = words(language)("tools.csv_sent")
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("tools.help")
    return Message(text, rendered(section(text)))

"""What we say about leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.blocks import Message, button, rendered, section, small
from messages.words import words

CANCEL = "leave.cancel"
LISTED = 20


@dataclass(frozen=True)
class Away:
    """A stretch of leave: its days, and which part of a day."""

    id: str
    first_day: date
    last_day: date
    part: str = "full"


def noted(language: str, away: Away, name: str | None = None, deputy: str | None = None) -> Message:
    """Leave was noted (for `name`, when it is somebody else's); one tap takes it back. `deputy`: who does a manager's part."""
    say = words(language)
    text = say("leave.noted", away=away, name=name)
    cancel = button(say.bare("leave.cancel"), CANCEL, away.id)
    return Message(
        text,
        rendered(
            section(text, button=cancel),
            small(say("leave.what_it_does", name=name)),
            small(say("leave.meanwhile", deputy=deputy)) if deputy else None,
        ),
    )


def cancelled(language: str, away: Away, name: str | None = None) -> Message:
    """Leave was taken back."""
    text = words(language)("leave.cancelled", away=away, name=name)
    return Message(text, rendered(section(text)))


def overview(language: str, planned: Sequence[Away], name: str | None = None) -> Message:
    """The coming leave of a person, or how to enter some."""
    say = words(language)
    if not planned:
        text = say("leave.none_planned", name=name)
        return Message(text, rendered(section(text), small(say("leave.how_to_add"))))
    title = say("leave.planned", name=name)
    lines = [
        section(say("leave.stretch", away=away), button=button(say.bare("leave.cancel"), CANCEL, away.id))
        for away in planned[:LISTED]
    ]
    return Message(title, rendered(section(title), *lines, small(say("leave.how_to_add"))))


def help_text(language: str) -> Message:
    """How to use `/leave`."""
    text = words(language)("leave.help")
    return Message(text, rendered(section(text)))

"""What we say about a workspace's own kinds of activity."""

from collections.abc import Sequence

from messages.blocks import Message, button, rendered, section, small
from messages.words import words

UNDO = "kinds.undo"


def overview(language: str, own: Sequence[tuple[str, str, str]]) -> Message:
    """The kinds by key and name, and what is added up of each."""
    say = words(language)
    title = say("kinds.title")
    lines = [say("kinds.line", kind=key, label=label, sums=say(f"kinds.sums_{sums}")) for key, label, sums in own]
    return Message(
        title,
        rendered(section("\n".join([f"*{title}*", *(lines or [say("kinds.none_yet")])])), small(say("kinds.how_to"))),
    )


def added(language: str, key: str, sums: str, change_id: str) -> Message:
    """It can be logged from now on."""
    say = words(language)
    text = say("kinds.added", kind=key, sums=say(f"kinds.sums_{sums}"))
    undo = button(say.bare("kinds.undo_it"), UNDO, change_id)
    return Message(text, rendered(section(text, button=undo), small(say("kinds.log_it", typed=key.replace("_", " ")))))


def removed(language: str, key: str, change_id: str = "") -> Message:
    """It is no longer offered; with a change it can be brought back."""
    say = words(language)
    text = say("kinds.removed", kind=key)
    undo = button(say.bare("kinds.undo_it"), UNDO, change_id) if change_id else None
    return Message(text, rendered(section(text, button=undo)))


def back(language: str, key: str) -> Message:
    """That it was removed was undone."""
    text = words(language)("kinds.back", kind=key)
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("kinds.help")
    return Message(text, rendered(section(text)))

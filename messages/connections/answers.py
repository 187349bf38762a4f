"""What is answered about a connection in a line."""

from collections.abc import Sequence

from messages.blocks import Message, rendered, section
from messages.connections.views import ToldBy
from messages.words import Words, words


def done(language: str, what: str, name: str) -> Message:
    """`paused`, `resumed`, `disconnected_keep` or `read_again`, of a connection."""
    text = words(language)(f"connections.done_{what}", name=name)
    return Message(text, rendered(section(text)))


def done_writing(language: str, name: str, activities: bool, deals: bool) -> Message:
    """What goes to a CRM from now on."""
    text = words(language)("connections.done_writing", name=name, activities=activities, deals=deals)
    return Message(text, rendered(section(text)))


def asked_now(language: str, name: str) -> Message:
    """The CRM is being read, because somebody asked for it."""
    text = words(language)("connections.asked_now", name=name)
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed behind `/koers sync`."""
    text = words(language)("connections.help_lines")
    return Message(text, rendered(section(text)))


def told_by_line(say: Words, told: Sequence[ToldBy]) -> str:
    """`HubSpot ↗ · as of 14:05`, with the way to it where its address is known; empty where no CRM tells of it."""
    return "\n".join(
        say("connections.told_by", name=one.name, url=one.url, as_of=one.as_of, is_read=one.is_read) for one in told
    )

"""What is answered about a connection in a line."""

from messages.blocks import Message, rendered, section
from messages.words import Words, words
from messages.connections.views import ToldBy


def done(language: str, what: str, name: str) -> Message:
    """`paused`, `resumed`, `disconnected_keep`, `disconnected_remove` or `read_again`, of a connection."""
    text = words(language)(f"connections.done_{what}", name=name)
    return Message(text, rendered(section(text)))


def asked_now(language: str, name: str) -> Message:
    """The CRM is being read, because somebody asked for it."""
    text = words(language)("connections.asked_now", name=name)
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed behind `/koers sync`."""
    text = words(language)("connections.help_lines")
    return Message(text, rendered(section(text)))


def told_by_line(say: Words, told: ToldBy, zone: str) -> str:
    """`HubSpot ↗ · as of 14:05`, with the way to it where its address is known."""
    as_of = None if told.as_of is None else say.moment(told.as_of, zone)
    return say("connections.told_by", name=told.name, url=told.url, as_of=as_of, is_read=told.is_read)

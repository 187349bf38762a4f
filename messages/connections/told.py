"""For whoever connected a CRM: it does not work, and what to do."""

from messages.blocks import Message, rendered, section
from messages.words import words


def trouble(language: str, name: str, vendor: str, reason: str) -> Message:
    """`reason` is `refused`, `budget` or `broken`."""
    text = words(language)("connections.trouble", name=name, vendor=vendor, reason=reason)
    return Message(text, rendered(section(text)))

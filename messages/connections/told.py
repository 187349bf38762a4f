"""For whoever connected a CRM: it does not work, and what to do."""

from messages.blocks import Message, button, buttons, rendered, section
from messages.connections.overview import NEW_KEY
from messages.words import words


def trouble(language: str, name: str, vendor: str, reason: str, connection_id: str) -> Message:
    """`reason` is `refused`, `budget` or `broken`."""
    text = words(language)("connections.trouble", name=name, vendor=vendor, reason=reason)
    new_key = button(words(language).bare("connections.new_key"), f"{NEW_KEY}:{connection_id}", connection_id)
    return Message(text, rendered(section(text), buttons(new_key) if reason == "refused" else None))

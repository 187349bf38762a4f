"""What comes by itself about a connection: once, to whoever connected it, that it does not work any more."""

from messages.blocks import Message, button, buttons, rendered, section
from messages.connections.overview import NEW_KEY
from messages.words import words


def does_not_work(language: str, name: str, connection_id: str, *, is_refused: bool, since: str | None) -> Message:
    """The CRM does not take the key (`is_refused`), or has not answered for a day; `since` in words, when it was read last."""
    say = words(language)
    text = say("connections.does_not_work", name=name, is_refused=is_refused, since=since)
    new_key = button(say.bare("connections.new_key"), f"{NEW_KEY}:{connection_id}", connection_id, style="primary")
    return Message(text, rendered(section(text), buttons(new_key) if is_refused else None))

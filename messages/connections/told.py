"""For whoever connected a CRM: it does not work, and what to do."""

from collections.abc import Sequence

from messages.blocks import Message, button, buttons, rendered, section
from messages.connections.overview import NEW_KEY
from messages.words import words


def trouble(language: str, name: str, vendor: str, reason: str, connection_id: str) -> Message:
    """`reason` is `refused`, `budget` or `broken`."""
    text = words(language)("connections.trouble", name=name, vendor=vendor, reason=reason)
    new_key = button(words(language).bare("connections.new_key"), f"{NEW_KEY}:{connection_id}", connection_id)
    return Message(text, rendered(section(text), buttons(new_key) if reason == "refused" else None))


def not_written(
    language: str, name: str, about: str, what: str, *, reason: str = "", fields: Sequence[str] = (), url: str = ""
) -> Message:
    """For a rep: what they did in Slack is not so in the CRM. `what` is `refused`, `no_stage`, `too_long_away`,
    `paused_too_long`, `still_there` or `unknown`. `reason` and `fields` are the CRM's own words.
    """
    asked = ", ".join(fields)
    text = words(language)(
        "connections.not_written", name=name, about=about, what=what, reason=reason, fields=asked, url=url
    )
    return Message(text, rendered(section(text)))

"""A refusal in words: as an answer, or under the field of a form to which it belongs."""

from typing import Any

from handlers.door.answers import Answer, FormErrors, Whisper
from messages.blocks import Message
from messages.words import words
from models.refusal import Refusal


def refused(refusal: Refusal, language: str) -> Message:
    """Why something may not be."""
    macro, values = _said_by(refusal)
    return Message(words(language)(macro, **values))


def refused_at(first_field: str, refusal: Refusal, language: str) -> Answer:
    """The same as an answer; of a form under the field it is about, or else `first_field`."""
    if not first_field:
        return Whisper(refused(refusal, language))
    macro, values = _said_by(refusal)
    return FormErrors({str(refusal.values.get("field", first_field)): words(language).bare(macro, **values)})


def crashed(language: str, reference: str) -> Whisper:
    """Something went wrong on our side; the log has the rest under `reference`."""
    return Whisper(Message(words(language)("common.crashed", reference=reference)))


def _said_by(refusal: Refusal) -> tuple[str, dict[str, Any]]:
    feature, _, reason = refusal.reason.partition(".")
    return f"{feature}.refused_{reason}", {name: one for name, one in refusal.values.items() if name != "field"}

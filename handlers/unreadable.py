"""Typed text that cannot be read, answered: for every command alike."""

from datetime import date
from decimal import Decimal

from handlers.answers import Whisper
from handlers.phrases.amounts import Amount
from handlers.phrases.people import PersonRef
from handlers.phrases.shares import Share
from handlers.phrases.unreadable import Unreadable
from handlers.visit import Visit
from messages import unreadable as messages
from models.money import Money, known_currencies


def unreadable(visit: Visit, error: Unreadable, command: str = "log") -> Whisper:
    """One clear sentence, what was understood and an example of `command`. Nothing was stored."""
    return Whisper(messages.unreadable(visit.language, _unread(visit, error, command)))


def field_error(visit: Visit, error: Unreadable) -> str:
    """The sentence alone, for the field of a form that it belongs to."""
    return messages.sentence(visit.language, _unread(visit, error, ""))


def _unread(visit: Visit, error: Unreadable, command: str) -> messages.Unread:
    return messages.Unread(
        reason=error.reason,
        rest=error.rest,
        suggestions=error.suggestions,
        understood=[(label.value, _shown(visit, value)) for label, value in error.understood],
        example=f"/{command} {error.example}" if error.example else "",
    )


def _shown(visit: Visit, value: object) -> messages.Value:
    match value:
        case Amount(amount, currency):
            return _money(amount, currency or visit.workspace.currency)
        case Share(person, percent):
            return f"{person.shown or visit.person.name} {percent}%"
        case PersonRef():
            return value.shown or visit.person.name
        case bool():
            return str(value)
        case int() | date():
            return value
        case _:
            return str(value)


def _money(amount: Decimal, currency: str) -> messages.Value:
    return Money.of(amount, currency) if currency in known_currencies() else f"{amount:f} {currency}"

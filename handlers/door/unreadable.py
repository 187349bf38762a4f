"""Typed text that cannot be read, answered: for every command alike."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.phrases.amounts import Amount
from handlers.phrases.goal import Horizon
from handlers.phrases.people import PersonRef
from handlers.phrases.scope import Scope, ScopeKind
from handlers.phrases.shares import Share
from handlers.phrases.unreadable import Label, Unreadable
from handlers.phrases.values import KpiValue
from messages import unreadable as messages
from messages.figures import period_name
from models.money import Money, known_currencies
from models.period import Period
from models.scorecard.kpis import KPIS


def unreadable(request: Request, error: Unreadable, command: str = "log") -> Whisper:
    """One clear sentence, what was understood and an example of `command`. Nothing was stored."""
    return Whisper(messages.unreadable(request.language, _unread(request, error, command)))


def read_by(handler: Callable[..., Answers], request: Request, what: Any) -> Answers:
    """What a handler answers; what it cannot read, and did not answer itself, is no crash: it is read before anything is stored."""
    try:
        return handler(request, what)
    except Unreadable as error:
        return unreadable(request, error, "koers")


def field_error(request: Request, error: Unreadable) -> str:
    """The sentence alone, for the field of a form that it belongs to."""
    return messages.sentence(request.language, _unread(request, error, ""))


def _unread(request: Request, error: Unreadable, command: str) -> messages.Unread:
    return messages.Unread(
        reason=error.reason,
        rest=error.rest,
        suggestions=error.suggestions,
        understood=[(label.value, _value(request, label, value)) for label, value in error.understood],
        example=f"/{command} {error.example}" if error.example else "",
    )


def _value(request: Request, label: Label, value: object) -> messages.Value:
    match value:
        case str() if label is Label.KPI and value in KPIS:
            return KPIS[value].label(request.language)
        case KpiValue():
            return f"{value.value:f}" if value.currency is None else _money(value.value, value.currency)
        case Scope():
            return _whose(request, value)
        case Period():
            return period_name(request.words, value)
        case Amount(amount, currency):
            return _money(amount, currency or request.workspace.currency)
        case Share(person, percent):
            return f"{person.as_read or request.person.name} {percent}%"
        case PersonRef():
            return value.as_read or request.person.name
        case Horizon(days, quarter, year):
            return f"{days}d" if days else f"Q{quarter} {year or ''}".strip()
        case bool():
            return str(value)
        case int() | date():
            return value
        case _:
            return str(value)


def _whose(request: Request, scope: Scope) -> str:
    if scope.kind is ScopeKind.ME:
        return request.person.name
    if scope.kind is ScopeKind.WORKSPACE:
        return request.workspace.name
    return scope.team or scope.role or (scope.person.as_read if scope.person else "team")


def _money(amount: Decimal, currency: str) -> messages.Value:
    return Money.of(amount, currency) if currency in known_currencies() else f"{amount:f} {currency}"

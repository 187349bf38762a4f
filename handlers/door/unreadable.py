"""Typed text that cannot be read, answered: for every command alike."""

from datetime import date
from decimal import Decimal

from handlers.door.answers import Whisper
from handlers.door.request import Visit
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
        understood=[(label.value, _shown(visit, label, value)) for label, value in error.understood],
        example=f"/{command} {error.example}" if error.example else "",
    )


def _shown(visit: Visit, label: Label, value: object) -> messages.Value:
    match value:
        case str() if label is Label.KPI and value in KPIS:
            return KPIS[value].label(visit.language)
        case KpiValue():
            return f"{value.value:f}" if value.currency is None else _money(value.value, value.currency)
        case Scope():
            return _whose(visit, value)
        case Period():
            return period_name(visit.words, value)
        case Amount(amount, currency):
            return _money(amount, currency or visit.workspace.currency)
        case Share(person, percent):
            return f"{person.shown or visit.person.name} {percent}%"
        case PersonRef():
            return value.shown or visit.person.name
        case Horizon(days, quarter, year):
            return f"{days}d" if days else f"Q{quarter} {year or ''}".strip()
        case bool():
            return str(value)
        case int() | date():
            return value
        case _:
            return str(value)


def _whose(visit: Visit, scope: Scope) -> str:
    if scope.kind is ScopeKind.ME:
        return visit.person.name
    if scope.kind is ScopeKind.WORKSPACE:
        return visit.workspace.name
    return scope.team or scope.role or (scope.person.shown if scope.person else "team")


def _money(amount: Decimal, currency: str) -> messages.Value:
    return Money.of(amount, currency) if currency in known_currencies() else f"{amount:f} {currency}"

"""The form of a group of settings."""

import json
from collections.abc import Callable, Iterable

from handlers.door.answers import Answers, OpenModal, Options
from handlers.door.request import Form, OnQuery, Press, Request
from handlers.settings.command import values_of
from handlers.settings.views import answer_to, as_value, held_in
from messages.settings import forms as messages
from messages.settings.values import country_name, currency_name
from models.money import known_currencies
from models.refusal import Refusal
from models.workspace.setting_table import SETTINGS, Group, Kind, Value
from models.workspace.setting_values import countries, zones
from models.workspace.settings import author_of

MOST = 40


def open_group(request: Request, press: Press) -> Answers:
    """“Change” beside a group."""
    author_of(request.acting)
    if press.value not in set(Group):
        raise Refusal("settings.unknown_key", typed=press.value[:40], near=[], known=list(SETTINGS))
    group = Group(press.value)
    return OpenModal(messages.group_form(request.language, group, held_in(request, group)))


def save_group(request: Request, form: Form) -> Answers:
    """Only what this person changed is changed: a field that they left alone overwrites nobody's."""
    author_of(request.acting)
    seen = {key: as_value(value) for key, value in json.loads(form.metadata).items()}
    wanted = {key: form.text(key) for key in seen if key in SETTINGS and form.text(key) != _as_filled_in(seen[key])}
    return answer_to(request, values_of(request, wanted), seen)


def _as_filled_in(value: Value) -> str:
    """How a field says the value that was in it when the form opened."""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def finder(kind: Kind) -> OnQuery:
    """What the menu of a kind offers while somebody types: by code or by name, what begins so first."""

    def find(request: Request, text: str) -> Answers:
        return Options(messages.found(request.language, kind, _matching(request, kind, text)))

    return find


def _matching(request: Request, kind: Kind, text: str) -> list[str]:
    typed = text.strip().casefold()
    names = {value: _name(request, kind, value).casefold() for value in _VALUES[kind]()}
    hits = [value for value, name in names.items() if typed in name or typed in value.casefold()]
    by_start = sorted(hits, key=lambda value: (not _begins(typed, value, names[value]), names[value]))
    return by_start[:MOST]


def _begins(typed: str, value: str, name: str) -> bool:
    return value.casefold().startswith(typed) or any(word.startswith(typed) for word in name.split())


def _name(request: Request, kind: Kind, value: str) -> str:
    if kind is Kind.CURRENCY:
        return currency_name(request.words, value)
    return country_name(request.words, value) if kind is Kind.COUNTRY else value.replace("_", " ").replace("/", " ")


_VALUES: dict[Kind, Callable[[], Iterable[str]]] = {
    Kind.CURRENCY: known_currencies,
    Kind.COUNTRY: countries,
    Kind.ZONE: zones,
}

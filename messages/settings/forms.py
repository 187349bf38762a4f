"""The forms of the settings: one for each group, and one for a team's channel."""

import json
from collections.abc import Callable, Sequence

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, options_json
from messages.settings.answers import Held
from messages.settings.values import (
    country_name,
    currency_name,
    language_name,
    month_name,
    name_of,
    usual_name,
    weekday_name,
)
from messages.words import LANGUAGES, Words, words
from models.workspace.setting_table import SETTINGS, Group, Kind, Value

FORM = "settings.form"
FIND = {Kind.CURRENCY: "settings.find_currency", Kind.COUNTRY: "settings.find_country", Kind.ZONE: "settings.find_zone"}
"""The menus that ask for a letter first: there are more than a menu holds."""


def group_form(language: str, group: Group, held: Sequence[Held]) -> View:
    """The settings of a group. What was seen goes along, so that nobody overwrites what they have not seen."""
    say = words(language)
    seen = {one.key: list(one.value) if isinstance(one.value, tuple) else one.value for one in held}
    return modal(
        say.bare(f"settings.title_{group}"),
        [_field(say, one) for one in held],
        callback_id=FORM,
        submit=say.bare("settings.save"),
        close=say.bare("settings.close"),
        private_metadata=json.dumps(seen),
    )


def found(language: str, kind: Kind, values: Sequence[str]) -> list[dict[str, object]]:
    """What a menu offers while somebody types: values of that kind in words."""
    say = words(language)
    return options_json([choice(_option(say, kind, value), value) for value in values])


def _option(say: Words, kind: Kind, value: str) -> str:
    match kind:
        case Kind.CURRENCY:
            return currency_name(say, value)
        case Kind.COUNTRY:
            return country_name(say, value)
        case _:
            return value.replace("_", " ")


def _field(say: Words, held: Held) -> sb.Block:
    setting = SETTINGS[held.key]
    hint = f"settings.hint_{'name' if setting.kind is Kind.NAME else held.key}"
    return field_input(
        name_of(say, held.key),
        held.key,
        _ELEMENTS[setting.kind](say, held),
        optional=setting.kind in (Kind.REGION, Kind.NAME, Kind.DAYS),
        hint=say.bare(hint) if say.has(hint) else None,
    )


def _find(say: Words, held: Held) -> sb.Element:
    kind = SETTINGS[held.key].kind
    chosen = choice(_option(say, kind, str(held.value)), str(held.value))
    return sb.ExternalSelectMenu(action_id=FIND[kind], min_query_length=1, initial_option=chosen)


def _choose(options: Callable[[Words], Sequence[tuple[str, Value]]]) -> Callable[[Words, Held], sb.Element]:
    def element(say: Words, held: Held) -> sb.Element:
        pairs = options(say)
        offered = [choice(text, str(value).lower()) for text, value in pairs]
        at = [value for _, value in pairs].index(held.value)
        return sb.StaticSelectMenu(action_id=held.key, options=offered, initial_option=offered[at])

    return element


def _text(say: Words, held: Held) -> sb.Element:
    return sb.PlainTextInput(
        action_id=held.key,
        initial_value=str(held.value) if held.value else None,
        placeholder=sb.PlainText(usual_name(held.key)) if SETTINGS[held.key].kind is Kind.NAME else None,
    )


def _lines(say: Words, held: Held) -> sb.Element:
    days = held.value if isinstance(held.value, tuple) else ()
    return sb.PlainTextInput(action_id=held.key, initial_value="\n".join(days) or None, multiline=True)


_ELEMENTS: dict[Kind, Callable[[Words, Held], sb.Element]] = {
    Kind.CURRENCY: _find,
    Kind.COUNTRY: _find,
    Kind.ZONE: _find,
    Kind.REGION: _text,
    Kind.NAME: _text,
    Kind.DAYS: _lines,
    Kind.TIME: lambda say, held: sb.TimePicker(action_id=held.key, initial_time=str(held.value)),
    Kind.LANGUAGE: _choose(lambda say: [(language_name(say, one), one) for one in LANGUAGES]),
    Kind.MONTH: _choose(lambda say: [(month_name(say, number), number) for number in range(1, 13)]),
    Kind.WEEKDAY: _choose(lambda say: [(weekday_name(say, number), number) for number in range(7)]),
    Kind.YES_NO: _choose(lambda say: [(say.bare("settings.yes"), True), (say.bare("settings.no"), False)]),
    Kind.UP_DOWN: _choose(lambda say: [(say.bare("settings.lower"), False), (say.bare("settings.higher"), True)]),
}

"""Settings in words: what they are called, and how each kind of value is said."""

from collections.abc import Callable, Sequence
from datetime import date

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.numbers import get_currency_name

from messages.words import Words, plain
from models.scorecard.kpis import QUADRANT_NAMES, Quadrant
from models.workspace.setting_table import SETTINGS, Kind, Setting, Value

DAYS_TOLD = 6


def name_of(say: Words, key: str) -> str:
    """What a setting is called; a quadrant by its usual name."""
    setting = SETTINGS[key]
    if setting.kind is Kind.NAME:
        return say("settings.name_quadrant", usual=usual_name(key), of=key.rpartition("_")[2])
    return say(f"settings.name_{key}")


def usual_name(key: str) -> str:
    """How a quadrant is called where nobody gave it another name."""
    quadrant, _, language = key.rpartition("_")
    return QUADRANT_NAMES[Quadrant(quadrant)][language]


def said(say: Words, key: str, value: Value) -> str:
    """A value as people say it."""
    return _SAID[SETTINGS[key].kind](say, SETTINGS[key], value)


def country_name(say: Words, code: str) -> str:
    """`US`: United States."""
    return str(Locale.parse(say.locale).territories.get(code, code))


def currency_name(say: Words, code: str) -> str:
    """`USD`: USD, US Dollar."""
    return f"{code}, {get_currency_name(code, locale=say.locale)}"


def weekday_name(say: Words, weekday: int) -> str:
    """0 is Monday."""
    return str(get_day_names("wide", "stand-alone", say.locale)[weekday])


def month_name(say: Words, month: int) -> str:
    """1 is January."""
    return str(get_month_names("wide", "stand-alone", say.locale)[month])


def language_name(say: Words, code: str) -> str:
    """`nl`: Dutch."""
    return str(Locale.parse(say.locale).languages.get(code, code))


def _days(say: Words, _: Setting, value: Value) -> str:
    days: Sequence[str] = value if isinstance(value, tuple) else ()
    if not days:
        return say("settings.nothing")
    told = [say.day(date.fromisoformat(day), "d MMM y") for day in days[:DAYS_TOLD]]
    return say("settings.days", days=told, more=len(days) - len(told))


def _name(say: Words, setting: Setting, value: Value) -> str:
    return plain(str(value)) if value else usual_name(setting.key)


_SAID: dict[Kind, Callable[[Words, Setting, Value], str]] = {
    Kind.CURRENCY: lambda say, _, value: currency_name(say, str(value)),
    Kind.COUNTRY: lambda say, _, value: country_name(say, str(value)),
    Kind.REGION: lambda say, _, value: str(value) if value else say("settings.nothing"),
    Kind.ZONE: lambda _, __, value: str(value),
    Kind.LANGUAGE: lambda say, _, value: language_name(say, str(value)),
    Kind.MONTH: lambda say, _, value: month_name(say, int(str(value))),
    Kind.WEEKDAY: lambda say, _, value: weekday_name(say, int(str(value))),
    Kind.TIME: lambda _, __, value: str(value),
    Kind.YES_NO: lambda say, _, value: say("settings.yes" if value else "settings.no"),
    Kind.UP_DOWN: lambda say, _, value: say("settings.higher" if value else "settings.lower"),
    Kind.NAME: _name,
    Kind.DAYS: _days,
}

"""Whether a value fits a setting: each kind has one check, which refuses with an example or what was meant."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from models.money import known_currencies
from models.refusal import Refusal
from models.vocabulary import vocabulary
from models.workspace.setting_table import Kind, Setting, Value

LONGEST_NAME = 24
MOST_DAYS = 60
LANGUAGES = vocabulary().languages


def checked(setting: Setting, text: str, country: str) -> Value:
    """The value that `text` writes, in the form in which it is stored; `country` is the one that a region is of.

    Raises Refusal, with what was typed and what may have been meant.
    """
    return _CHECKS[setting.kind](text.strip(), setting, country)


def _refused(reason: str, setting: Setting, text: str, **values: object) -> Refusal:
    return Refusal(reason, typed=text[:40], field=setting.key, **values)


def _currency(text: str, setting: Setting, _: str) -> Value:
    if (code := text.upper()) in known_currencies():
        return code
    raise _refused(
        "settings.wrong_currency",
        setting,
        text,
        near=get_close_matches(code, sorted(known_currencies()), n=3, cutoff=0.6),
    )


def _country(text: str, setting: Setting, _: str) -> Value:
    if (code := text.upper()) in _regions_by_country():
        return code
    raise _refused("settings.wrong_country", setting, text)


def _region(text: str, setting: Setting, country: str) -> Value:
    if not text:
        return None
    if (code := text.upper()) in regions_of(country):
        return code
    raise _refused("settings.wrong_region", setting, text, country=country, known=list(regions_of(country))[:12])


def _zone(text: str, setting: Setting, _: str) -> Value:
    by_name = {name.lower(): name for name in zones()}
    folded = text.lower().replace(" ", "_")
    if folded in by_name:
        return by_name[folded]
    cities = {name.rpartition("/")[2]: name for name in by_name}
    if folded in cities:
        return by_name[cities[folded]]
    near = get_close_matches(folded, [*by_name, *cities], n=2, cutoff=0.75)
    raise _refused(
        "settings.wrong_zone", setting, text, near=list(dict.fromkeys(by_name[cities.get(name, name)] for name in near))
    )


def _language(text: str, setting: Setting, _: str) -> Value:
    if text.lower() in LANGUAGES:
        return text.lower()
    raise _refused("settings.wrong_language", setting, text)


def _month(text: str, setting: Setting, _: str) -> Value:
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    raise _refused("settings.wrong_month", setting, text)


def _weekday(text: str, setting: Setting, _: str) -> Value:
    if text.isdecimal() and 0 <= int(text) <= 6:
        return int(text)
    raise _refused("settings.wrong_weekday", setting, text)


def _time(text: str, setting: Setting, _: str) -> Value:
    hours, _, minutes = text.partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return f"{int(hours):02}:{int(minutes or 0):02}"
    raise _refused("settings.wrong_time", setting, text)


def _yes_no(text: str, setting: Setting, _: str) -> Value:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise _refused("settings.wrong_yes_no", setting, text)


def _up_down(text: str, setting: Setting, _: str) -> Value:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise _refused("settings.wrong_up_down", setting, text)


def _name(text: str, setting: Setting, _: str) -> Value:
    if len(text) <= LONGEST_NAME:
        return text
    raise _refused("settings.wrong_name", setting, text, limit=LONGEST_NAME)


def _days(text: str, setting: Setting, _: str) -> Value:
    written = text.replace(",", " ").split()
    if len(written) > MOST_DAYS:
        raise Refusal("settings.too_many_days", limit=MOST_DAYS, field=setting.key)
    for one in written:
        try:
            date.fromisoformat(one)
        except ValueError:
            raise _refused("settings.wrong_days", setting, one) from None
    return tuple(sorted({date.fromisoformat(one).isoformat() for one in written}))


_CHECKS: dict[Kind, Callable[[str, Setting, str], Value]] = {
    Kind.CURRENCY: _currency,
    Kind.COUNTRY: _country,
    Kind.REGION: _region,
    Kind.ZONE: _zone,
    Kind.LANGUAGE: _language,
    Kind.MONTH: _month,
    Kind.WEEKDAY: _weekday,
    Kind.TIME: _time,
    Kind.YES_NO: _yes_no,
    Kind.UP_DOWN: _up_down,
    Kind.NAME: _name,
    Kind.DAYS: _days,
}


@cache
def zones() -> tuple[str, ...]:
    """The time zones that somebody may choose, by name."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


def countries() -> tuple[str, ...]:
    """The countries whose public holidays are known, by ISO 3166-1 code."""
    return tuple(sorted(_regions_by_country()))


def regions_of(country: str) -> tuple[str, ...]:
    """The regions of a country that have public holidays of their own (ISO 3166-2, without the country)."""
    return _regions_by_country().get(country, ())


@cache
def _regions_by_country() -> dict[str, tuple[str, ...]]:
    import holidays  # the library is large: only who looks at a calendar loads it

    return {code: tuple(regions) for code, regions in holidays.list_supported_countries().items()}

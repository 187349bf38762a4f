"""`/koers settings`: `currency=USD fiscal_start=july zone="New York"`, `valuta EUR`; months, weekdays and countries by name."""

import re
from collections.abc import Callable
from datetime import date

from handlers.phrases.amounts import SIGNS
from handlers.phrases.dates import read_date
from handlers.phrases.roles import COUNTRIES
from handlers.phrases.team_keys import LANGUAGES
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import MONTHS, WEEKDAYS
from models.vocabulary import folded_word, vocabulary
from models.workspace.setting_table import SETTINGS, Kind

_KEYS = vocabulary().table("settings")
_ANSWERS = vocabulary().table("answers")
_COUNTRY_OF = {name.strip(): code for code, names in COUNTRIES.items() for name in names.split(",")}
_PAIR = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|“[^”]*”|'[^']*'|.*?)(?=\s+[\w-]+\s*=|\s*$)", re.DOTALL)
_TRUTHS = {"yes": "true", "up": "true", "no": "false", "down": "false"}


def read_settings(text: str) -> dict[str, str]:
    """The settings in `text` by key, as typed; without a `=` the first words are the key. Empty when there are none."""
    pairs = _PAIR.findall(text)
    if pairs:
        return {key_meant(key): value.strip("\"“”' ") for key, value in pairs}
    words = text.split()
    for length in (2, 1):
        key = _KEYS.get(folded_word(" ".join(words[:length])))
        if key and len(words) > length:
            return {key: " ".join(words[length:])}
    return {}


def key_meant(word: str) -> str:
    """The setting that a word names; the word itself when it names none."""
    return _KEYS.get(folded_word(word), word.lower())


def value_meant(key: str, text: str, today: date, language: str) -> str:
    """What is typed for a setting in the form that its check takes; what is not known goes to the check as it is."""
    setting = SETTINGS.get(key)
    reader = _READERS.get(setting.kind) if setting else None
    return reader(text, today, language) if reader else text


def _looked_up(table: dict[str, str]) -> Callable[[str, date, str], str]:
    return lambda text, _today, _language: table.get(folded_word(text.strip()), text)


def _number(table: dict[str, int]) -> Callable[[str, date, str], str]:
    return _looked_up({word: str(number) for word, number in table.items()})


def _truth(text: str, _: date, __: str) -> str:
    return _TRUTHS.get(_ANSWERS.get(folded_word(text.strip()), ""), text)


def _time(text: str, _: date, __: str) -> str:
    return re.sub(r"(?i)\s*(u|uur|h)$", "", text.strip()).replace(".", ":").replace("h", ":")


def _days(text: str, today: date, language: str) -> str:
    """Dates separated by commas or lines; each may be written as everywhere else."""
    found = []
    for one in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        for word in [one] if not re.fullmatch(r"[\d\s-]+", one) else one.split():
            try:
                found.append(read_date(word, today, Direction.FUTURE, language=language).isoformat())
            except Unreadable:
                found.append(word.replace(" ", "_"))
    return ",".join(found)


_READERS: dict[Kind, Callable[[str, date, str], str]] = {
    Kind.CURRENCY: _looked_up(SIGNS),
    Kind.COUNTRY: _looked_up(_COUNTRY_OF),
    Kind.LANGUAGE: _looked_up(LANGUAGES),
    Kind.MONTH: _number(MONTHS),
    Kind.WEEKDAY: _number(WEEKDAYS),
    Kind.YES_NO: _truth,
    Kind.UP_DOWN: _truth,
    Kind.TIME: _time,
    Kind.DAYS: _days,
}

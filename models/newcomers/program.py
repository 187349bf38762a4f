"""What is proposed for somebody's first 90 days: `models/newcomers/program.toml`, read and checked when it is first asked for."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.newcomers.records import LONGEST_ITEM, LONGEST_WORDS

HORIZONS = (30, 60, 90)
"""Days; the goals of a newcomer."""
LAST_DAY = 90
LANGUAGES = ("en", "nl")
WHO = ("everybody", "rep", "manager")


class ProgramError(ValueError):
    """What is wrong with the file, with the entry."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist: by which day, and what. With a `key` it comes with Koers, and `texts` has each language."""

    day: int
    text: str
    key: str = ""


@dataclass(frozen=True)
class Program:
    """The file: goals in words by who somebody is, horizon and language; and the lines of the checklist."""

    goals: Mapping[str, Mapping[int, Mapping[str, str]]]
    items: Mapping[str, tuple[int, str, Mapping[str, str]]]
    """By key: the day, for whom, and the text by language."""

    def words(self, who: str, day: int, language: str) -> str:
        """What should be there by a day, of a `rep` or a `manager`."""
        texts = self.goals[who][day]
        return texts.get(language) or texts["en"]

    def lines(self, who: str, language: str) -> list[Line]:
        """The checklist of a `rep` or a `manager`, in order of day."""
        found = [
            Line(day, texts.get(language) or texts["en"], key)
            for key, (day, whom, texts) in self.items.items()
            if whom in ("everybody", who)
        ]
        return sorted(found, key=lambda line: line.day)

    def text(self, key: str, language: str) -> str:
        """A line that comes with Koers, in a language; empty when it is not there any more."""
        if key not in self.items:
            return ""
        texts = self.items[key][2]
        return texts.get(language) or texts["en"]


@cache
def program() -> Program:
    """The file as it stands. Raises ProgramError."""
    raw = tomllib.loads(Path(__file__).with_name("program.toml").read_text(encoding="utf-8"))
    goals = {
        who: {day: _texts(f"goals.{who}.{day}", raw["goals"][who][str(day)], LONGEST_WORDS) for day in HORIZONS}
        for who in WHO[1:]
    }
    items = {}
    for key, item in raw["items"].items():
        if item["for"] not in WHO:
            raise ProgramError(f"items.{key}: for is one of {', '.join(WHO)}")
        if not 1 <= item["day"] <= LAST_DAY:
            raise ProgramError(f"items.{key}: day is 1 to {LAST_DAY}")
        items[key] = (int(item["day"]), str(item["for"]), _texts(f"items.{key}", item, LONGEST_ITEM))
    return Program(goals, items)


def _texts(where: str, raw: Mapping[str, Any], longest: int) -> Mapping[str, str]:
    texts = {language: str(raw.get(language, "")) for language in LANGUAGES}
    wrong: Sequence[str] = [language for language, text in texts.items() if not 1 <= len(text) <= longest]
    if wrong:
        raise ProgramError(f"{where}: {', '.join(wrong)} is missing or longer than {longest} characters")
    return texts

"""The glossary of `docs/words.md` against everything we say: one word for one thing, in both languages."""

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from handlers.local_slack.tour import ByLanguage
from handlers.program.demo_tour import KOERS
from models.maturity.stage import STAGE_NAMES
from models.scorecard.kpis import KPIS

ROOT = Path(__file__).parents[2]
TYPED = re.compile(r"`[^`]*`|%\(\w+\)s")
"""Commands stay as they are typed, and what is filled in is not ours."""
OF_THE_PAGE = re.compile(r'\[\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\]')


def table(heading: str) -> list[list[str]]:
    """The rows of the table of `docs/words.md` whose first heading is `heading`."""
    rows, inside = [], False
    for line in (ROOT / "docs" / "words.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == heading:
            inside = True
        elif inside and not line.startswith("|---"):
            rows.append(cells)
    assert rows, heading
    return rows


def listed(cell: str) -> list[str]:
    """The words of a cell, without those in brackets."""
    return [word.strip() for word in re.sub(r"\([^)]*\)", "", cell).split(",") if word.strip()]


def word(spelled: str) -> re.Pattern[str]:
    """A word as a whole; `…` is any ending."""
    ending = re.escape(spelled).replace("…", r"[\w-]*")
    return re.compile(rf"(?<!\w){ending}(?!\w)", re.IGNORECASE)


def sentences() -> Iterator[tuple[str, str]]:
    """Every English sentence with its Dutch."""
    for path in sorted((ROOT / "messages" / "locales" / "nl").rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                if message.id:
                    english = [message.id] if isinstance(message.id, str) else list(message.id)
                    dutch = [message.string] if isinstance(message.string, str) else list(message.string)
                    yield from zip(english, dutch, strict=True)


def dutch_texts() -> Iterator[str]:
    """Everything that we say in Dutch, wherever it stands."""
    yield from (dutch for _, dutch in sentences())
    for name in ("questions", "ready_made"):
        yield from dutch_in(tomllib.loads((ROOT / "models" / "audit" / f"{name}.toml").read_text()))
    yield from (kpi.dutch for kpi in KPIS.values())
    yield from (dutch for _, dutch in STAGE_NAMES.values())
    yield from dutch_of(KOERS)
    for path in (ROOT / "handlers" / "local_slack" / "page").rglob("words*.js"):
        yield from (dutch for _, dutch in OF_THE_PAGE.findall(path.read_text()))


def dutch_in(plain: Any) -> Iterator[str]:
    """The texts under `nl` in the questions of the audit."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key == "nl":
                yield from [value] if isinstance(value, str) else value.values()
            else:
                yield from dutch_in(value)


def dutch_of(part: Any) -> Iterator[str]:
    """The Dutch of the tour's steps."""
    if isinstance(part, ByLanguage):
        yield part.nl
    elif isinstance(part, list):
        for one in part:
            yield from dutch_of(one)
    elif isinstance(part, dict):
        yield from dutch_of(list(part.values()))
    elif dataclasses.is_dataclass(part):
        yield from dutch_of([getattr(part, field.name) for field in dataclasses.fields(part)])


EXCEPTIONS = [(spelled, where) for spelled, where, _ in table("word")]
ALL_DUTCH = list(dutch_texts())
SENTENCES = [(TYPED.sub("", english), TYPED.sub("", dutch)) for english, dutch in sentences()]


def is_excepted(found: str, text: str) -> bool:
    """Whether the page names this word in this text, with its reason."""
    return any(found.lower() == spelled.lower() and where in text for spelled, where in EXCEPTIONS)


def said_anyway(spelled: str, texts: list[str]) -> list[str]:
    """The texts that say a word which they should not."""
    pattern = word(spelled)
    return [text for text in texts for found in pattern.findall(text) if not is_excepted(found, text)]


@pytest.mark.parametrize("dropped", [one for row in table("English") for one in listed(row[2])])
def test_no_dropped_word_stands_in_a_dutch_text(dropped: str) -> None:
    assert not said_anyway(dropped, ALL_DUTCH)


@pytest.mark.parametrize("dropped", [one for row in table("say") for one in listed(row[1])])
def test_no_dropped_word_stands_in_an_english_sentence(dropped: str) -> None:
    assert not said_anyway(dropped, [english for english, _ in SENTENCES])


@pytest.mark.parametrize(
    ("english", "dutch"),
    [(one, listed(row[1])) for row in table("English") for one in re.findall(r"\*\*(.+?)\*\*", row[0])],
)
def test_one_thing_has_one_word(english: str, dutch: list[str]) -> None:
    pattern = re.compile(rf"(?<![\w-]){english}(?:s|es)?(?![\w-])", re.IGNORECASE)
    told = [pair for pair in SENTENCES if pattern.search(pair[0]) and not is_excepted(english, pair[0])]
    assert told, "nobody says this any more"
    assert not [pair for pair in told if not any(one in pair[1].lower() for one in dutch)]


def test_each_exception_is_still_needed() -> None:
    everything = ALL_DUTCH + [english for english, _ in SENTENCES]
    assert not [where for _, where in EXCEPTIONS if not any(where in text for text in everything)]


def test_the_apostrophe_is_a_curled_one() -> None:
    assert not [text for text in ALL_DUTCH if re.search(r"\w'\w", text)]

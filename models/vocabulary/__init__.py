"""The words that people type, one file a language: read and checked when the program starts.

A file has sections, a section has keys, and a key has the words (or phrases) that mean it, separated by commas. Words
are folded: small letters, no accents. To add a language, add a file with the same sections and keys.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

Section = Mapping[str, tuple[str, ...]]
"""The words of each key, those of the first language first."""


class VocabularyError(ValueError):
    """What is wrong with a file, with its section and key."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some languages, by section and key."""

    languages: tuple[str, ...]
    sections: Mapping[str, Section]

    def section(self, name: str) -> Section:
        """The words of each key of a section."""
        return self.sections[name]

    def words(self, section: str, key: str = "words") -> frozenset[str]:
        """All words of one key."""
        return frozenset(self.sections[section][key])

    def table(self, section: str) -> dict[str, str]:
        """The key of each word of a section; a word that two keys have belongs to the first."""
        keys: dict[str, str] = {}
        for key, words in self.sections[section].items():
            for word in words:
                keys.setdefault(word, key)
        return keys

    def numbers(self, section: str) -> dict[str, int]:
        """The same for a section whose keys are whole numbers."""
        return {word: int(key) for word, key in self.table(section).items()}

    def names(self, section: str) -> dict[str, str]:
        """The words of each key as they are written in a list: separated by commas."""
        return {key: ", ".join(words) for key, words in self.sections[section].items()}


@cache
def vocabulary() -> Vocabulary:
    """The words of every language there is a file for. Raises VocabularyError."""
    return read_vocabulary(FOLDER)


@cache
def words_of(language: str) -> Vocabulary:
    """The words of one language; English where there is no file for it."""
    path = FOLDER / f"{language}.toml"
    return _joined([_read(path if path.exists() else FOLDER / "en.toml")])


def read_vocabulary(folder: Path) -> Vocabulary:
    """The words of all files of a folder, English first. Raises VocabularyError."""
    files = [_read(path) for path in sorted(folder.glob("*.toml"), key=lambda path: (path.stem != "en", path.stem))]
    if not files:
        raise VocabularyError(f"{folder}: there is no language")
    for file in files[1:]:
        _check_same_keys(files[0], file)
    return _joined(files)


def folded_word(text: str) -> str:
    """Small letters without accents, as words are compared."""
    low = text.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c)).replace("’", "'")


_File = tuple[str, dict[str, dict[str, tuple[str, ...]]]]


def _read(path: Path) -> _File:
    with path.open("rb") as file:
        content = tomllib.load(file)
    language = content.pop("language", None)
    if language != path.stem:
        raise VocabularyError(f"{path.name}: `language` is {language!r}, not {path.stem!r}")
    return language, dict(_sections(path.name, content))


def _sections(
    file: str, content: Mapping[str, Any], lead: str = ""
) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    for name, value in content.items():
        if not isinstance(value, dict):
            raise VocabularyError(f"{file}: {lead}{name} is no section")
        if any(isinstance(inner, dict) for inner in value.values()):
            yield from _sections(file, value, f"{lead}{name}.")
        else:
            yield f"{lead}{name}", {key: _words(f"{file}: {lead}{name}.{key}", text) for key, text in value.items()}


def _words(where: str, text: object) -> tuple[str, ...]:
    if not isinstance(text, str):
        raise VocabularyError(f"{where} is no text")
    words = [folded_word(word.strip()) for word in text.split(",")] if text.strip() else []
    if not all(words):
        raise VocabularyError(f"{where} has an empty word")
    return tuple(dict.fromkeys(words))


def _check_same_keys(first: _File, other: _File) -> None:
    language, sections = other
    for name in first[1].keys() | sections.keys():
        here, there = first[1].get(name, {}).keys(), sections.get(name, {}).keys()
        if here != there:
            differing = ", ".join(sorted(here ^ there)) or "all"
            raise VocabularyError(f"{language}.toml: [{name}] differs from {first[0]}.toml in {differing}")


def _joined(files: list[_File]) -> Vocabulary:
    sections = {
        name: {key: tuple(dict.fromkeys(word for _, content in files for word in content[name][key])) for key in keys}
        for name, keys in files[0][1].items()
    }
    return Vocabulary(tuple(language for language, _ in files), sections)

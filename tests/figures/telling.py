"""The figures that stand in a message, line by line, as somebody reads them: without dates, times and examples of commands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from messages.blocks import Message

_MONTHS = "jan|feb|mar|mrt|apr|may|mei|jun|jul|aug|sep|okt|oct|nov|dec"
_NO_FIGURES = re.compile(
    rf"`[^`]*`|<[^>]*>|1-2-1|\b\d\d:\d\d\b|\b\d{{1,2}} (?:{_MONTHS})(?!ided)[a-z]*\.?(?: 20\d\d)?|\bQ\d(?: 20\d\d)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Told:
    """A line that should stand in a message: words of it in English and Dutch, and its figures in order.

    A share is given in percent.
    """

    words: tuple[str, str]
    figures: tuple[float, ...]

    def __init__(self, english: str, dutch: str, *figures: float) -> None:
        object.__setattr__(self, "words", (english, dutch))
        object.__setattr__(self, "figures", figures)


def compare(blocks: Sequence[Any], told: Sequence[Told], language: str) -> list[str]:
    """What is wrong: lines with figures that nobody can account for, in the order of the message, and what is missing."""
    lines = [line for line in lines_of(blocks) if figures_in(line, language)]
    wanted = [one for one in told if one.figures]
    wrong = []
    for number in range(max(len(lines), len(wanted))):
        line = lines[number] if number < len(lines) else None
        one = wanted[number] if number < len(wanted) else None
        if line is None or one is None or not _says(line, one, language):
            wrong.append(f"{line!r} for {one}")
    return wrong


def both_forms(message: Message) -> Iterator[Sequence[Any]]:
    """The blocks with native tables and charts, and those without."""
    yield message.blocks
    if message.plain_blocks is not None:
        yield message.plain_blocks


def lines_of(blocks: Sequence[Any]) -> Iterator[str]:
    """Every line of text that is read; the rows of a table and the points of a chart are lines too."""
    for block in blocks:
        match block["type"]:
            case "data_table":
                for row in block["rows"][1:]:
                    yield ": ".join(cell["text"] for cell in row)
            case "data_visualization":
                for point in block["chart"]["series"][0]["data"]:
                    yield f"{point['label']} {point['value']}"
            case "context":
                for element in block["elements"]:
                    yield from element["text"].split("\n")
            case "header" | "section":
                yield from block["text"]["text"].split("\n")


def _says(line: str, one: Told, language: str) -> bool:
    found = figures_in(line, language)
    is_there = one.words[language == "nl"].lower() in line.lower()
    return is_there and len(found) == len(one.figures) and all(map(_is_read_as, found, one.figures))


def figures_in(line: str, language: str) -> list[tuple[float, float]]:
    """Each number of a line, and half of its last decimal."""
    plain = _NO_FIGURES.sub("", line.replace("\xa0", " "))
    return [_number(text, language) for text in _NUMBER.findall(plain)]


def _number(text: str, language: str) -> tuple[float, float]:
    thousands, point = (".", ",") if language == "nl" else (",", ".")
    plain = text.replace(thousands, "").replace(point, ".")
    return float(plain), 0.5 * 10.0 ** -len(plain.partition(".")[2])


def _is_read_as(shown: tuple[float, float], exact: float) -> bool:
    number, within = shown
    return abs(number - exact) <= within + 1e-6

"""The eight choices: `questions.toml`, read and checked when the program starts; and the style that answers suggest."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.style.preference import Style

LANGUAGES = ("en", "nl")
SIDES = {"pace": ("active", "reserved"), "focus": ("task", "people")}
"""The two axes, each with its two ends."""
CORNERS = {
    ("active", "task"): Style.DRIVER,
    ("active", "people"): Style.INFLUENCER,
    ("reserved", "people"): Style.SUPPORTER,
    ("reserved", "task"): Style.CORRECTNESS,
}
HOW_MANY = 8
LONGEST = {"ask": 140, "a": 140, "b": 140}
"""Characters, so that a question and its two answers fit on a phone."""


class StyleQuestionError(ValueError):
    """What is wrong with the file, and where."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A situation, and two things of which somebody does one sooner."""

    axis: str
    sides: Mapping[str, str]
    """By `a` and `b`: to which end of the axis it points."""
    texts: Mapping[str, Mapping[str, str]]
    """By language: `ask`, `a` and `b`."""


def read_questions(text: str) -> tuple[Choice, ...]:
    """The choices of a file. Raises `StyleQuestionError` where it is not complete, or leans to one side."""
    found = tuple(_choice(n, row) for n, row in enumerate(tomllib.loads(text).get("choices", []), 1))
    if len(found) != HOW_MANY:
        raise StyleQuestionError(f"there are {len(found)} choices, and not {HOW_MANY}")
    for axis in SIDES:
        of_axis = [choice for choice in found if choice.axis == axis]
        first = [choice.sides["a"] for choice in of_axis]
        if len(of_axis) != HOW_MANY // 2 or len(set(map(first.count, SIDES[axis]))) != 1:
            raise StyleQuestionError(f"{axis} needs {HOW_MANY // 2} choices, each end first in half of them")
    return found


def _choice(number: int, row: Mapping[str, object]) -> Choice:
    axis, first = str(row.get("axis")), str(row.get("a"))
    if axis not in SIDES or first not in SIDES[axis]:
        raise StyleQuestionError(f"choice {number} has no axis, or {first!r} is no end of it")
    [second] = [side for side in SIDES[axis] if side != first]
    texts: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        said = row.get(language)
        texts[language] = {key: str(said.get(key, "")) if isinstance(said, dict) else "" for key in LONGEST}
        for key, longest in LONGEST.items():
            if not 0 < len(texts[language][key]) <= longest:
                raise StyleQuestionError(f"choice {number} needs {language}.{key}, of at most {longest} characters")
    return Choice(axis, {"a": first, "b": second}, texts)


CHOICES = read_questions((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))


def readable(answers: str) -> str:
    """Only what can be answers: `a` and `b`, eight at most."""
    return "".join(letter for letter in answers if letter in "ab")[:HOW_MANY]


def suggested(answers: Sequence[str]) -> list[Style]:
    """What eight answers (`a` or `b`) suggest: one style; two where an axis is even, all four where both are.

    An end of an axis is suggested by at least half of its four choices.
    """
    points = [choice.sides[answer] for choice, answer in zip(CHOICES, answers, strict=True)]
    leading = {axis: [side for side in ends if points.count(side) * 2 >= HOW_MANY // 2] for axis, ends in SIDES.items()}
    return [style for (pace, focus), style in CORNERS.items() if pace in leading["pace"] and focus in leading["focus"]]

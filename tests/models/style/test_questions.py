"""Eight choices suggest a style; the file that they stand in is complete."""

import re
from itertools import product
from pathlib import Path

import pytest

from models.style.preference import Style
from models.style.questions import CHOICES, StyleQuestionError, read_questions, readable, suggested

FILE = Path(__file__).parents[3] / "models" / "style" / "questions.toml"


def answers(pace: str, focus: str) -> str:
    """Always the end that is wanted."""
    wanted = {"pace": pace, "focus": focus}
    return "".join("a" if choice.sides["a"] == wanted[choice.axis] else "b" for choice in CHOICES)


@pytest.mark.parametrize(
    ("pace", "focus", "style"),
    [
        ("active", "task", Style.DRIVER),
        ("active", "people", Style.INFLUENCER),
        ("reserved", "people", Style.SUPPORTER),
        ("reserved", "task", Style.CORRECTNESS),
    ],
)
def test_who_always_answers_alike_is_suggested_one(pace: str, focus: str, style: Style) -> None:
    assert suggested(answers(pace, focus)) == [style]


def test_who_always_presses_the_same_button_is_suggested_all_four() -> None:
    """Each end stands first in half of its choices: two of four on both axes, so both are even."""
    assert suggested("aaaaaaaa") == suggested("bbbbbbbb") == list(Style)


def test_an_even_axis_leaves_two_to_choose_from() -> None:
    """Active in all four; of the four about task and people two each."""
    active = list(answers("active", "task"))
    of_people = [n for n, choice in enumerate(CHOICES) if choice.axis == "focus"][:2]
    for n in of_people:
        active[n] = "b" if active[n] == "a" else "a"
    assert suggested(active) == [Style.DRIVER, Style.INFLUENCER]


def test_each_style_is_suggested_equally_often() -> None:
    """Of 2⁸ = 256 ways to answer: 10 of 16 per axis lean, 6 are even. One style alone: (5 × 5) = 25 ways each."""
    found = [suggested(way) for way in product("ab", repeat=8)]
    assert {style: found.count([style]) for style in Style} == dict.fromkeys(Style, 25)
    assert sum(len(styles) == 4 for styles in found) == 36


def test_what_no_button_of_ours_says_is_no_answer() -> None:
    assert readable("ab<!?>ba" + "c" * 9) == "abba"
    assert readable("a" * 20) == "aaaaaaaa"


def test_a_file_that_lacks_something_is_refused() -> None:
    whole = FILE.read_text(encoding="utf-8")
    for broken in (
        whole.rpartition("[[choices]]")[0],
        whole.replace('a = "active"', 'a = "reserved"', 1),
        whole.replace("[choices.nl]", "[choices.de]", 1),
        whole.replace('axis = "focus"', 'axis = "mood"', 1),
        re.sub(r'ask = ".*?"', f'ask = "{"x" * 141}"', whole, count=1),
    ):
        with pytest.raises(StyleQuestionError):
            read_questions(broken)

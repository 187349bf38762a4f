"""What this week asks, in two short lines for Home and the Monday line."""

from dataclasses import replace

import pytest

from messages.goals.needed import one_line, this_week
from messages.goals.needed_examples import NEEDED
from messages.words import words
from models.goals.arithmetic import Chain, Link


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["*13 first meetings and 3.9 proposals* a week", "for €300,000 in Q1 2027"]),
        ("nl", ["*13 eerste gesprekken en 3,9 voorstellen* per week", "voor € 300.000 in Q1 2027"]),
    ],
)
def test_two_short_lines(language: str, lines: list[str]) -> None:
    text = this_week(words(language), NEEDED)
    assert text.replace("\xa0", " ").split("\n") == lines
    assert "13\xa0" in text  # no line breaks within a figure


def test_nothing_where_nothing_can_be_said() -> None:
    say = words("en")
    for needed in (
        replace(NEEDED, done=300_000),
        replace(NEEDED, weeks=0),
        replace(NEEDED, weeks=1.9),
        replace(NEEDED, chain=Chain(NEEDED.chain.wins, ends_at=Link.WIN)),
    ):
        assert this_week(say, needed) == ""


def test_the_chain_as_one_line() -> None:
    text = one_line(words("nl"), NEEDED).replace("\xa0", " ")
    assert text == "€ 300.000 = 19 deals binnen = 48 voorstellen = 160 eerste gesprekken = 13 per week"

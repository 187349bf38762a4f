"""A command that a sentence shows works as it stands, in the language of the sentence."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import features
from handlers.deals.command import LOOKS
from handlers.phrases import (
    LOG_SUBCOMMANDS,
    example_of,
    read_audit,
    read_deal,
    read_goal,
    read_leave,
    read_log,
    read_scorecard,
    read_target,
    read_team,
)
from handlers.phrases.by_role import read_by_role, read_weights
from handlers.phrases.channels import CHANNEL, read_channel
from handlers.phrases.coaching import read_coach
from handlers.phrases.costs import read_cost
from handlers.phrases.deal_words import ACTIONS
from handlers.phrases.deputy import DEPUTY, read_deputy
from handlers.phrases.newcomers import PLAN, read_newcomers
from handlers.phrases.plan import read_plan
from handlers.phrases.rates import read_rate_line
from handlers.phrases.role_lists import read_role_lists
from handlers.phrases.tools import read_tools
from handlers.phrases.training import read_training
from handlers.scorecard.managing import asks_for_managing
from messages.words import LANGUAGES
from tests.handlers.phrases.known import MONDAY, known
from tests.spoken import examples_of

LOCALES = Path(__file__).parents[3] / "messages" / "locales" / "nl"
TEAMS = ("North", "Noord")


def read_of_team(text: str, language: str) -> object:
    """What `/team` reads, by its first word."""
    first, _, rest = text.partition(" ")
    if first in CHANNEL:
        return read_channel(text)
    if first in PLAN:
        return read_newcomers(rest)
    return read_deputy(rest) if first in DEPUTY else read_team(text, MONDAY, language=language)


def read_of_deal(text: str, language: str) -> object:
    """What `/deal` reads: whose deals are looked at all together, or a deal."""
    first, _, rest = text.partition(" ")
    if ACTIONS.get(first.lower()) in LOOKS:
        return read_scorecard(rest, MONDAY, language=language, teams=TEAMS)
    return read_deal(text, MONDAY, language=language, known_accounts=known)


def read_presets(text: str, language: str) -> object:
    """What `/koers presets` reads: lists of a role, and its targets."""
    lists, rest = read_role_lists(text, (), language)
    phrase = read_by_role(rest, MONDAY, "presets", language=language)
    return (lists, phrase) if lists.are_said else phrase


KOERS: dict[str, Callable[[str, str], object]] = {
    "cost": lambda text, language: read_cost(text, MONDAY, language=language),
    "kosten": lambda text, language: read_cost(text, MONDAY, language=language),
    "rate": lambda text, language: read_rate_line(text, MONDAY, language=language),
    "wisselkoers": lambda text, language: read_rate_line(text, MONDAY, language=language),
    "weights": lambda text, language: read_weights(text, MONDAY, language=language),
    "gewichten": lambda text, language: read_weights(text, MONDAY, language=language),
    "presets": lambda text, language: read_presets(text, language),
    "standaarden": lambda text, language: read_presets(text, language),
    "training": lambda text, language: read_training(text, MONDAY, language=language),
    "tools": lambda text, language: read_tools(text, MONDAY, language=language),
}
"""What is typed behind `/koers` and its first word, for those with a reader of a line."""
WITHOUT_A_LINE = {"", "undo", "ongedaan", "add", "toevoegen", "help"}


READERS: dict[str, Callable[[str, str], object]] = {
    "log": lambda text, language: read_log(text, MONDAY, language=language, known_accounts=known),
    "deal": lambda text, language: read_of_deal(text, language),
    "scorecard": lambda text, language: (
        asks_for_managing(text) or read_scorecard(text, MONDAY, language=language, teams=TEAMS)
    ),
    "goal": lambda text, language: read_goal(text, MONDAY, language=language),
    "target": lambda text, language: read_target(text, MONDAY, language=language, teams=TEAMS),
    "team": lambda text, language: read_of_team(text, language),
    "leave": lambda text, language: read_leave(text, MONDAY, language=language),
    "audit": lambda text, language: read_audit(text, MONDAY, language=language, teams=TEAMS),
    "plan": lambda text, language: read_plan(text, language=language),
    "coach": lambda text, language: read_coach(text, MONDAY, language),
    "koers": lambda text, language: KOERS[text.split()[0]](text.partition(" ")[2], language),
}
FILLED_IN = {
    "account": "Acme",
    "about": "Acme",
    "first": "anna",
    "day": "2026-12-15",
    "kpi": "first_meetings",
    "example": "first_meetings",
    "typed": "meeting",
    "currency": "USD",
    "other": "USD",
}
SHORT = {"help", "add", "toevoegen", "change", "wijzig"}
"""Shown without the rest, which the form asks for."""


def shown_commands() -> Iterator[tuple[str, str, str]]:
    """Each `/command text` in a sentence, with the language of the sentence."""
    for path in sorted(LOCALES.rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                for language, said in (("en", message.id), ("nl", message.string)):
                    for sentence in [said] if isinstance(said, str) else said:
                        yield from ((word, text, language) for word, text in re.findall(r"`/(\w+) ([^`…]+)`", sentence))


def is_read(command: str, text: str) -> bool:
    """Whether a reader answers for it; the others are a word or a date, which their own tests hold."""
    first, _, rest = text.partition(" ")
    if command == "koers":
        return first in KOERS and rest not in WITHOUT_A_LINE
    return command in READERS and text not in SHORT and not (command == "log" and text.split()[0] in LOG_SUBCOMMANDS)


@pytest.mark.parametrize(
    ("command", "text", "language"), sorted({each for each in shown_commands() if is_read(each[0], each[1])})
)
def test_a_command_in_a_sentence_is_understood(command: str, text: str, language: str) -> None:
    typed = re.sub(r"%\((\w+)\)s", lambda value: FILLED_IN.get(value[1], "3"), text).replace("%%", "%")
    READERS[command](typed, language)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (feature.commands[0].word, name)
        for feature in features()
        if feature.commands and feature.commands[0].word in READERS
        for name in examples_of(feature.name)
    ],
)
def test_an_example_is_understood_in_its_language(command: str, name: str) -> None:
    for language in LANGUAGES:
        READERS[command](example_of(name, language), language)

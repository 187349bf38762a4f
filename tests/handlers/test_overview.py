"""`/koers` tells of every feature in the feature's own words, and knows which command was nearly typed."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot import features
from handlers import overview
from handlers.door.answers import Whisper
from handlers.door.request import Command, Feature, Request
from handlers.phrases import example_of
from handlers.program.manifest import manifest
from messages.blocks import Message
from messages.examples.overview import examples
from messages.words import LANGUAGES
from models.team.records import Person
from tests.conftest import Cast
from tests.spoken import examples_of

AtTheDoor = Callable[..., Request]


@pytest.fixture
def asks(request_of: AtTheDoor) -> Callable[[Person, str], str]:
    """`asks(cast.anna, "help")`: what that person reads when they type it behind `/koers`."""

    def answered(person: Person, text: str = "") -> str:
        answer = overview.command(replace(request_of(person), features=features()), text)
        assert isinstance(answer, Whisper)
        return lines_of(answer.message)

    return answered


def lines_of(message: Message) -> str:
    texts = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    return "\n".join(texts)


def test_a_leader_reads_of_every_command(asks: Callable[..., str], cast: Cast) -> None:
    said = asks(cast.dirk)
    commands = [command for feature in features() for command in feature.commands if command.word != "koers"]
    typed = [f"`/koers {one.word}" if one.only_in_koers else f"`/{one.word}" for one in commands]
    assert [line for line in typed if line not in said] == []


def test_the_daily_things_come_first_in_the_order_of_the_features(asks: Callable[..., str], cast: Cast) -> None:
    said = re.findall(r"^`/(\w+)", asks(cast.dirk), re.MULTILINE)
    assert said[:6] == ["log", "log", "deal", "scorecard", "territory", "praise"]
    assert said[6:17] == [*["koers"] * 4, "goal", "plan", "review", "coach", "audit", "qbr", "leave"]


def test_a_rep_reads_nothing_about_running_a_team(asks: Callable[..., str], cast: Cast) -> None:
    said = asks(cast.anna, "help")
    assert "`/log meeting Acme`" in said
    assert "/team" not in said
    assert "/target" not in said


def test_a_slip_gets_the_nearest_command(asks: Callable[..., str], cast: Cast) -> None:
    assert "`/koers scorecard`" in asks(cast.anna, "scorcard team")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_has_the_lines_that_people_read(asks: Callable[..., str], cast: Cast, language: str) -> None:
    example = dict(examples(language))["for_a_manager_and_admin"]
    cast.dirk.language = language
    assert isinstance(example, Message)
    without_the_name = [set(text.splitlines()[1:]) for text in (lines_of(example), asks(cast.dirk))]
    assert without_the_name[0] == without_the_name[1]


@pytest.mark.parametrize("feature", [one.name for one in features() if examples_of(one.name)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_is_one_line_without_the_name_of_its_command(feature: str, language: str) -> None:
    for name in examples_of(feature):
        example = example_of(name, language)
        assert example
        assert "\n" not in example
        assert not example.startswith("/")
        assert "%%" not in example


def test_a_form_without_an_example_of_its_own_gets_the_example_of_the_feature() -> None:
    assert example_of("deals.add", "en") == example_of("deals", "en")


def test_the_manifest_has_the_commands_of_the_features_with_the_prefix() -> None:
    mine = Command("fish", overview.command, does="Catch one", hint="trout")
    koers = Command("koers", overview.command, does="All", hint="help")
    made = manifest([Feature("fishing", (mine,)), Feature("home"), Feature("overview", (koers,))], prefix="/k-")
    commands = made["features"]["slash_commands"]
    assert [(one["command"], one["description"], one["usage_hint"]) for one in commands] == [
        ("/k-fish", "Catch one", "trout"),
        ("/koers", "All", "help"),
    ]

"""Where `/log` is another app's, every example that is shown can be typed all the same."""

import re
from collections.abc import Iterator

import pytest

from bot import features
from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from handlers.program.manifest import commands_of
from messages.blocks import Message
from messages.command_names import COMMANDS, USUAL, call_commands
from messages.gallery import gallery
from messages.words import LANGUAGES


@pytest.fixture
def with_prefix() -> Iterator[None]:
    call_commands("/koers-")
    yield
    call_commands(USUAL)


def test_the_commands_are_those_of_the_manifest() -> None:
    assert {*COMMANDS, "koers"} == {command.word for command in commands_of(features())}


@pytest.mark.usefixtures("with_prefix")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_is_said_has_the_prefix_and_slack_still_takes_it(language: str) -> None:
    usual_names = re.compile(rf"`/({'|'.join(COMMANDS)})\b")
    said = ""
    for example in gallery(language):
        if isinstance(example.view, Message):
            said += str(example.view)
            assert wrong_blocks(example.blocks, "message") == [], example.name
        else:
            said += str(example.view.json)
            assert wrong_view(example.view.json) == [], example.name
    assert usual_names.findall(said) == []
    assert said.count("`/koers-log ") > 20
    assert "`/koers help`" in said or "`/koers`" in said, "its own name stays"


@pytest.mark.usefixtures("with_prefix")
def test_what_people_typed_is_left_alone_and_a_name_is_not_changed_twice() -> None:
    assert Message("see /log and `/logistics`").text == "see /log and `/logistics`"
    once = Message("Try `/log meeting Acme`.")
    assert Message(once.text).text == "Try `/koers-log meeting Acme`."

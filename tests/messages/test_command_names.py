"""Where `/log` is another app's, every example that people read can be typed all the same."""

import re

import pytest

from bot import features
from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from handlers.program.manifest import commands_of
from messages.blocks import Message, View
from messages.command_names import USUAL_NAMES, CommandNames
from messages.gallery import gallery
from messages.words import LANGUAGES

COMMANDS = [command.word for command in commands_of(features()) if command.word != "koers"]
WITH_PREFIX = CommandNames("/koers-", COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_is_said_has_the_prefix_and_slack_still_takes_it(language: str) -> None:
    usual_names = re.compile(rf"`/({'|'.join(COMMANDS)})\b")
    said = ""
    for example in gallery(language):
        if isinstance(example.view, Message):
            message = WITH_PREFIX.in_message(example.view)
            said += str(message)
            assert wrong_blocks(message.blocks, "message") == [], example.name
        else:
            view = WITH_PREFIX.in_view(example.view)
            said += str(view.json)
            assert wrong_view(view.json) == [], example.name
    assert usual_names.findall(said) == []
    assert said.count("`/koers-log ") > 20
    assert "`/koers help`" in said or "`/koers`" in said, "its own name stays"


def test_what_people_typed_is_left_alone_and_a_name_is_not_changed_twice() -> None:
    typed = Message("see /log and `/logistics`")
    assert WITH_PREFIX.in_message(typed) == typed
    once = WITH_PREFIX.in_message(Message("Try `/log meeting Acme`."))
    assert once.text == "Try `/koers-log meeting Acme`."
    assert WITH_PREFIX.in_message(once) == once


def test_without_a_prefix_nothing_is_changed() -> None:
    message, view = Message("Try `/log meeting Acme`."), View({"type": "home", "blocks": []})
    assert USUAL_NAMES.in_message(message) is message
    assert CommandNames("/", COMMANDS).in_view(view) is view

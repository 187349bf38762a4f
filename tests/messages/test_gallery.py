"""Everything the bot can say passes Slack's limits, pings nobody, and is answered when it is pressed."""

import json
import re
from collections.abc import Iterator
from pkgutil import iter_modules
from typing import Any

import pytest

import messages
from bot import features
from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from messages.blocks import Message
from messages.gallery import Example, gallery
from messages.words import LANGUAGES

EXAMPLES = [(language, example) for language in LANGUAGES for example in gallery(language)]
each_example = pytest.mark.parametrize(
    ("language", "example"), EXAMPLES, ids=[f"{language}-{example.name}" for language, example in EXAMPLES]
)


def blocks_of(example: Example) -> list[Any]:
    has_plain = isinstance(example.view, Message) and example.view.plain_blocks
    return [example.blocks, example.view.plain_blocks] if has_plain else [example.blocks]


def dictionaries(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a value, at any depth."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from dictionaries(item)
    elif isinstance(value, list):
        for item in value:
            yield from dictionaries(item)


@each_example
def test_slack_takes_it(language: str, example: Example) -> None:
    if isinstance(example.view, Message):
        for blocks in blocks_of(example):
            assert wrong_blocks(blocks, "message") == []
    else:
        assert wrong_view(example.view.json) == []


@each_example
def test_a_message_has_a_text_for_notifications(language: str, example: Example) -> None:
    if isinstance(example.view, Message):
        assert example.text.strip()
        assert "\n\n\n" not in example.text


@each_example
def test_nobody_is_pinged(language: str, example: Example) -> None:
    for ping in ("<!channel", "<!here", "<!everyone", "<!subteam"):
        for place in dictionaries([*blocks_of(example)]):
            if place.get("type") == "mrkdwn":
                assert ping not in place["text"]
    assert ping not in example.text


@each_example
def test_nobodys_name_turns_the_sentence_round(language: str, example: Example) -> None:
    """A right-to-left override in a name would have the rest of our line read backwards."""
    view = json.dumps([example.text, *blocks_of(example)], ensure_ascii=False)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", view)


@each_example
def test_nothing_is_escaped_twice(language: str, example: Example) -> None:
    assert "&amp;amp;" not in json.dumps([example.text, *blocks_of(example)])
    for place in dictionaries(blocks_of(example)):
        if place.get("type") == "plain_text":
            assert "&lt;" not in place["text"]
            assert "&amp;" not in place["text"]


@each_example
def test_what_can_be_pressed_or_submitted_is_answered(language: str, example: Example) -> None:
    presses = {name for feature in features() for name in feature.presses}
    forms = {name for feature in features() for name in feature.forms}
    queries = {name for feature in features() for name in feature.queries}
    for blocks in blocks_of(example):
        for block in blocks:
            pressed = [block.get("accessory"), *block.get("elements", [])]
            if block["type"] == "input" and block.get("dispatch_action"):
                pressed.append(block["element"])
            for element in pressed:
                if isinstance(element, dict) and "action_id" in element and "url" not in element:
                    assert element["action_id"].partition(":")[0] in presses
            if block["type"] == "input" and "external" in block["element"]["type"]:
                assert block["element"]["action_id"].partition(":")[0] in queries
    if example.surface == "modal" and not isinstance(example.view, Message) and "submit" in example.view.json:
        assert example.view.json["callback_id"] in forms


def test_both_languages_show_the_same_examples() -> None:
    names = {language: [example.name for found, example in EXAMPLES if found == language] for language in LANGUAGES}
    assert names["en"] == names["nl"]


def test_every_module_that_speaks_has_examples() -> None:
    """A file in messages/ with functions that make messages is in the gallery."""
    view = {example.name.partition(".")[0] for _, example in EXAMPLES}
    speaking = {
        module.name
        for module in iter_modules(messages.__path__)
        if not module.ispkg and "language: str" in (open(f"{messages.__path__[0]}/{module.name}.py").read())  # noqa: SIM115
    }
    parts_of_another = {
        name for name in speaking if any(name != one and name.startswith(one.rstrip("s")) for one in view)
    }
    assert speaking - parts_of_another - {"words", "word_files", "gallery"} <= view

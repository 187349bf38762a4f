"""Everything the bot can say passes Slack's limits, pings nobody, and is answered when it is pressed."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pkgutil import iter_modules
from typing import Any

import pytest

import messages
from bot import features
from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from messages.blocks import Message
from messages.gallery import Example, gallery
from messages.words import LANGUAGES

made = cache(lambda language: list(gallery(language)))
"""The examples in a language, made once."""
PINGS = ("<!channel", "<!here", "<!everyone", "<!subteam")
TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module", params=LANGUAGES)
def examples(request: pytest.FixtureRequest) -> list[Example]:
    """All of them in a language. Each test below looks at every one, and names those in which something is wrong."""
    assert len(made(request.param)) > 700, "there is something to look at"
    return made(request.param)


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


def test_slack_takes_it(examples: list[Example]) -> None:
    refused = {}
    for example in examples:
        if isinstance(example.view, Message):
            wrong = [fault for blocks in blocks_of(example) for fault in wrong_blocks(blocks, "message")]
        else:
            wrong = wrong_view(example.view.json)
        if wrong:
            refused[example.name] = wrong
    assert refused == {}


def test_a_message_has_a_text_for_notifications(examples: list[Example]) -> None:
    said = {example.name: example.text for example in examples if isinstance(example.view, Message)}
    assert [name for name, text in said.items() if not text.strip() or "\n\n\n" in text] == []


def test_nobody_is_pinged(examples: list[Example]) -> None:
    pinging = []
    for example in examples:
        texts = [part["text"] for part in dictionaries(blocks_of(example)) if part.get("type") == "mrkdwn"]
        pinging += [(example.name, ping) for ping in PINGS for text in (example.text, *texts) if ping in text]
    assert pinging == []


def test_nobodys_name_turns_the_sentence_round(examples: list[Example]) -> None:
    """A right-to-left override in a name would have the rest of our line read backwards. A button's value is never shown."""
    views = {one.name: json.dumps([one.text, *_shown(blocks_of(one))], ensure_ascii=False) for one in examples}
    assert [name for name, view in views.items() if TURNS_ROUND.search(view)] == []


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items() if key != "value"}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def test_nothing_is_escaped_twice(examples: list[Example]) -> None:
    wrong = []
    for example in examples:
        plain = [part["text"] for part in dictionaries(blocks_of(example)) if part.get("type") == "plain_text"]
        twice = "&amp;amp;" in json.dumps([example.text, *blocks_of(example)])
        if twice or any("&lt;" in text or "&amp;" in text for text in plain):
            wrong.append(example.name)
    assert wrong == []


def test_what_can_be_pressed_or_submitted_is_answered(examples: list[Example]) -> None:
    presses = {name for feature in features() for name in feature.presses}
    forms = {name for feature in features() for name in feature.forms}
    queries = {name for feature in features() for name in feature.queries}
    unanswered = []
    for example in examples:
        asked = [(id_, presses) for id_ in pressed_in(example)] + [(id_, queries) for id_ in queried_in(example)]
        if example.surface == "modal" and not isinstance(example.view, Message) and "submit" in example.view.json:
            asked.append((example.view.json["callback_id"], forms))
        unanswered += [(example.name, id_) for id_, known in asked if id_ not in known]
    assert unanswered == []


def pressed_in(example: Example) -> Iterator[str]:
    """The names of everything that can be pressed or chosen at once."""
    for block in (block for blocks in blocks_of(example) for block in blocks):
        elements = [block.get("accessory"), *block.get("elements", [])]
        if block["type"] == "input" and block.get("dispatch_action"):
            elements.append(block["element"])
        for element in elements:
            if isinstance(element, dict) and "action_id" in element and "url" not in element:
                yield element["action_id"].partition(":")[0]


def queried_in(example: Example) -> Iterator[str]:
    """The names of lists that are asked for while somebody types."""
    for block in (block for blocks in blocks_of(example) for block in blocks):
        if block["type"] == "input" and "external" in block["element"]["type"]:
            yield block["element"]["action_id"].partition(":")[0]


def test_both_languages_show_the_same_examples() -> None:
    english, dutch = ([example.name for example in made(language)] for language in LANGUAGES)
    assert english == dutch


def test_every_module_that_speaks_has_examples() -> None:
    """A file in messages/ with functions that make messages is in the gallery."""
    view = {example.name.partition(".")[0] for example in made("en")}
    speaking = {
        module.name
        for module in iter_modules(messages.__path__)
        if not module.ispkg and "language: str" in (open(f"{messages.__path__[0]}/{module.name}.py").read())  # noqa: SIM115
    }
    parts_of_another = {
        name for name in speaking if any(name != one and name.startswith(one.rstrip("s")) for one in view)
    }
    assert speaking - parts_of_another - {"words", "word_files", "formats", "gallery"} <= view

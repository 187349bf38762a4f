"""What we say about deals fits in Slack, and pings nobody."""

import json
import re
from datetime import date

import pytest

from handlers.deals.command import looks
from handlers.phrases import read_deal, read_target
from handlers.phrases.scorecard import read_scorecard
from messages.blocks import Message
from messages.deals.examples import examples


@pytest.mark.parametrize("language", ["en", "nl"])
def test_names_with_markup_ping_nobody_and_mark_nothing(language: str) -> None:
    for name, view in examples(language):
        said = json.dumps(view.blocks if isinstance(view, Message) else view.json, ensure_ascii=False)
        mrkdwn = [text["text"] for text in _texts(json.loads(said)) if text["type"] == "mrkdwn"]
        assert not [text for text in mrkdwn if "<!" in text or "<@" in text], name


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_keeps_slacks_limits(language: str) -> None:
    for name, view in examples(language):
        blocks = view.blocks if isinstance(view, Message) else view.json["blocks"]
        assert len(blocks) <= 50, name
        for text in _texts(blocks):
            assert 1 <= len(text["text"]) <= 3000, name
        if not isinstance(view, Message):
            assert len(view.json["title"]["text"]) <= 24, name


def test_dutch_is_not_english() -> None:
    english = {name: view.text for name, view in examples("en") if isinstance(view, Message)}
    dutch = {name: view.text for name, view in examples("nl") if isinstance(view, Message)}
    assert [name for name in english if english[name] == dutch[name]] == []


def _texts(node: object) -> list[dict[str, str]]:
    if isinstance(node, list):
        return [found for item in node for found in _texts(item)]
    if isinstance(node, dict):
        own = [node] if isinstance(node.get("text"), str) and "type" in node else []
        return [*own, *(found for value in node.values() for found in _texts(value))]
    return []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_line_that_we_suggest_can_be_typed(language: str) -> None:
    said = "\n".join(view.text for _, view in examples(language) if isinstance(view, Message))
    lines = {line for line in re.findall(r"`/deal (\S[^`]*)`", said) if "<" not in line and "&" not in line}
    assert len(lines) > 20
    for line in lines:
        if looks(line):
            read_scorecard(line.partition(" ")[2], date(2026, 11, 12), language=language)
        else:
            read_deal(line, date(2026, 11, 12), language=language)
    for line in set(re.findall(r"`/target ([^`]*)`", said)):
        read_target(line, date(2026, 11, 12), language=language)

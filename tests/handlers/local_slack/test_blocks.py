"""The block corpus: what Slack takes, and what it finds wrong, at which place."""

from typing import Any

import pytest

from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from tests.handlers.local_slack.block_corpus import INVALID, INVALID_VIEWS, VALID, VALID_VIEWS

Json = dict[str, Any]


@pytest.mark.parametrize(("surface", "block"), [case[1:] for case in VALID], ids=[case[0] for case in VALID])
def test_slack_takes_it(surface: str, block: Json | list[Json]):
    assert wrong_blocks(block if isinstance(block, list) else [block], surface) == []


@pytest.mark.parametrize(
    ("surface", "block", "complaint"), [case[1:] for case in INVALID], ids=[case[0] for case in INVALID]
)
def test_slack_refuses_it_at_this_place(surface: str, block: Json | list[Json], complaint: str):
    message, _, place = complaint.rpartition(" @ ")
    blocks = block if isinstance(block, list) else [block]
    assert f"{message} [json-pointer:/blocks{place}]" in wrong_blocks(blocks, surface)


@pytest.mark.parametrize("view", [case[1] for case in VALID_VIEWS], ids=[case[0] for case in VALID_VIEWS])
def test_slack_takes_the_view(view: Json):
    assert wrong_view(view) == []


@pytest.mark.parametrize(
    ("view", "complaint"), [case[1:] for case in INVALID_VIEWS], ids=[case[0] for case in INVALID_VIEWS]
)
def test_slack_refuses_the_view_at_this_place(view: Json, complaint: str):
    message, _, place = complaint.rpartition(" @ ")
    assert f"{message} [json-pointer:/view{place}]" in wrong_view(view)


def test_the_corpus_is_large_enough():
    assert len(VALID) + len(VALID_VIEWS) >= 100
    assert len(INVALID) + len(INVALID_VIEWS) >= 100


def test_every_block_and_element_has_a_valid_and_an_invalid_case():
    from handlers.local_slack.blocks.elements import ELEMENTS
    from handlers.local_slack.blocks.layout import BLOCKS

    for cases, missing_here in ((VALID, {"file"}), (INVALID, set())):
        seen: set[str] = set()
        for case in cases:
            _types(case[2], seen)
        assert (set(BLOCKS) | set(ELEMENTS)) - seen == missing_here


def _types(part: Any, seen: set[str]) -> None:
    if isinstance(part, dict):
        if isinstance(part.get("type"), str):
            seen.add(part["type"])
        for inside in part.values():
            _types(inside, seen)
    elif isinstance(part, list):
        for inside in part:
            _types(inside, seen)

"""Every documented limit at its edge and one past it; every block and element on every surface and in every place."""

from typing import Any

import pytest

from handlers.local_slack.blocks.elements import ELEMENTS
from handlers.local_slack.blocks.layout import BLOCKS
from handlers.local_slack.blocks.validation import wrong_blocks, wrong_view
from tests.handlers.local_slack.block_corpus import VALID, Json, accessory, actions, field, modal
from tests.handlers.local_slack.block_limits import (
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    LIMITS,
    MENUS,
    NOWHERE,
    SURFACES,
    VIEW_LIMITS,
    Build,
)


def listed(blocks: Any) -> list[Any]:
    return blocks if isinstance(blocks, list) else [blocks]


def samples(known: Any) -> dict[str, Json]:
    """A valid one of each type, found in the corpus."""
    found: dict[str, Json] = {}

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("type") in known:
                found.setdefault(part["type"], part)
            for inside in part.values():
                look(inside)
        elif isinstance(part, list):
            for inside in part:
                look(inside)

    for case in VALID:
        look(case[2])
    return found


A_BLOCK, AN_ELEMENT = samples(BLOCKS), samples(ELEMENTS)
PLACES = {
    "actions": (actions, IN_ACTIONS + " " + MENUS),
    "section": (accessory, IN_SECTION + " " + MENUS),
    "input": (field, IN_INPUT + " " + MENUS),
}


@pytest.mark.parametrize(
    ("surface", "build", "most", "place"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS]
)
def test_the_limit_is_where_slack_has_it(surface: str, build: Build, most: int, place: str):
    assert wrong_blocks(listed(build(most)), surface) == []
    complaints = wrong_blocks(listed(build(most + 1)), surface)
    at = [one for one in complaints if one.endswith(f" [json-pointer:/blocks{place}]")]
    assert at, complaints
    assert str(most) in at[0] or str(most + 1) in at[0] or "only one" in at[0] or most == 1


@pytest.mark.parametrize(
    ("build", "most", "place"), [row[1:] for row in VIEW_LIMITS], ids=[row[0] for row in VIEW_LIMITS]
)
def test_the_limit_of_a_view_is_where_slack_has_it(build: Build, most: int, place: str):
    assert wrong_view(modal(**build(most))) == []
    assert f"must be less than {most + 1} characters [json-pointer:/view{place}]" in wrong_view(
        modal(**build(most + 1))
    )


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("kind", sorted({*BLOCKS, *NOWHERE}))
def test_each_block_stands_on_its_surfaces_only(kind: str, surface: str):
    allowed = kind in SURFACES[surface].split()
    complaints = wrong_blocks([A_BLOCK.get(kind, {"type": kind})], surface)
    refused = f"unsupported type: {kind} [json-pointer:/blocks/0/type]" in complaints
    assert (complaints == []) is allowed
    assert refused is not allowed


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_each_element_stands_in_its_places_only(kind: str, place: str):
    build, allowed = PLACES[place]
    complaints = wrong_blocks([build(AN_ELEMENT[kind])], "modal")
    assert (complaints == []) is (kind in allowed.split()), complaints
    if complaints:
        assert complaints[0].startswith(f"unsupported type: {kind} ")


def test_the_corpus_shows_one_of_each_block_and_element():
    assert set(BLOCKS) - set(A_BLOCK) == {"file"}
    assert set(ELEMENTS) == set(AN_ELEMENT)
    assert set(" ".join(SURFACES.values()).split()) == set(BLOCKS) - {"file"}


def test_every_limit_is_named_once():
    names = [row[0] for row in LIMITS] + [row[0] for row in VIEW_LIMITS]
    assert len(names) == len(set(names))
    assert len(names) >= 100

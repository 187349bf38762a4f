"""What waited, in one message: each part as it would have come alone, with a line above them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from messages.blocks import SECTION_LIMIT, Json, Message, divider, rendered, section

MOST_BLOCKS = 50
MOST_DRAWN = 2
"""Charts and tables that Slack takes in one message."""
DRAWN = frozenset({"data_visualization", "data_table"})
PART = "together."
"""How the line above each part is named."""

Part = Mapping[str, Any]
"""A message as the ledger keeps it: `text`, `blocks`, `plain_blocks`."""


def joined(title: str, parts: Sequence[Part]) -> Message:
    """`parts` under one another, below a title; where any of them has plain blocks, the plain message has them all."""
    summary = "\n".join([title, *(f"• {part['text']}" for part in parts)])
    is_drawn = any(part.get("plain_blocks") is not None for part in parts)
    plain = _joined(title, parts, plain=True) if is_drawn else None
    return Message(summary[:SECTION_LIMIT], _joined(title, parts, plain=False), plain)


def followed_by(first: Message, rest: Message, name: str) -> Message:
    """An answer, and below it what still waits: two parts, each of which changes alone. `name` tells them from others."""
    is_drawn = first.plain_blocks is not None or rest.plain_blocks is not None
    parts = [{"text": one.text, "blocks": one.blocks, "plain_blocks": one.plain_blocks} for one in (first, rest)]
    native, plain = (
        [
            {**block, "block_id": f"{block['block_id']}.{name}"}
            if str(block.get("block_id") or "").startswith(PART)
            else block
            for block in _under_lines(parts, plain=plain)
        ]
        for plain in (False, True)
    )
    return Message(first.text, native, plain if is_drawn else None)


def fits_into_one(parts: Sequence[Part]) -> bool:
    """Whether Slack takes them in one message: 50 blocks, two charts or tables, and no name of a block twice."""
    blocks = [block for part in parts for block in _blocks(part, plain=False)]
    plain = [block for part in parts for block in _blocks(part, plain=True)]
    names = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    room = MOST_BLOCKS - 1 - len(parts)
    is_short = len(blocks) <= room and len(plain) <= room
    is_drawn = sum(block["type"] in DRAWN for block in blocks) <= MOST_DRAWN
    return is_short and is_drawn and all(count == 1 for count in names.values())


def in_its_part(answer: Message, said: Part, block_id: str) -> Message | None:
    """`said` with the answer instead of the part in which this block stands; itself where it is no message of several.

    None when Slack would not take all of it.
    """
    blocks: list[Json] = list(said.get("blocks") or ())
    lines = [at for at, block in enumerate(blocks) if str(block.get("block_id") or "").startswith(PART)]
    at = next((at for at, block in enumerate(blocks) if block.get("block_id") == block_id), -1)
    first = max((line for line in lines if line <= at), default=None)
    if first is None:
        return answer
    before, after = blocks[: first + 1], blocks[next((line for line in lines if line > at), len(blocks)) :]
    native, plain = (
        [*before, *_blocks({"text": answer.text, "blocks": own}, plain=False), *after]
        for own in (answer.blocks, answer.plain_blocks or answer.blocks)
    )
    if max(len(native), len(plain)) > MOST_BLOCKS:
        return None
    # Of the text, which only notifications have, the title stays: the rest of it may not be true any more.
    title = str(said.get("text") or "").partition("\n")[0]
    return replace(answer, text=title, blocks=native, plain_blocks=plain if answer.plain_blocks is not None else None)


def _joined(title: str, parts: Sequence[Part], *, plain: bool) -> list[Json]:
    return [*rendered(section(title)), *_under_lines(parts, plain=plain)]


def _under_lines(parts: Sequence[Part], *, plain: bool) -> Iterator[Json]:
    for number, part in enumerate(parts, start=1):
        yield from ({**line, "block_id": f"{PART}{number}"} for line in rendered(divider()))
        yield from _blocks(part, plain=plain)


def _blocks(part: Part, *, plain: bool) -> list[Json]:
    blocks = part.get("plain_blocks") if plain and part.get("plain_blocks") is not None else part.get("blocks")
    return list(blocks or rendered(section(part["text"])))

"""The form in which Slack keeps blocks: without nulls, with the ids that were left out and the defaults of text."""

import secrets
from typing import Any

from handlers.local_slack.blocks.interactive import INTERACTIVE
from handlers.local_slack.wire import Payload


def normal_blocks(blocks: list[Payload]) -> list[Payload]:
    """A copy without nulls, with every block_id and action_id, and `emoji` and `verbatim` on texts."""
    copied: list[Payload] = without_nulls(blocks)
    for block in copied:
        _with_defaults(block)
        _with_block_id(block)
    return copied


def without_nulls(part: Any) -> Any:
    """A copy in which a field that is null is simply absent."""
    if isinstance(part, dict):
        return {name: without_nulls(inside) for name, inside in part.items() if inside is not None}
    return [without_nulls(inside) for inside in part] if isinstance(part, list) else part


def _with_block_id(block: Payload) -> None:
    block.setdefault("block_id", _short_id())
    for child in [*block.get("child_blocks", []), *block.get("elements", [])]:
        if isinstance(child, dict) and child.get("type") == "card":
            child.setdefault("block_id", _short_id())
    for child in block.get("child_blocks", []):
        _with_block_id(child)


def _with_defaults(part: Any) -> None:
    if isinstance(part, list):
        for item in part:
            _with_defaults(item)
    elif isinstance(part, dict):
        kind = part.get("type")
        if kind == "plain_text":
            part.setdefault("emoji", True)
        elif kind == "mrkdwn":
            part.setdefault("verbatim", False)
        elif kind in INTERACTIVE:
            part.setdefault("action_id", _short_id())
        for inside in part.values():
            _with_defaults(inside)


def _short_id() -> str:
    return secrets.token_urlsafe(4)[:5]

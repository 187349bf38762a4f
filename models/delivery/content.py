"""What a delivery says, as far as the ledger needs to know it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Blocks = Sequence[Mapping[str, Any]]


class Content(Protocol):
    """What can be posted; `messages.blocks.Message` is this, which models do not know."""

    @property
    def text(self) -> str:
        """What notifications and screen readers say."""

    @property
    def blocks(self) -> Blocks:
        """The blocks; none for a message of text alone."""

    @property
    def plain_blocks(self) -> Blocks | None:
        """What stands in for `blocks` where a workspace refuses tables and charts; None when they have none."""

    @property
    def author(self) -> str:
        """Under whose name it stands; empty: the bot's own."""


def as_stored(content: Content) -> dict[str, Any]:
    """The content as the ledger keeps it, so that a retry says the same."""
    stored: dict[str, Any] = {"text": content.text, "blocks": content.blocks, "plain_blocks": content.plain_blocks}
    return {**stored, "author": content.author} if content.author else stored

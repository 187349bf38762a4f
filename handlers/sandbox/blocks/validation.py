"""Stand-by."""

from typing import Any


def wrong_blocks(
    blocks: Any, surface: str, refused: frozenset[str] | set[str] = frozenset(), place: str = "/blocks"
) -> list[str]:
    return []


def wrong_view(view: Any, refused: frozenset[str] | set[str] = frozenset()) -> list[str]:
    return []

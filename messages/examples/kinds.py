"""Examples of what we say about a workspace's own kinds of activity."""

from collections.abc import Iterator

from messages import kinds
from messages.blocks import Message


def examples(language: str) -> Iterator[tuple[str, Message]]:
    """Every message."""
    own = [
        ("site_survey", "<!channel> *Site* survey", "count"),
        ("samples", "Samples", "quantity"),
        ("gifts", "Gifts", "amount"),
    ]
    yield "overview", kinds.overview(language, own)
    yield "none_yet", kinds.overview(language, [])
    yield "added", kinds.added(language, "site_survey", "count", "c" * 32)
    yield "removed", kinds.removed(language, "site_survey", "c" * 32)
    yield "addition_undone", kinds.removed(language, "site_survey")
    yield "back", kinds.back(language, "site_survey")
    yield "help", kinds.help_text(language)

"""Examples of what we say about Koers itself."""

from collections.abc import Iterator

from messages import overview
from messages.blocks import Message, View
from messages.word_files import template_names


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The overview for a rep and for a manager, and an unknown word."""
    features = template_names()
    yield "for_a_rep", overview.overview(language, "Anna", features, manages=False, is_admin=False)
    yield "for_a_manager_and_admin", overview.overview(language, "Dirk", features, manages=True, is_admin=True)
    yield "unknown", overview.unknown_command(language, "scorcard", "scorecard")
    yield "unknown_nonsense", overview.unknown_command(language, "<!channel>*", None)

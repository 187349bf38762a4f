"""Examples of what we say about stages."""

from collections.abc import Iterator
from datetime import date

from messages import stages
from messages.blocks import Message
from messages.stages import Step

STEPS = [Step("qualified", 10, 10), Step("discovery", 25, 30), Step("pilot", 60, 60)]


def examples(language: str) -> Iterator[tuple[str, Message]]:
    """Every message."""
    yield "overview", stages.overview(language, STEPS)
    yield "noted", stages.noted(language, STEPS, date(2026, 12, 1), "c" * 32)
    yield "undone", stages.undone(language, STEPS)
    yield "help", stages.help_text(language)

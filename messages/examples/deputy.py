"""Examples of what we say about who stands in."""

from collections.abc import Iterator

from messages import deputy
from messages.blocks import Message, View

NASTY = "Zoë <!channel> *bold*"


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Named, nobody, undone, and the line on top of what was somebody else's."""
    yield "named", deputy.named(language, "p1|", "Joris Claes", None)
    yield "named_for_somebody", deputy.named(language, "p1|", NASTY, "Carla Mulder")
    yield "nobody", deputy.named(language, "p1|p2", None, NASTY)
    yield "nobody_now", deputy.now(language, None)
    yield "now", deputy.now(language, NASTY)
    yield "undone", deputy.undone(language, NASTY, "Joris Claes")
    yield "undone_to_nobody", deputy.undone(language, NASTY, None)
    yield "help", deputy.help_text(language)
    yield "in_place_of", deputy.in_place_of(language, deputy.help_text(language), NASTY)
    yield "told", deputy.told(language, NASTY, stands_in=True)
    yield "told_no_longer", deputy.told(language, NASTY, stands_in=False)

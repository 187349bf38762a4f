"""What waits for a manager: in their digest and on their Home tab."""

from messages.digest.figures import named
from messages.words import Markup, Words
from models.digest.waiting import Waiting

MOST_NAMED = 5


def waiting_lines(say: Words, waiting: Waiting) -> list[Markup]:
    """A line each: reviews to write, of a month or a quarter, talks to write up and to plan, corrections that were asked for."""
    lines = [
        say(f"digest.waits_to_{what}", names=named(say, names, MOST_NAMED))
        for what in ("review", "qbr", "record", "plan")
        if (names := waiting.names(what))
    ]
    if waiting.corrections:
        lines.append(say("digest.waits_corrections", number=waiting.corrections))
    return [Markup(line) for line in lines]

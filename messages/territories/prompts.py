"""What comes by itself: whether the visits of today took place."""

from collections.abc import Sequence
from datetime import date

from messages.blocks import Message, rendered, section
from messages.territories.overview import Plan, asked
from messages.words import words

MOST_ASKED = 8
CADENCE = "territories.visits"


def were_they_held(language: str, day: date, plans: Sequence[Plan]) -> Message:
    """Each planned visit of the day, with its buttons."""
    say = words(language)
    if len(plans) == 1:
        [plan] = plans
        return Message(say("territories.was_it_held", plan=plan), rendered(*asked(say, plan)))
    text = say("territories.were_they_held", day=day, number=len(plans))
    blocks = [block for plan in plans[:MOST_ASKED] for block in asked(say, plan)]
    more = len(plans) - MOST_ASKED
    rest = section(say("territories.and_more", number=more)) if more > 0 else None
    return Message(text, rendered(section(text), *blocks, rest))

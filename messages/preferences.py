"""`/koers me`: everything that comes to somebody by itself, in one place: what, when next, change, off."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, button, rendered, section, small
from messages.delivery import CHANGE, PreferenceView, days_text
from messages.words import Markup, Words, words
from models.delivery.quiet_hours import DAY_ENDS, DAY_STARTS, MOST_A_DAY

START = "preferences.start"
SHOW = "preferences.show"


def everything(language: str, preferences: Sequence[PreferenceView]) -> Message:
    """What can come to this person, and when it does."""
    say = words(language)
    title = say("preferences.title")
    rows = [_row(say, preference) for preference in preferences]
    manners = say("preferences.manners", most=MOST_A_DAY, starts=DAY_STARTS, ends=DAY_ENDS)
    summary = [Markup(_line(say, preference)) for preference in preferences]
    return Message(
        "\n".join([title, *summary]), rendered(section(title), *rows, small(manners), small(say("preferences.how")))
    )


def _row(say: Words, preference: PreferenceView) -> sb.Block:
    cadence = preference.cadence
    label, action = ("preferences.turn_on", START) if preference.is_off else ("preferences.change", CHANGE)
    text = f"{_line(say, preference)}\n{say('preferences.what', cadence=cadence)}"
    return section(text, button=button(say.bare(label), f"{action}:{cadence}", cadence))


def _line(say: Words, preference: PreferenceView) -> str:
    days = days_text(say, preference.days)
    return say("preferences.line", preference=preference, days=days)

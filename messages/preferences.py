"""`/koers me`: everything that comes to somebody by itself, in one place: what, when next, change, off."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, button, rendered, section, small
from messages.delivery import CHANGE, PreferenceView, days_text
from messages.style.answers import door
from messages.words import Words, words
from models.delivery.quiet_hours import DAY_ENDS, DAY_STARTS, MOST_A_DAY
from models.style.preference import Preference

START = "preferences.start"


def everything(language: str, preferences: Sequence[PreferenceView], style: Preference) -> Message:
    """What can come to this person, and when it does; and how they like to be told it."""
    say = words(language)
    title = say("preferences.title")
    rows = [_row(say, preference) for preference in preferences]
    manners = say("preferences.manners", most=MOST_A_DAY, starts=DAY_STARTS, ends=DAY_ENDS)
    summary = [f"{_name(say, one)} · {_how(say, one)}" for one in preferences]
    by_line = say("preferences.by_line", has_day=any(one.cadence == "day" for one in preferences))
    return Message(
        "\n".join([title, *summary]), rendered(section(title), *rows, door(say, style), small(manners), small(by_line))
    )


def _row(say: Words, preference: PreferenceView) -> sb.Block:
    """Short lines, for they stand beside a button: when it comes; what it is, as long as it does not come."""
    cadence = preference.cadence
    label, action = ("preferences.turn_on", START) if preference.is_off else ("preferences.change", CHANGE)
    what = say("preferences.what", cadence=cadence) if preference.is_off else ""
    what = say("preferences.of_role") if preference.is_of_role else what
    text = "\n".join(line for line in (_name(say, preference), _how(say, preference), what) if line)
    return section(text, button=button(say.bare(label), f"{action}:{cadence}", cadence))


def _name(say: Words, preference: PreferenceView) -> str:
    return f"*{say('preferences.name', cadence=preference.cadence)}*"


def _how(say: Words, preference: PreferenceView) -> str:
    return say("preferences.how", preference=preference, days=days_text(say, preference.days))

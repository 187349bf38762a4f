"""What we say about Koers itself: what there is, and where to begin."""

from collections.abc import Sequence

from messages.activity import listing
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.words import Words, words

LOG = listing.OPEN_FORM
SCORECARD = "home.scorecard"
HELP_LINES = {
    "overview.every_day": "help_every_day",
    "overview.direction": "help_direction",
    "overview.managing": "help_managing",
    "overview.running": "help_running",
}
"""The parts of the overview, and how a feature calls its lines in each: a macro of this name among its words."""


def overview(language: str, name: str, features: Sequence[str], *, manages: bool, is_admin: bool) -> Message:
    """What a person can do, the daily things first; `features` (their names) say it in their own words."""
    say = words(language)
    title = say("overview.hello", name=name)
    return Message(
        title,
        rendered(
            section(title),
            section(_part(say, "overview.every_day", features)),
            section(_part(say, "overview.direction", features)),
            section(_part(say, "overview.managing", features)) if manages else None,
            section(_part(say, "overview.running", features)) if is_admin else None,
            buttons(
                button(say.bare("overview.log"), LOG, style="primary"),
                button(say.bare("overview.scorecard"), SCORECARD),
            ),
            small(say("overview.more_help")),
        ),
    )


def _part(say: Words, part: str, features: Sequence[str]) -> str:
    lines = [f"{feature}.{HELP_LINES[part]}" for feature in features]
    return say(part, lines="\n".join(say(line) for line in lines if say.has(line)))


def unknown_command(language: str, word: str, nearest: str | None) -> Message:
    """`/koers` was followed by something that is not there."""
    text = words(language)("overview.unknown", word=word, nearest=nearest)
    return Message(text, rendered(section(text)))

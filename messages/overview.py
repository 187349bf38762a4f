"""What we say about Koers itself: what there is, and where to begin."""

from messages.activity import listing
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.words import words

LOG = listing.OPEN_FORM
SCORECARD = "home.scorecard"


def overview(language: str, name: str, manages: bool, is_admin: bool) -> Message:
    """Everything a person can do, the daily things first."""
    say = words(language)
    title = say("overview.hello", name=name)
    return Message(
        title,
        rendered(
            section(title),
            section(say("overview.every_day")),
            section(say("overview.direction")),
            section(say("overview.managing")) if manages else None,
            section(say("overview.running")) if is_admin else None,
            buttons(
                button(say.bare("overview.log"), LOG, style="primary"),
                button(say.bare("overview.scorecard"), SCORECARD),
            ),
            small(say("overview.more_help")),
        ),
    )


def unknown_command(language: str, word: str, nearest: str | None) -> Message:
    """`/koers` was followed by something that is not there."""
    text = words(language)("overview.unknown", word=word, nearest=nearest)
    return Message(text, rendered(section(text)))

"""Examples of the pages of installing (as plain text), and of what is said in a workspace that is not served."""

from collections.abc import Iterator

from messages import install
from messages.blocks import Message
from messages.words import words

WITHOUT_VALUES = (
    *("start", "declined", "organisation", "state_missing", "state_old", "state_used"),
    *("no_bot", "unreachable", "unreadable"),
)


def examples(language: str) -> Iterator[tuple[str, Message]]:
    """Every page and message."""
    say = words(language)
    for name in WITHOUT_VALUES:
        yield f"page_{name}", Message(say(f"install.{name}"))
    yield "page_installed", Message(say("install.installed", workspace="Noordzee *Systems*"))
    yield "page_not_on_the_list", Message(say("install.not_on_the_list", workspace="T0ABC"))
    yield "page_crashed", Message(say("install.crashed", reference="1a2b3c4d"))
    one_of_each = {advice: code for code, advice in install.ADVICE.items()}
    for code in [*sorted(one_of_each.values()), "something_new"]:
        yield f"page_slack_says_{code}", Message(install.slack_says(language, code))
    yield "not_installed", install.not_installed(language, "https://koers.example.com/slack/install")
    yield "not_installed_any_more", install.not_installed(language, was_here=True)
    yield "not_allowed", install.not_allowed(language)

"""Examples of what we say when somebody says something kind to a colleague."""

from collections.abc import Iterator

from messages import praise
from messages.blocks import Message, View

NASTY = "Zoë *_~`<!channel>` 🚀 " + "van den Bergh-" * 4
TEXT = "You kept asking until they told you what it costs them. *Well done* <!here> & thanks"


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The form, what the colleague reads, and what who said it reads."""
    yield "form", praise.form(language)
    yield "to_colleague", praise.to_colleague(language, NASTY, TEXT)
    yield "in_channel", praise.in_channel(language, "Carla Mulder", "U1", "Anna de Vries", TEXT)
    yield "in_channel_of_somebody_not_in_slack", praise.in_channel(language, NASTY, None, NASTY, TEXT)
    yield "said_alone", praise.said(language, NASTY, TEXT, "1", offered="C0123ABC")
    yield "said_alone_without_a_channel", praise.said(language, NASTY, TEXT, "1")
    yield "said_in_channel", praise.said(language, NASTY, TEXT, "1", channel_id="C0123ABC")
    yield "said_in_both", praise.said(language, NASTY, TEXT, "1,2", channel_id="C0123ABC", is_both=True)
    yield "undone", praise.undone(language)
    yield "help", praise.help_text(language)

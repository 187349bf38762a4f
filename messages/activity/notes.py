"""The note of an entry as it is quoted: its words, cut short, and the message in Slack that it came from."""

import re

from messages.words import Markup, Words, escape

LONGEST = 150
_MESSAGE = re.compile(r"(?:^|\n)(https://[a-z0-9.-]+\.slack\.com/archives/[A-Z0-9]+/p\d+(?:\?[\w.=&-]+)?)$")


def quoted(say: Words, note: str) -> str:
    """`“discussed pricing” · from this message`."""
    found = _MESSAGE.search(note)
    if found is None:
        return say("activity.quoted", note=shortened_note(note))
    words = note[: found.start()].strip()
    said = [say("activity.quoted", note=shortened_note(words))] if words else []
    return Markup(" · ".join([*said, say("activity.the_message", address=Markup(escape(found[1])))]))


def shortened_note(note: str) -> str:
    """A note as far as it is quoted."""
    return note if len(note) <= LONGEST else note[: LONGEST - 1].rstrip() + "…"

"""The channels of other systems: our words for one stand for it, any other is the workspace's own."""

from models.imports.fields import folded
from models.imports.report import SkipRow
from models.vocabulary import vocabulary

LONGEST_CHANNEL = 40
_OURS = {folded(name): key for key, names in vocabulary().section("channels").items() for name in (key, *names)}


def channel_meant(text: str) -> str:
    """The channel that `text` stands for; empty when nothing is said. Raises SkipRow for one that is too long."""
    if len(text) > LONGEST_CHANNEL:
        raise SkipRow("text_too_long", field="channel", limit=LONGEST_CHANNEL)
    return _OURS.get(folded(text), text.lower())

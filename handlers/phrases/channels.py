"""`/team channel`: `North #sales language=nl`, `North none`; Slack sends a channel as `<#C0SALES|sales>`."""

import re
from dataclasses import dataclass

from handlers.phrases.words import each_of

CHANNEL = each_of("channel channels kanaal kanalen")
"""What stands before it, behind `/team`."""
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")
_NAMED = re.compile(r"(?<!\S)#\S+")
_LANGUAGE = re.compile(r"\b(?:language|taal|lang)\s*=\s*(\S+)", re.IGNORECASE)
_WINS = re.compile(
    r"\b(?:wins|winst|gewonnen)\s*=\s*(\"[^\"]*\"|(?:no|without|geen|zonder)\s+(?:the\s+)?(?:amounts?|bedrag(?:en)?)|\S+)",
    re.IGNORECASE,
)
_TELLS = {
    **dict.fromkeys(each_of("on yes all with amounts aan ja alles met bedragen"), "with"),
    **dict.fromkeys(each_of("off no none never uit nee geen nooit"), "off"),
}
_NOWHERE = re.compile(r"\s+(?:none|off|no|geen|uit|weg)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChannelPhrase:
    """Where a team's digest goes; what was not said is None."""

    team: str | None = None
    channel_id: str | None = None
    typed_name: str | None = None
    """A channel that was typed by hand (`#sales`), so that nobody knows which one it is."""
    language: str | None = None
    """As typed."""
    is_nowhere: bool = False
    wins: str | None = None
    """Whether wins are told there: `with` amounts, `without`, `off`; what was typed instead when it is none of these."""


def read_channel(text: str) -> ChannelPhrase:
    """What `text` says; everything but the team's name can be told by its form."""
    wins = _WINS.search(text)
    text = _WINS.sub("", text)
    language, channel = _LANGUAGE.search(text), _CHANNEL.search(text)
    rest = _CHANNEL.sub("", _LANGUAGE.sub("", text))
    named = _NAMED.search(rest) if channel is None else None
    is_nowhere = channel is None and _NOWHERE.search(rest) is not None
    bare = _NOWHERE.sub("", rest) if is_nowhere else _NAMED.sub("", rest)
    team = re.sub(r"^(?:team|of|van)\s+", "", " ".join(bare.split()), flags=re.IGNORECASE).strip("\"“”' ")
    return ChannelPhrase(
        team or None,
        channel[1] if channel else None,
        named.group() if named else None,
        language[1] if language else None,
        is_nowhere,
        _tells(wins[1]) if wins else None,
    )


def _tells(typed: str) -> str:
    said = typed.strip('" ').lower()
    if re.match(r"(?:no|without|geen|zonder)\s", said):
        return "without"
    return _TELLS.get(said, said)

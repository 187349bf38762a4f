"""What a person types, as Slack passes it on: escaped, with mentions turned into ids."""

import re
from itertools import pairwise

from handlers.sandbox.wire import Payload
from handlers.sandbox.workspace import Workspace

MENTION = re.compile(r"(?<![\w@#/])([@#])([^\s@#][^@#\n]{0,79})")
BROADCASTS = ("here", "channel", "everyone")
TRAILING = ".,:;!?)'\""


def escaped(text: str) -> str:
    """`& < >` as Slack sends them on, always."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def command_text(workspace: Workspace, text: str, should_escape: bool) -> str:
    """The text of a slash command; with `should_escape`, "@anna" becomes "<@U1|anna>" and "#x" "<#C1|x>"."""
    safe = escaped(text)
    if not should_escape:
        return safe
    return "".join(
        piece if not found else f"<{sign}{found}|{label}>"
        for piece, sign, found, label in _pieces(workspace, safe)
    )


def message_text(workspace: Workspace, text: str) -> str:
    """The text of a message: mentions are ids, without a label."""
    return "".join(
        piece if not found else f"<{sign}{found}>"
        for piece, sign, found, _ in _pieces(workspace, escaped(text))
    )


def message_blocks(workspace: Workspace, text: str, block_id: str) -> list[Payload]:
    """The rich text in which a client sends what was typed."""
    kinds = {"@": ("user", "user_id"), "#": ("channel", "channel_id"), "!": ("broadcast", "range")}
    elements: list[Payload] = []
    for piece, sign, found, _ in _pieces(workspace, text):
        if found:
            kind, name = kinds[sign]
            elements.append({"type": kind, name: found})
        elif piece:
            elements.append({"type": "text", "text": piece})
    return [
        {
            "type": "rich_text",
            "block_id": block_id,
            "elements": [{"type": "rich_text_section", "elements": elements}],
        }
    ]


def _pieces(workspace: Workspace, text: str) -> list[tuple[str, str, str, str]]:
    """The text cut at its mentions: (plain text, sign, id, label); a mention has an id, plain text has none."""
    pieces: list[tuple[str, str, str, str]] = []
    cuts = [0]
    for match in MENTION.finditer(text):
        named = _named(workspace, match[1], match[2])
        if named:
            found, label, length = named
            sign = "!" if found in BROADCASTS else match[1]
            pieces.append((text[cuts[-1] : match.start()], "", "", ""))
            pieces.append((match[0][: length + 1], sign, found, label))
            cuts.append(match.start() + 1 + length)
    pieces.append((text[cuts[-1] :], "", "", ""))
    assert all(a <= b for a, b in pairwise(cuts))
    return pieces


def _named(workspace: Workspace, sign: str, rest: str) -> tuple[str, str, int] | None:
    """The id, the label and the length of the longest name with which the text goes on."""
    words = re.findall(r"\S+", rest)
    for number in range(min(len(words), 4), 0, -1):
        raw = rest[: [m.end() for m in re.finditer(r"\S+", rest)][number - 1]]
        name = raw.rstrip(TRAILING)
        if sign == "#":
            channel = workspace.channel(name)
            if channel and not channel.is_im:
                return channel.id, channel.name, len(name)
        elif name in BROADCASTS:
            return name, name, len(name)
        elif person := workspace.person_called(name):
            return person.id, person.name, len(name)
    return None

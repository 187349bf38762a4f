"""What a person types, as Slack passes it on: escaped, mentions turned into ids, addresses into links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.local_slack.people import Person
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

ADDRESS = re.compile(
    r"(?<![\w@.:/<])(?:"
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[^\s<>|]+?)(?=[.,:;!?)'\"]*(?:\s|$))"
    r"|(?P<domain>(?:[a-z0-9-]+\.)+(?:com|nl|be|eu|org|net|io|de|fr|uk|ai|co)(?:/[^\s<>|]*?)?)(?=[.,:;!?)'\"]*(?:\s|$))"
    r")",
    re.IGNORECASE,
)
"""What a client makes a link of by itself. Slack knows every top-level domain; these are the ones that are typed here."""
MENTION = re.compile(r"(?<![\w@#/])([@#])(?=[^\s@#])")
BROADCASTS = ("here", "channel", "everyone")
LONGEST_NAME = 4  # words
AFTER_A_NAME = ".,:;!?)'\""


@dataclass(frozen=True)
class Piece:
    """A stretch of what was typed: plain text or, with an id, a mention or a link."""

    text: str
    sign: str = ""  # @ for a person, # for a channel, ! for everyone who is here, LINK for an address
    id: str = ""


LINK = "->"


def escaped(text: str) -> str:
    """`& < >` as Slack sends them on, always."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def command_text(workspace: Workspace, typist: Person, text: str, should_escape: bool) -> str:
    """The text of a slash command; with `should_escape`, "@anna" becomes "<@U1|anna>" and "#x" "<#C1|x>".

    Addresses become links too: "bol.com" is "<http://bol.com|bol.com>".
    """
    if not should_escape:
        return escaped(text)
    return "".join(
        f"<{piece.sign}{piece.id}|{_label(workspace, piece)}>"
        if piece.id and piece.sign != LINK
        else _without_mentions(piece)
        for piece in _pieces(workspace, typist, text)
    )


def message_text(workspace: Workspace, typist: Person, text: str) -> str:
    """The text of a message: mentions are ids, without a label; addresses are links."""
    return "".join(
        f"<{piece.sign}{piece.id}>" if piece.id and piece.sign != LINK else _without_mentions(piece)
        for piece in _pieces(workspace, typist, text)
    )


def _without_mentions(piece: Piece) -> str:
    """Plain text, or a link; a link that was typed in full has no label."""
    if not piece.id:
        return escaped(piece.text)
    address, label = escaped(piece.id), escaped(piece.text)
    return f"<{address}>" if address == label else f"<{address}|{label}>"


def message_blocks(workspace: Workspace, typist: Person, text: str, block_id: str) -> list[Payload]:
    """The rich text in which a client sends what was typed."""
    section = {"type": "rich_text_section", "elements": [_leaf(piece) for piece in _pieces(workspace, typist, text)]}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _pieces(workspace: Workspace, typist: Person, text: str) -> Iterator[Piece]:
    """The text cut at its mentions and addresses."""
    for piece in _cut_at_mentions(workspace, typist, text):
        yield from (piece,) if piece.id else _cut_at_addresses(piece.text)


def _cut_at_addresses(text: str) -> Iterator[Piece]:
    done = 0
    for match in ADDRESS.finditer(text):
        if match.start() > done:
            yield Piece(text[done : match.start()])
        typed = match[0]
        yield Piece(typed, LINK, f"mailto:{typed}" if match["mail"] else typed if match["url"] else f"http://{typed}")
        done = match.end()
    if done < len(text):
        yield Piece(text[done:])


def _cut_at_mentions(workspace: Workspace, typist: Person, text: str) -> Iterator[Piece]:
    done = 0
    for match in MENTION.finditer(text):
        if match.start() >= done and (mention := _mention(workspace, typist, match[1], text[match.end() :])):
            if match.start() > done:
                yield Piece(text[done : match.start()])
            yield mention
            done = match.start() + len(mention.text)
    if done < len(text):
        yield Piece(text[done:])


def _mention(workspace: Workspace, typist: Person, sign: str, rest: str) -> Piece | None:
    """The mention with the longest name with which the text goes on; None when nothing is called so."""
    words = list(re.finditer(r"\S+", rest))[:LONGEST_NAME]
    for last in reversed(words):
        name = rest[: last.end()].rstrip(AFTER_A_NAME)
        if sign == "#":
            channel = workspace.channel(name)
            if channel and not channel.is_im and (not channel.is_private or typist.id in channel.members):
                return Piece(sign + name, sign, channel.id)
        elif name in BROADCASTS:
            return Piece(sign + name, "!", name)
        elif person := workspace.person_called(name):
            return Piece(sign + name, sign, person.id)
    return None


def _label(workspace: Workspace, piece: Piece) -> str:
    if piece.sign == "@":
        return workspace.people[piece.id].name
    return workspace.channels[piece.id].name if piece.sign == "#" else piece.id


def _leaf(piece: Piece) -> Payload:
    if piece.sign == "@":
        return {"type": "user", "user_id": piece.id}
    if piece.sign == "#":
        return {"type": "channel", "channel_id": piece.id}
    if piece.sign == "!":
        return {"type": "broadcast", "range": piece.id}
    if piece.sign == LINK:
        return {"type": "link", "url": piece.id, "text": piece.text}
    return {"type": "text", "text": piece.text}

"""What a person types, as Slack passes it on: escaped, with mentions turned into ids."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.local_slack.people import Person
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

MENTION = re.compile(r"(?<![\w@#/])([@#])(?=[^\s@#])")
BROADCASTS = ("here", "channel", "everyone")
LONGEST_NAME = 4  # words
AFTER_A_NAME = ".,:;!?)'\""


@dataclass(frozen=True)
class Piece:
    """A stretch of what was typed: plain text or, with an id, a mention."""

    text: str
    sign: str = ""  # @ for a person, # for a channel, ! for everyone who is here
    id: str = ""


def escaped(text: str) -> str:
    """`& < >` as Slack sends them on, always."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def command_text(workspace: Workspace, typist: Person, text: str, should_escape: bool) -> str:
    """The text of a slash command; with `should_escape`, "@anna" becomes "<@U1|anna>" and "#x" "<#C1|x>"."""
    if not should_escape:
        return escaped(text)
    return "".join(
        f"<{piece.sign}{piece.id}|{_label(workspace, piece)}>" if piece.id else escaped(piece.text)
        for piece in _pieces(workspace, typist, text)
    )


def message_text(workspace: Workspace, typist: Person, text: str) -> str:
    """The text of a message: mentions are ids, without a label."""
    return "".join(
        f"<{piece.sign}{piece.id}>" if piece.id else escaped(piece.text) for piece in _pieces(workspace, typist, text)
    )


def message_blocks(workspace: Workspace, typist: Person, text: str, block_id: str) -> list[Payload]:
    """The rich text in which a client sends what was typed."""
    section = {"type": "rich_text_section", "elements": [_leaf(piece) for piece in _pieces(workspace, typist, text)]}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _pieces(workspace: Workspace, typist: Person, text: str) -> Iterator[Piece]:
    """The text cut at its mentions."""
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
    return {"type": "text", "text": piece.text}

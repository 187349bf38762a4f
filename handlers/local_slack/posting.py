"""Putting messages into conversations: what an app says, checked, stored and shown to those who are there."""

from dataclasses import dataclass
from typing import Any

from handlers.local_slack.blocks.normal import normal_blocks
from handlers.local_slack.blocks.validation import wrong_blocks
from handlers.local_slack.channels import Channel, Whisper
from handlers.local_slack.config import AppConfig
from handlers.local_slack.events import announce_change, announce_deletion, announce_message
from handlers.local_slack.people import SLACKBOT
from handlers.local_slack.platform import Platform
from handlers.local_slack.refused import Refused
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

LONGEST_TEXT = 40_000  # characters
MOST_ATTACHMENTS = 100
NO_DISPLAY = "This content can't be displayed."


class ContentRefused(Refused):
    """Slack does not take this content; `code` is its error, `errors` are the places."""

    def __init__(self, code: str, errors: list[str] | None = None) -> None:
        super().__init__(code)
        self.errors = errors or []


@dataclass(frozen=True)
class Content:
    """What is said: text, blocks, attachments; None = was not given."""

    text: str | None
    blocks: list[Payload] | None = None
    attachments: list[Payload] | None = None

    def as_fields(self) -> Payload:
        """The part of a message that this content is."""
        fields: Payload = {}
        if self.text is not None:
            fields["text"] = self.text
        if self.blocks is not None:
            fields["blocks"] = self.blocks
        if self.attachments is not None:
            fields["attachments"] = self.attachments
        return fields


def read_content(workspace: Workspace, text: Any, blocks: Any, attachments: Any = None) -> Content:
    """Checks what an app wants to say. Raises ContentRefused.

    An empty list of blocks is kept, because it removes the blocks of a message that is updated.
    """
    if blocks is not None and not isinstance(blocks, list):
        raise ContentRefused("invalid_blocks_format")
    if not isinstance(attachments or [], list) or not all(isinstance(a, dict) for a in attachments or []):
        raise ContentRefused("invalid_attachments")
    if len(attachments or []) > MOST_ATTACHMENTS:
        raise ContentRefused("too_many_attachments")
    if blocks and (wrong := wrong_blocks(blocks, "message", workspace.refused_blocks)):
        raise ContentRefused("invalid_blocks", wrong)
    for number, attachment in enumerate(attachments or []):
        place = f"/attachments/{number}/blocks"
        if wrong := wrong_blocks(attachment.get("blocks", []), "message", workspace.refused_blocks, place):
            raise ContentRefused("invalid_attachments", wrong)
    said = None if text is None else str(text)
    if not (said or "").strip() and not blocks and not attachments:
        raise ContentRefused("no_text")
    if not said and blocks:
        said = NO_DISPLAY
    return Content(said, None if blocks is None else normal_blocks(blocks), attachments)


def app_message(
    platform: Platform, workspace: Workspace, app: AppConfig, content: Content, thread_ts: str = ""
) -> Payload:
    """A message of the app, with its timestamp, not yet stored."""
    message: Payload = {
        "user": app.bot_user_id,
        "type": "message",
        "ts": platform.clock.ts(),
        "bot_id": app.bot_id,
        "app_id": app.id,
        "team": workspace.id,
        "bot_profile": {
            "id": app.bot_id,
            "app_id": app.id,
            "user_id": app.bot_user_id,
            "name": app.name,
            "deleted": False,
            "team_id": workspace.id,
        },
        "text": "",
    }
    if thread_ts:
        message["thread_ts"] = thread_ts
    return message | content.as_fields()


def go_by(message: Payload, username: str) -> None:
    """The message goes by another name than the app's: it has no user then, only the bot that sent it."""
    del message["user"], message["bot_profile"]
    message |= {"subtype": "bot_message", "username": username}


def store(platform: Platform, workspace: Workspace, channel: Channel, message: Payload) -> None:
    """Stores a message of the app; everyone in the conversation sees it, and the app hears itself."""
    channel.add(message)
    platform.stream.tell({"type": "message", "team": workspace.id, "channel": channel.id, "ts": message["ts"]})
    announce_message(platform, workspace, channel, message)


def whisper(platform: Platform, workspace: Workspace, channel: Channel, reader: str, message: Payload) -> None:
    """Shows a message to one reader; it is in nobody's history."""
    message["is_ephemeral"] = True
    channel.whispers.append(Whisper(reader, message))
    _tell_reader(platform, workspace, channel, reader, message["ts"])


def change(
    platform: Platform, workspace: Workspace, editor: str, channel: Channel, message: Payload, fields: Payload
) -> None:
    """Changes a stored message, which is marked as edited from then on."""
    previous = dict(message)
    message |= fields
    if not message.get("blocks"):
        message.pop("blocks", None)
    message["edited"] = {"user": editor, "ts": platform.clock.ts()}
    platform.stream.tell({"type": "update", "team": workspace.id, "channel": channel.id, "ts": message["ts"]})
    announce_change(platform, workspace, channel, dict(message), previous)


def delete(platform: Platform, workspace: Workspace, channel: Channel, message: Payload) -> None:
    """Deletes a stored message; of one with answers in its thread a tombstone stays, or they would lose their root."""
    if message.get("reply_count"):
        deleted = dict(message)
        _bury(message)
    else:
        deleted = message
        channel.remove(message["ts"])
    platform.stream.tell({"type": "delete", "team": workspace.id, "channel": channel.id, "ts": message["ts"]})
    announce_deletion(platform, workspace, channel, deleted)


def _bury(message: Payload) -> None:
    kept = ("ts", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply")
    stone = {name: message[name] for name in kept}
    message.clear()
    message |= stone | {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": SLACKBOT,
        "hidden": True,
    }


def change_whisper(platform: Platform, workspace: Workspace, channel: Channel, shown: Whisper, fields: Payload) -> None:
    """Replaces what an ephemeral message says."""
    shown.message.pop("blocks", None)
    shown.message |= fields
    _tell_reader(platform, workspace, channel, shown.reader, shown.message["ts"])


def delete_whisper(platform: Platform, workspace: Workspace, channel: Channel, shown: Whisper) -> None:
    """Takes an ephemeral message away."""
    channel.whispers.remove(shown)
    _tell_reader(platform, workspace, channel, shown.reader, shown.message["ts"])


def _tell_reader(platform: Platform, workspace: Workspace, channel: Channel, reader: str, ts: str) -> None:
    platform.stream.tell({"type": "ephemeral", "team": workspace.id, "channel": channel.id, "ts": ts, "reader": reader})

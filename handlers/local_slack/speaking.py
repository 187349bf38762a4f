"""A person types: a message in a conversation, or a slash command."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.local_slack.channels import Channel, by
from handlers.local_slack.config import AppConfig
from handlers.local_slack.delivery import Ack
from handlers.local_slack.events import message_event, tell
from handlers.local_slack.files import Upload
from handlers.local_slack.interactions import slash_command
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.posting import ContentRefused, app_message, read_content, store, whisper
from handlers.local_slack.typed import command_text, message_blocks, message_text
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


@dataclass(frozen=True)
class Spoken:
    """What came of it: the message's timestamp, the app's answer, or the error that the person sees."""

    ts: str | None = None
    ack: Ack | None = None
    error: str | None = None


async def say(
    platform: Platform,
    workspace: Workspace,
    person: Person,
    channel: Channel,
    text: str,
    thread_ts: str = "",
    uploads: Sequence[Upload] = (),
) -> Spoken:
    """Posts a message as a person, with files if there are any, and waits until the app has acknowledged hearing it."""
    message: Payload = {
        "user": person.id,
        "type": "message",
        "ts": platform.clock.ts(),
        "client_msg_id": str(uuid.uuid4()),
        "text": message_text(workspace, person, text),
        "team": workspace.id,
        "blocks": message_blocks(workspace, person, text, workspace.number("b")),
    }
    if uploads:
        created = int(platform.now().timestamp())
        message |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
        message["files"] = [upload.as_slack(platform.url, person.id, created) for upload in uploads]
        if not text:
            del message["blocks"]
    if person.home_team:
        message |= {"user_team": person.home_team, "source_team": person.home_team}
    if thread_ts:
        message |= {"thread_ts": thread_ts} | by("parent_user_id", channel.find(thread_ts) or message)
    channel.add(message)
    channel.last_read[person.id] = message["ts"]
    platform.stream.tell({"type": "message", "team": workspace.id, "channel": channel.id, "ts": message["ts"]})
    told = (_tell(platform, workspace, app, channel, message) for app in workspace.apps_in(channel))
    return Spoken(message["ts"], next(filter(None, await asyncio.gather(*told)), None))


async def _tell(
    platform: Platform, workspace: Workspace, app: AppConfig, channel: Channel, message: Payload
) -> Ack | None:
    """Tells an app of a message and, when it is named in a channel, of that as well."""
    ack = await tell(platform, workspace, app, message_event(channel, message))
    if not channel.is_im and f"<@{app.bot_user_id}>" in message["text"]:
        mention = message | {"type": "app_mention", "channel": channel.id, "event_ts": message["ts"]}
        ack = await tell(platform, workspace, app, mention)
    return ack


async def command(platform: Platform, workspace: Workspace, person: Person, channel: Channel, typed: str) -> Spoken:
    """Runs a slash command and shows what the app answers at once."""
    name, *words = typed.split(maxsplit=1)
    rest = words[0] if words else ""
    found = workspace.command(name)
    if found is None:
        return Spoken(error="unknown_command")
    app, known = found
    text = command_text(workspace, person, rest.strip(), known.should_escape)
    payload = slash_command(platform, workspace, app, person, channel, name, text)
    ack = await platform.delivery.send(workspace.id, app, "command", "command", f"{name} {text}".strip(), payload)
    if ack.error:
        return Spoken(ack=ack, error=ack.error)
    error = _show_answer(platform, workspace, app, person, channel, ack.response)
    return Spoken(ack=ack, error=error)


def _show_answer(
    platform: Platform, workspace: Workspace, app: AppConfig, person: Person, channel: Channel, response: Any
) -> str | None:
    """The answer to a command is for the person alone, unless it says "in_channel"."""
    answer = {"text": response} if isinstance(response, str) else response
    if not answer:
        return None
    if not isinstance(answer, dict):
        return "invalid_command_response"
    try:
        content = read_content(workspace, answer.get("text"), answer.get("blocks"), answer.get("attachments"))
    except ContentRefused as refusal:
        if refusal.code == "no_text":
            return None
        platform.inspector.note(
            "in", "command", "the answer to a command", team=workspace.id, error=refusal.code, response=refusal.errors
        )
        return "invalid_command_response"
    message = app_message(platform, workspace, app, content)
    if answer.get("response_type") == "in_channel":
        store(platform, workspace, channel, message)
    else:
        whisper(platform, workspace, channel, person.id, message)
    return None

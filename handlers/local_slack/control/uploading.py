"""A person drops files into a conversation."""

import base64
import binascii
from typing import Any

from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.control.doing import spoken
from handlers.local_slack.files import Upload
from handlers.local_slack.speaking import say
from handlers.local_slack.wire import Payload

MOST_FILES = 10


async def upload(ask: Ask) -> Payload:
    """Shares `files` (each a `name` and its `content` in base64), with `text` beside them if there is any."""
    person, channel = ask.actor, ask.channel
    if person.id not in channel.members:
        raise ControlRefused("not_in_channel", f"{person.real_name} is not in this channel.")
    if channel.is_archived:
        raise ControlRefused("is_archived", "This channel is archived.")
    given = ask.arguments.get("files")
    if not isinstance(given, list) or not given:
        raise ControlRefused("missing_argument", '"files" is missing.')
    if len(given) > MOST_FILES:
        raise ControlRefused("too_many_files", f"At most {MOST_FILES} files go into one message.")
    uploads = [_upload(ask, file, channel.id) for file in given]
    for one in uploads:
        ask.platform.files.by_id[one.id] = one
    text = ask.text("text")
    return spoken(await say(ask.platform, ask.workspace, person, channel, text, ask.text("thread_ts"), uploads), text)


def _upload(ask: Ask, given: Any, channel: str) -> Upload:
    """Slack takes no file without a name or without a byte."""
    name = str(given.get("name") or "").replace("/", "_") if isinstance(given, dict) else ""
    try:
        content = base64.b64decode(str(given["content"]), validate=True) if name else b""
    except (KeyError, binascii.Error):
        raise ControlRefused("invalid_value", f'The content of "{name}" is not base64.') from None
    if not content:
        raise ControlRefused("file_empty", f'"{name}" is empty, or has no name.')
    workspace, person = ask.workspace, ask.person
    return Upload(
        workspace.number("F"),
        workspace.id,
        "",
        name,
        content=content,
        is_shared=True,
        user=person.id,
        user_team=person.home_team or workspace.id,
        channel=channel,
    )

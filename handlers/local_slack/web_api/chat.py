"""chat.*: what the app says."""

from typing import Any

from handlers.local_slack.channels import Channel
from handlers.local_slack.posting import (
    LONGEST_TEXT,
    Content,
    ContentRefused,
    app_message,
    change,
    delete,
    go_by,
    read_content,
    store,
    whisper,
)
from handlers.local_slack.web_api.call import ApiError, Call, invalid_arguments, method
from handlers.local_slack.wire import Payload

MOST_METADATA = 16 * 1024  # characters of JSON


@method("chat.postMessage", tier=5, scopes=("chat:write",))
async def chat_post_message(call: Call) -> Payload:
    """Posts to a channel, or to a person's direct message when `channel` is a user id."""
    channel = addressed(call)
    if wait := call.platform.rate_limits.wait_for_channel(call.team, call.app.id, channel.id):
        raise ApiError("ratelimited", retry_after=wait)
    content = content_of(call)
    if content.text and len(content.text) > LONGEST_TEXT:
        content = Content(content.text[:LONGEST_TEXT], content.blocks, content.attachments)
        call.warnings.append("message_truncated")
    metadata = metadata_of(call)
    message = app_message(call.platform, call.workspace, call.app, content, thread_of(call, channel))
    if metadata:
        message["metadata"] = metadata
    if (username := call.text("username")) and "chat:write.customize" in call.app.scopes:
        go_by(message, username)  # without the scope Slack leaves it out, and says nothing
    if "thread_ts" in message and call.flag("reply_broadcast"):
        message["subtype"] = "thread_broadcast"
    store(call.platform, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message["ts"], "message": dict(message)}


@method("chat.postEphemeral", tier=4, scopes=("chat:write",))
async def chat_post_ephemeral(call: Call) -> Payload:
    """Shows a message to one person in a conversation, until they reload."""
    channel = addressed(call)
    user = call.required("user", "user_not_found")
    if call.workspace.person(user) is None:
        raise ApiError("user_not_found")
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    content = short_content_of(call)
    message = app_message(call.platform, call.workspace, call.app, content, thread_of(call, channel))
    whisper(call.platform, call.workspace, channel, user, message)
    return {"message_ts": message["ts"]}


@method("chat.update", tier=3, scopes=("chat:write",))
async def chat_update(call: Call) -> Payload:
    """Changes one of the app's own messages; `channel` must be a conversation's id, not a person's."""
    channel = call.conversation()
    message = _own_message(call, channel, "cant_update_message")
    fields = short_content_of(call).as_fields()
    metadata = metadata_of(call)
    if metadata is not None:
        fields["metadata"] = metadata
    change(call.platform, call.workspace, call.app.bot_user_id, channel, message, fields)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": dict(message)}


@method("chat.delete", tier=3, scopes=("chat:write",))
async def chat_delete(call: Call) -> Payload:
    """Deletes one of the app's own messages."""
    channel = call.conversation()
    message = _own_message(call, channel, "cant_delete_message")
    delete(call.platform, call.workspace, channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


@method("chat.getPermalink", tier=5, json=False)
async def chat_get_permalink(call: Call) -> Payload:
    """The address of a message."""
    channel = call.conversation()
    ts = call.required("message_ts", "message_not_found")
    if channel.find(ts) is None:
        raise ApiError("message_not_found")
    address = f"https://{call.workspace.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def addressed(call: Call) -> Channel:
    """The conversation to post in. Raises `channel_not_found`, `not_in_channel`, `is_archived`, `messages_tab_disabled`."""
    wanted = call.required("channel", "channel_not_found")
    workspace = call.workspace
    person = workspace.person(wanted)
    if person and (person.deleted or person.id == call.app.bot_user_id):
        raise ApiError("channel_not_found")
    if person and not person.has_messages:
        raise ApiError("cannot_dm_bot")
    channel = call.direct(person.id) if person else workspace.channel(wanted)
    if channel is None or not call.sees(channel):
        raise ApiError("channel_not_found")
    if channel.is_im and not call.app.messages_tab:
        raise ApiError("messages_tab_disabled")
    if channel.is_archived:
        raise ApiError("is_archived")
    if call.app.bot_user_id not in channel.members and "chat:write.public" not in call.app.scopes:
        raise ApiError("not_in_channel")
    return channel


def content_of(call: Call) -> Content:
    """What is to be said. Raises Slack's errors about texts and blocks."""
    blocks = call.structure("blocks", "invalid_blocks_format")
    attachments = call.structure("attachments", "invalid_attachments")
    text: Any = call.arguments.get("text")
    if isinstance(text, dict | list):
        raise invalid_arguments("must provide a string [json-pointer:/text]")
    markdown = call.text("markdown_text")
    if markdown:
        if text or blocks:
            raise ApiError("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": markdown}]
        text = markdown
    try:
        return read_content(call.workspace, text, blocks, attachments)
    except ContentRefused as refusal:
        raise refused(refusal) from None


def refused(refusal: ContentRefused) -> ApiError:
    """The Web API's way of saying that content cannot be taken: with pointers to what is wrong."""
    if not refusal.errors:
        return ApiError(refusal.code)
    messages = [f"[ERROR] {error}" for error in refusal.errors]
    return ApiError(refusal.code, errors=refusal.errors, response_metadata={"messages": messages})


def short_content_of(call: Call) -> Content:
    """What is to be said, where Slack refuses long texts instead of cutting them. Raises `msg_too_long`."""
    content = content_of(call)
    if content.text and len(content.text) > LONGEST_TEXT:
        raise ApiError("msg_too_long")
    return content


def metadata_of(call: Call) -> Payload | None:
    """The metadata; {} removes it. Raises `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large`."""
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if metadata == {}:
        return {}
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    payload = metadata.get("event_payload")
    if (
        not isinstance(metadata.get("event_type"), str)
        or not metadata["event_type"]
        or not isinstance(payload, dict)
        or any(isinstance(value, dict | list) for value in payload.values())
    ):
        raise ApiError("invalid_metadata_schema")
    if len(str(metadata)) > MOST_METADATA:
        raise ApiError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": payload}


def thread_of(call: Call, channel: Channel) -> str:
    """The root of the thread to answer in; an answer to an answer goes to the same root."""
    ts = call.text("thread_ts")
    if not ts:
        return ""
    root = channel.find(ts)
    if root is None:
        raise ApiError("thread_not_found")
    return str(root.get("thread_ts", ts))


def _own_message(call: Call, channel: Channel, code: str) -> Payload:
    message = channel.find(call.required("ts", "message_not_found"))
    if message is None:
        raise ApiError("message_not_found")
    if message.get("bot_id") != call.app.bot_id:
        raise ApiError(code)
    return message

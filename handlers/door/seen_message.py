"""The message on which somebody runs a shortcut: its words, when they were written, and whether everybody may read them."""

from datetime import UTC, datetime
from typing import Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.payloads import unescaped
from handlers.door.request import SeenMessage

Json: TypeAlias = dict[str, Any]


async def seen_message(body: Json, client: AsyncWebClient) -> SeenMessage | None:
    """The message of a `message_action` payload; None for a global shortcut."""
    message: Json | None = body.get("message")
    if message is None:
        return None
    channel, ts = str(body["channel"]["id"]), str(message["ts"])
    return SeenMessage(
        channel_id=channel,
        ts=ts,
        text=unescaped(_text(message)),
        written_at=datetime.fromtimestamp(float(ts), UTC),
        link=_link(body, channel, ts, str(message.get("thread_ts") or "")),
        is_public=await _is_public(client, channel),
    )


def _text(message: Json) -> str:
    attached: list[Json] = message.get("attachments") or [{}]
    return str(message.get("text") or attached[0].get("text") or attached[0].get("fallback") or "")


def _link(body: Json, channel: str, ts: str, thread_ts: str) -> str:
    """Slack's own address of a message: who may not read it there cannot read it by this."""
    domain = (body.get("team") or {}).get("domain") or "app"
    in_thread = f"?thread_ts={thread_ts}&cid={channel}" if thread_ts and thread_ts != ts else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{in_thread}"


async def _is_public(client: AsyncWebClient, channel: str) -> bool:
    """Whether the whole workspace may read it; what Slack does not show us is private."""
    try:
        found: Json = (await client.conversations_info(channel=channel))["channel"]
    except (SlackApiError, aiohttp.ClientError, TimeoutError):
        return False
    closed = ("is_private", "is_im", "is_mpim", "is_ext_shared")
    return bool(found.get("is_channel")) and not any(found.get(mark) for mark in closed)

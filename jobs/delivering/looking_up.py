"""Looking up in Slack's history whether a message without an answer is there."""

import json
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from jobs.delivering.sending import EVENT_TYPE, Json, Lost, NotNow, Refused, meaning_of


@dataclass(frozen=True)
class Seen:
    """What Slack's history says about a delivery: `ts` empty when it is not there."""

    channel_id: str
    ts: str = ""


async def look_up(
    client: AsyncWebClient, delivery_id: str, text: str, channel: str, oldest: float, thread_ts: str | None = None
) -> Seen | NotNow | Refused:
    """Look for our own message with this delivery's id since `oldest` (Unix seconds).

    Where Slack shows a message of ours without its metadata, the same `text` counts as found: rather once too few
    than twice.
    Refused when Slack does not let us read there: then nothing may be sent again.
    """
    try:
        if channel.startswith(("U", "W")):
            opened = await client.api_call("conversations.open", json={"users": channel})
            channel = str(opened["channel"]["id"])
        method = "conversations.replies" if thread_ts else "conversations.history"
        asked: Json = {"channel": channel, "oldest": f"{oldest:.6f}", "include_all_metadata": True, "limit": 200}
        if thread_ts:
            asked["ts"] = thread_ts
        while True:
            page = await client.api_call(method, params=asked)
            for message in page["messages"]:
                if _is_it(message, delivery_id, text):
                    return Seen(channel, str(message["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Seen(channel)
            asked["cursor"] = cursor
    except SlackApiError as error:
        return _unread(error.response)
    except (TimeoutError, aiohttp.ClientError, SlackClientError, json.JSONDecodeError, OSError) as error:
        return NotNow(f"no answer: {type(error).__name__}", 60)


def _unread(response: AsyncSlackResponse | Json) -> NotNow | Refused:
    meaning = meaning_of(response)
    return NotNow("history cannot be read just now", 60) if isinstance(meaning, Lost) else meaning


def _is_it(message: Json, delivery_id: str, text: str) -> bool:
    metadata = message.get("metadata")
    if metadata and metadata.get("event_type") == EVENT_TYPE:
        return str((metadata.get("event_payload") or {}).get("id")) == delivery_id
    return bool(message.get("bot_id")) and not metadata and message.get("text") == text

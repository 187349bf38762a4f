"""One call to Slack, and what its answer means for the delivery."""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Json: TypeAlias = dict[str, Any]
EVENT_TYPE = "koers_delivery"
CALL_TIMEOUT = 30
"""Seconds; far below the ledger's lease."""

BUSY = {"ratelimited", "rate_limited", "message_limit_exceeded"}
PERHAPS_STORED = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack answers these also when it has the message: never a reason to send it again unseen."""
OUR_TOKEN = {
    "account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked", "org_login_required",
    "ekm_access_denied", "accesslimited", "two_factor_setup_required", "team_access_not_granted",
}  # fmt: skip
"""The workspace cannot be spoken to at all: its deliveries wait."""
NATIVE_BLOCKS = {"invalid_blocks", "invalid_blocks_format"}


@dataclass(frozen=True)
class Sent:
    """Slack has it."""

    channel_id: str
    ts: str
    in_plain_blocks: bool = False
    """The native blocks were refused; the plain ones were taken."""


@dataclass(frozen=True)
class NotNow:
    """Slack does not have it and asks to wait."""

    why: str
    seconds: float


@dataclass(frozen=True)
class Refused:
    """Slack does not have it and never will."""

    why: str


@dataclass(frozen=True)
class Lost:
    """No answer that says anything: Slack may or may not have it."""

    why: str


Answer: TypeAlias = Sent | NotNow | Refused | Lost


async def send(
    client: AsyncWebClient,
    delivery_id: str,
    channel: str,
    message: Json,
    *,
    rich: bool,
    thread_ts: str | None = None,
) -> Answer:
    """Post a delivery, marked with its id so that it can be found again.

    `message` has `text`, `blocks` and `plain_blocks`; native blocks that are refused are sent once more in plain ones.
    """
    plain = message.get("plain_blocks")
    blocks = message.get("blocks") if rich or plain is None else plain
    answer = await _post(client, delivery_id, channel, message["text"], blocks, thread_ts)
    if (
        isinstance(answer, Refused)
        and answer.why in NATIVE_BLOCKS
        and plain is not None
        and blocks is not plain
    ):
        answer = await _post(client, delivery_id, channel, message["text"], plain, thread_ts)
        if isinstance(answer, Sent):
            return Sent(answer.channel_id, answer.ts, in_plain_blocks=True)
    return answer


async def _post(
    client: AsyncWebClient,
    delivery_id: str,
    channel: str,
    text: str,
    blocks: list[Json] | None,
    thread_ts: str | None,
) -> Answer:
    content: Json = {
        "channel": channel,
        "text": text,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"id": delivery_id}},
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if blocks:
        content["blocks"] = blocks
    if thread_ts:
        content["thread_ts"] = thread_ts
    try:
        posted = await client.api_call("chat.postMessage", json=content)
    except SlackApiError as error:
        return _meaning(error.response)
    except aiohttp.ClientConnectorError as error:
        return NotNow(f"Slack cannot be reached: {type(error).__name__}", 60)
    except (TimeoutError, aiohttp.ClientError, SlackClientError, json.JSONDecodeError, OSError) as error:
        return Lost(f"no answer: {type(error).__name__}")
    if not posted.get("ts") or not posted.get("channel"):
        return Lost("an answer without a message")
    return Sent(str(posted["channel"]), str(posted["ts"]))


def _meaning(response: AsyncSlackResponse | Json) -> Answer:
    status, headers, body = _parts(response)
    error = str(body.get("error") or "")
    if status == 429 or error in BUSY:
        return NotNow(error or "ratelimited", _retry_after(headers))
    if status >= 500 or error in PERHAPS_STORED or not error:
        return Lost(f"HTTP {status} {error}".strip())
    if error in OUR_TOKEN:
        return NotNow(error, 15 * 60)
    return Refused(error)


def _parts(response: AsyncSlackResponse | Json) -> tuple[int, Json, Json]:
    if isinstance(response, dict):  # slack_sdk's own, for an answer that is no JSON
        return int(response.get("status") or 0), response.get("headers") or {}, {}
    body = response.data if isinstance(response.data, dict) else {}
    return response.status_code, response.headers, body


def _retry_after(headers: Json) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after" and str(value).strip().isdigit():
            return max(1.0, float(value))
    return 30.0


# --- the look-up ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """What Slack's history says about a delivery: `ts` empty when it is not there."""

    channel_id: str
    ts: str = ""


async def look_up(
    client: AsyncWebClient,
    delivery_id: str,
    text: str,
    channel: str,
    oldest: float,
    thread_ts: str | None = None,
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
        asked: Json = {
            "channel": channel,
            "oldest": f"{oldest:.6f}",
            "include_all_metadata": True,
            "limit": 200,
        }
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
    meaning = _meaning(response)
    if isinstance(meaning, NotNow | Refused):
        return meaning
    return NotNow("history cannot be read just now", 60)


def _is_it(message: Json, delivery_id: str, text: str) -> bool:
    metadata = message.get("metadata")
    if metadata and metadata.get("event_type") == EVENT_TYPE:
        return str((metadata.get("event_payload") or {}).get("id")) == delivery_id
    return bool(message.get("bot_id")) and not metadata and message.get("text") == text

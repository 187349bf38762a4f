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

BUSY = {"ratelimited", "rate_limited", "message_limit_exceeded"}
PERHAPS_STORED = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""Slack answers these also when it has the message: never a reason to send it again unseen."""
OUR_TOKEN = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "token_expired",
    "token_revoked",
    "org_login_required",
    "ekm_access_denied",
    "accesslimited",
    "two_factor_setup_required",
    "team_access_not_granted",
}
"""The workspace cannot be spoken to at all: its deliveries wait."""
NATIVE_BLOCKS = {"invalid_blocks", "invalid_blocks_format"}


@dataclass(frozen=True)
class Sent:
    """Slack has stored the message."""

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
    client: AsyncWebClient, delivery_id: str, channel: str, message: Json, *, rich: bool, thread_ts: str | None = None
) -> Answer:
    """Post a delivery, marked with its id so that it can be found again.

    `message` has `text`, `blocks`, `plain_blocks` and perhaps an `author`; native blocks that are refused are sent once
    more in plain ones. Without the scope for another name Slack leaves the author out, and says nothing of it.
    """
    plain = message.get("plain_blocks")
    blocks = message.get("blocks") if rich or plain is None else plain
    answer = await _post(client, delivery_id, channel, message, blocks, thread_ts)
    if isinstance(answer, Refused) and answer.why in NATIVE_BLOCKS and plain is not None and blocks is not plain:
        answer = await _post(client, delivery_id, channel, message, plain, thread_ts)
        if isinstance(answer, Sent):
            return Sent(answer.channel_id, answer.ts, in_plain_blocks=True)
    return answer


async def _post(
    client: AsyncWebClient,
    delivery_id: str,
    channel: str,
    message: Json,
    blocks: list[Json] | None,
    thread_ts: str | None,
) -> Answer:
    content: Json = {
        "channel": channel,
        "text": message["text"],
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"id": delivery_id}},
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if blocks:
        content["blocks"] = blocks
    if thread_ts:
        content["thread_ts"] = thread_ts
    if message.get("author"):
        content["username"] = message["author"]
    try:
        posted = await client.api_call("chat.postMessage", json=content)
    except SlackApiError as error:
        return meaning_of(error.response)
    except aiohttp.ClientConnectorError as error:
        return NotNow(f"Slack cannot be reached: {type(error).__name__}", 60)
    except (TimeoutError, aiohttp.ClientError, SlackClientError, json.JSONDecodeError, OSError) as error:
        return Lost(f"no answer: {type(error).__name__}")
    if not posted.get("ts") or not posted.get("channel"):
        return Lost("an answer without a message")
    return Sent(str(posted["channel"]), str(posted["ts"]))


def meaning_of(response: AsyncSlackResponse | Json) -> NotNow | Refused | Lost:
    """What a refusal of Slack's says about the message."""
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

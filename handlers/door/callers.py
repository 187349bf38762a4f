"""Who comes in, as Slack's payloads say it."""

from typing import Any, TypeAlias

from handlers.door import payloads
from handlers.door.transaction import Caller

Json: TypeAlias = dict[str, Any]


def writer(body: Json, message: Json) -> Caller:
    """Who wrote a message in the DM, and which message it is."""
    channel = body["event"]["channel"]
    caller = caller_in(body, message["user"], channel, f"event:{body['event_id']}")
    caller.message = f"{channel}:{message['ts']}" if "ts" in message else ""
    caller.thread = f"{channel}:{message['thread_ts']}" if "thread_ts" in message else ""
    return caller


def caller_in(body: Json, user_id: str, channel_id: str, key: str) -> Caller:
    """Who does something somewhere, with the delivery `key`."""
    team = str(body.get("team_id") or (body.get("team") or {}).get("id") or body["user"]["team_id"])
    return Caller(team, user_id, channel_id, key, payloads.is_stranger(body, team))

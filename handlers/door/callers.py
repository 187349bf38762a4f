"""Who comes in, as Slack's payloads say it."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door import payloads
from models.refusal import Refusal
from models.team.enrolment import NOT_LET_IN, Profile, Standing

Json: TypeAlias = dict[str, Any]
NOT_SHOWN = ("user_not_found", "user_not_visible")
"""Slack's errors about people of other workspaces."""


@dataclass(slots=True)
class Caller:
    """Who comes in, and with which delivery (`key`; empty when it has no effect to repeat)."""

    workspace_id: str
    user_id: str
    channel_id: str
    key: str
    is_stranger: bool = False
    """What arrived says that they are of another workspace, in a channel that both share."""
    message: str = ""
    """The message that is read, as `channel:timestamp`."""
    thread: str = ""
    """The message in whose thread that is, in the same way."""
    language: str = "en"
    """Known as soon as the person has been found."""
    visit: str = ""
    """The reference of the visit, as soon as it has begun: what the program does next for them is a part of it."""
    is_typing: bool = False
    """They type in a menu that fills itself: each letter asks anew."""


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


async def profile_of(client: AsyncWebClient, caller: Caller) -> Profile:
    """Who this is in Slack. Refuses somebody whom Slack does not show us: they are of another workspace."""
    try:
        user = (await client.users_info(user=caller.user_id, include_locale=True))["user"]
    except SlackApiError as error:
        if error.response["error"] in NOT_SHOWN:
            raise Refusal(NOT_LET_IN[Standing.STRANGER]) from None
        raise
    return payloads.profile(user, caller.workspace_id)

"""reactions.*: emoji under messages."""

import re

from handlers.local_slack.channels import Channel
from handlers.local_slack.reacting import change_reaction, reacted
from handlers.local_slack.web_api.call import ApiError, Call, method
from handlers.local_slack.web_api.paging import page_of
from handlers.local_slack.wire import Payload

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


@method("reactions.add", tier=3, scopes=("reactions:write",))
async def reactions_add(call: Call) -> Payload:
    """The bot adds a reaction."""
    channel, message, name = _channel(call), _message(call), _name(call)
    if call.app.bot_user_id in reacted(message, name):
        raise ApiError("already_reacted")
    change_reaction(call.platform, call.workspace, channel, message, call.app.bot_user_id, name, add=True)
    return {}


@method("reactions.remove", tier=2, scopes=("reactions:write",))
async def reactions_remove(call: Call) -> Payload:
    """The bot takes its reaction back."""
    channel, message, name = _channel(call), _message(call), _name(call)
    if call.app.bot_user_id not in reacted(message, name):
        raise ApiError("no_reaction")
    change_reaction(call.platform, call.workspace, channel, message, call.app.bot_user_id, name, add=False)
    return {}


@method("reactions.get", tier=3, scopes=("reactions:read",), json=False)
async def reactions_get(call: Call) -> Payload:
    """A message with its reactions."""
    return {"type": "message", "channel": _channel(call).id, "message": _message(call)}


@method("reactions.list", tier=2, scopes=("reactions:read",), json=False)
async def reactions_list(call: Call) -> Payload:
    """The messages to which somebody, the bot when nobody is named, has reacted."""
    user = call.person().id if call.text("user") else call.app.bot_user_id
    found = [
        {"type": "message", "channel": channel.id, "message": message}
        for channel in call.workspace.channels.values()
        if call.app.bot_user_id in channel.members
        for message in channel.messages
        if any(user in r["users"] for r in message.get("reactions", []))
    ]
    items, metadata = page_of(call, found, most=1000, default=100)
    return {"items": items, "response_metadata": metadata}


def _channel(call: Call) -> Channel:
    channel = call.conversation()
    if call.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _message(call: Call) -> Payload:
    message = _channel(call).find(call.required("timestamp", "no_item_specified"))
    if message is None:
        raise ApiError("message_not_found")
    return message


def _name(call: Call) -> str:
    name = call.required("name", "invalid_name").strip(":")
    if not EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    return name

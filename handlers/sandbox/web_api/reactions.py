"""reactions.*: emoji under messages."""

import re

from handlers.sandbox.web_api.call import ApiError, Call, method
from handlers.sandbox.wire import Payload

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


@method("reactions.add", tier=3, scopes=("reactions:write",))
async def reactions_add(call: Call) -> Payload:
    """The bot adds a reaction."""
    message, name = _message(call), _name(call)
    reactions = message.setdefault("reactions", [])
    reaction = next((r for r in reactions if r["name"] == name), None)
    if reaction is None:
        reactions.append({"name": name, "users": [call.app.bot_user_id], "count": 1})
    elif call.app.bot_user_id in reaction["users"]:
        raise ApiError("already_reacted")
    else:
        reaction["users"].append(call.app.bot_user_id)
        reaction["count"] += 1
    _tell(call, message)
    return {}


@method("reactions.remove", tier=2, scopes=("reactions:write",))
async def reactions_remove(call: Call) -> Payload:
    """The bot takes its reaction back."""
    message, name = _message(call), _name(call)
    reaction = next((r for r in message.get("reactions", []) if r["name"] == name), None)
    if reaction is None or call.app.bot_user_id not in reaction["users"]:
        raise ApiError("no_reaction")
    reaction["users"].remove(call.app.bot_user_id)
    reaction["count"] -= 1
    message["reactions"] = [r for r in message["reactions"] if r["count"]]
    if not message["reactions"]:
        del message["reactions"]
    _tell(call, message)
    return {}


def _message(call: Call) -> Payload:
    message = call.conversation().find(call.required("timestamp", "no_item_specified"))
    if message is None:
        raise ApiError("message_not_found")
    return message


def _name(call: Call) -> str:
    name = call.required("name", "invalid_name").strip(":")
    if not EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    return name


def _tell(call: Call, message: Payload) -> None:
    channel = call.text("channel")
    call.platform.stream.tell(
        {"type": "update", "team": call.workspace.id, "channel": channel, "ts": message["ts"]}
    )

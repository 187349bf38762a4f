"""Emoji under messages, of people and of apps."""

from handlers.local_slack.channels import Channel, by
from handlers.local_slack.events import tell_later
from handlers.local_slack.platform import Platform
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


def reacted(message: Payload, name: str) -> list[str]:
    """Who has put this emoji under the message."""
    found = (r["users"] for r in message.get("reactions", []) if r["name"] == name)
    return next(found, [])


def change_reaction(
    platform: Platform, workspace: Workspace, channel: Channel, message: Payload, user: str, name: str, *, add: bool
) -> None:
    """Puts somebody's emoji under a message or takes it away; the page and the apps in the channel hear it."""
    users = [u for u in reacted(message, name) if u != user] + ([user] if add else [])
    others = [r for r in message.get("reactions", []) if r["name"] != name]
    message["reactions"] = [*others, {"name": name, "users": users, "count": len(users)}] if users else others
    if not message["reactions"]:
        del message["reactions"]
    change = {"type": "update", "team": workspace.id, "channel": channel.id, "ts": message["ts"]}
    platform.stream.tell(change)
    event = {
        "type": "reaction_added" if add else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
        "event_ts": platform.clock.ts(),
    }
    event |= by("item_user", message)
    tell_later(platform, workspace, workspace.apps_in(channel), event)

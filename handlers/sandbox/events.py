"""Events: what happened in a workspace, told to the app in Slack's words."""

from handlers.sandbox.channels import Channel
from handlers.sandbox.delivery import Ack
from handlers.sandbox.people import Person
from handlers.sandbox.platform import Platform
from handlers.sandbox.wire import Payload
from handlers.sandbox.workspace import Workspace


async def tell(platform: Platform, workspace: Workspace, event: Payload) -> Ack | None:
    """Sends an event and waits for the first answer; None when the app is not subscribed."""
    return await platform.delivery.send_event(workspace.id, workspace.app, event)


def tell_later(platform: Platform, workspace: Workspace, event: Payload) -> None:
    """Sends an event without waiting, when there is an app to hear it."""
    if platform.is_connected(workspace):
        platform.delivery.in_background(tell(platform, workspace, event))


def message_event(channel: Channel, said: Payload, **changes: object) -> Payload:
    """The event of a message, or of a change to it when `subtype` and its fields are given."""
    kind = "im" if channel.is_im else "group" if channel.is_private else "channel"
    content = {"type": "message", **changes} if changes else dict(said)
    return content | {
        "channel": channel.id,
        "channel_type": kind,
        "event_ts": changes.get("ts", said["ts"]),
    }


def hears(workspace: Workspace, channel: Channel) -> bool:
    """Whether the app is in the conversation, and so hears what is said there."""
    return workspace.app.bot_user_id in channel.members


def announce_message(platform: Platform, workspace: Workspace, channel: Channel, message: Payload) -> None:
    """The app hears its own messages as well, where it is subscribed to them."""
    if hears(workspace, channel):
        tell_later(platform, workspace, message_event(channel, message))


def announce_change(
    platform: Platform, workspace: Workspace, channel: Channel, message: Payload, previous: Payload
) -> None:
    """message_changed."""
    if hears(workspace, channel):
        ts = platform.clock.ts()
        event = message_event(
            channel,
            message,
            subtype="message_changed",
            message=message,
            previous_message=previous,
            hidden=True,
            ts=ts,
        )
        tell_later(platform, workspace, event)


def announce_deletion(platform: Platform, workspace: Workspace, channel: Channel, message: Payload) -> None:
    """message_deleted."""
    if hears(workspace, channel):
        ts = platform.clock.ts()
        event = message_event(
            channel,
            message,
            subtype="message_deleted",
            previous_message=message,
            deleted_ts=message["ts"],
            hidden=True,
            ts=ts,
        )
        tell_later(platform, workspace, event)


def member_joined(platform: Platform, workspace: Workspace, channel: Channel, user: str) -> None:
    """member_joined_channel."""
    event = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": workspace.id,
        "event_ts": platform.clock.ts(),
    }
    tell_later(platform, workspace, event)
    platform.stream.tell({"type": "channels", "team": workspace.id})


def person_event(platform: Platform, workspace: Workspace, person: Person, name: str) -> Payload:
    """team_join or user_change, with the whole person."""
    shown = person.as_slack(
        workspace.id, platform.now(), locale=True, email="users:read.email" in workspace.app.scopes
    )
    now = platform.now()
    return {"type": name, "user": shown, "cache_ts": int(now.timestamp()), "event_ts": platform.clock.ts()}

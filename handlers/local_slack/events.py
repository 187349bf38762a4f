"""Events: what happened in a workspace, told to the app in Slack's words."""

import asyncio
from collections.abc import Iterable

from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.delivery import Ack
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

KINDS = {"im": "im", "mpim": "mpim", "private_channel": "group", "public_channel": "channel"}


async def tell(platform: Platform, workspace: Workspace, app: AppConfig, event: Payload) -> Ack | None:
    """Sends an event to one app and waits for the first answer; None when the app is not subscribed."""
    return await platform.delivery.send_event(workspace.id, app, event)


async def tell_all(platform: Platform, workspace: Workspace, events: dict[str, Payload]) -> Ack | None:
    """Sends each app its event, by the app's id, and waits for all; the first answer, None without any."""
    told = (tell(platform, workspace, workspace.apps[app], event) for app, event in events.items())
    return next(filter(None, await asyncio.gather(*told)), None)


def tell_later(platform: Platform, workspace: Workspace, apps: Iterable[AppConfig], event: Payload) -> None:
    """Sends an event without waiting; an app that is away may hear it when it is repeated."""
    for app in apps:
        platform.delivery.in_background(tell(platform, workspace, app, event))


def message_event(channel: Channel, said: Payload, **changes: object) -> Payload:
    """The event of a message, or of a change to it when `subtype` and its fields are given."""
    kind = KINDS[channel.kind]
    content = {"type": "message", **changes} if changes else dict(said)
    return content | {"channel": channel.id, "channel_type": kind, "event_ts": changes.get("ts", said["ts"])}


def announce_message(platform: Platform, workspace: Workspace, channel: Channel, message: Payload) -> None:
    """An app hears its own messages as well, where it is subscribed to them."""
    tell_later(platform, workspace, workspace.apps_in(channel), message_event(channel, message))


def announce_change(
    platform: Platform, workspace: Workspace, channel: Channel, message: Payload, previous: Payload
) -> None:
    """message_changed."""
    event = message_event(
        channel,
        message,
        subtype="message_changed",
        message=message,
        previous_message=previous,
        hidden=True,
        ts=platform.clock.ts(),
    )
    tell_later(platform, workspace, workspace.apps_in(channel), event)


def announce_deletion(platform: Platform, workspace: Workspace, channel: Channel, message: Payload) -> None:
    """message_deleted."""
    event = message_event(
        channel,
        message,
        subtype="message_deleted",
        previous_message=message,
        deleted_ts=message["ts"],
        hidden=True,
        ts=platform.clock.ts(),
    )
    tell_later(platform, workspace, workspace.apps_in(channel), event)


def member_joined(platform: Platform, workspace: Workspace, channel: Channel, user: str, inviter: str = "") -> None:
    """member_joined_channel, for the apps that are in the channel too."""
    event = _membership(platform, workspace, channel, user, "member_joined_channel")
    event |= {"inviter": inviter} if inviter else {}
    tell_later(platform, workspace, workspace.apps_in(channel), event)
    platform.stream.tell({"type": "channels", "team": workspace.id})


def member_left(platform: Platform, workspace: Workspace, channel: Channel, user: str) -> None:
    """Takes somebody out of a channel: member_left_channel, for the apps that were there too."""
    apps = workspace.apps_in(channel)
    channel.members.remove(user)
    event = _membership(platform, workspace, channel, user, "member_left_channel")
    tell_later(platform, workspace, apps, event)
    platform.stream.tell({"type": "channels", "team": workspace.id})


def _membership(platform: Platform, workspace: Workspace, channel: Channel, user: str, name: str) -> Payload:
    return {
        "type": name,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": workspace.id,
        "event_ts": platform.clock.ts(),
    }


def tell_of_channel(platform: Platform, workspace: Workspace, channel: Channel, what: str) -> None:
    """channel_created, channel_rename and the like: to every app, of a private channel to those in it (group_…)."""
    whole = {"id": channel.id, "name": channel.name, "created": channel.created, "creator": channel.creator}
    event = {
        "type": f"group_{what}" if channel.is_private else f"channel_{what}",
        "channel": whole if what in ("created", "rename") else channel.id,
        "event_ts": platform.clock.ts(),
    }
    apps = workspace.apps_in(channel) if channel.is_private else list(workspace.apps.values())
    if event["type"] != "group_created":
        tell_later(platform, workspace, apps, event)
    platform.stream.tell({"type": "channels", "team": workspace.id})


async def tell_of_person(platform: Platform, workspace: Workspace, person: Person, name: str) -> Ack | None:
    """team_join or user_change, with the whole person, but for the address that an app may not see."""
    now = platform.now()
    common = {"type": name, "cache_ts": int(now.timestamp()), "event_ts": platform.clock.ts()}
    events = {}
    for app in workspace.apps.values():
        email = "users:read.email" in app.scopes
        events[app.id] = common | {"user": person.as_slack(workspace.id, now, locale=True, email=email)}
    return await tell_all(platform, workspace, events)

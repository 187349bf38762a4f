"""What a person sees: the sidebar, messages, threads, modals, Home; and the inspector."""

from dataclasses import asdict

from handlers.local_slack.channels import Channel, stands_in_channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.screens import Screen
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

DEFAULT_LOG_ROWS = 200


async def state(ask: Ask) -> Payload:
    """Everything around the conversation: people, channels, app, clock, Home."""
    workspace = ask.workspace
    me = ask.person if ask.text("as") else _first_person(workspace)
    for app in workspace.apps.values():
        if app.installed:
            workspace.direct(me.id, app.bot_user_id)
    home = workspace.screens.home(me.id, ask.app)
    return {
        "workspace": {"id": workspace.id, "name": workspace.name},
        "workspaces": [{"id": w.id, "name": w.name} for w in ask.platform.workspaces.values()],
        "me": me.as_card(),
        "users": [p.as_card() for p in workspace.people.values()],
        "channels": [_in_sidebar(workspace, c, me) for c in workspace.channels.values() if me.id in c.members],
        "app": _app(ask.platform, ask.app),
        "apps": [_app(ask.platform, app) for app in workspace.apps.values()],
        "clock": clock_of(ask.platform),
        "home": _as_json(workspace, home) if home else None,
    }


async def messages(ask: Ask) -> Payload:
    """A conversation as this person sees it, the oldest first; answers in threads are left out."""
    seen = _seen_by(ask.channel, ask.person)
    return {"messages": [m for m in seen if stands_in_channel(m)]}


async def thread(ask: Ask) -> Payload:
    """A thread as this person sees it, beginning with its root."""
    ts = ask.required("ts")
    return {"messages": [m for m in _seen_by(ask.channel, ask.person) if ts in (m["ts"], m.get("thread_ts"))]}


async def views(ask: Ask) -> Payload:
    """The person's modals (the top one last) and Home, with errors and what was entered."""
    workspace, me = ask.workspace, ask.person
    home = workspace.screens.home(me.id, ask.app)
    return {
        "modals": [_as_json(workspace, screen) for screen in workspace.screens.stack(me.id)],
        "home": _as_json(workspace, home) if home else None,
    }


async def log(ask: Ask) -> Payload:
    """The newest rows of the inspector."""
    limit = ask.text("limit") or str(DEFAULT_LOG_ROWS)
    if not limit.isdigit():
        raise ControlRefused("invalid_limit", '"limit" must be a whole number.')
    return {"rows": ask.platform.inspector.latest(int(limit))}


async def tour(ask: Ask) -> Payload:
    """The guided tour of the configuration, null without one; and whether its offer was put away."""
    told = ask.platform.config.tour
    return {"tour": asdict(told) if told else None, "put_away": ask.platform.tour_is_put_away}


def clock_of(platform: Platform) -> Payload:
    """The clock, as the page shows it."""
    clock = platform.clock
    return {
        "now": clock.now().isoformat(),
        "offset_seconds": round(clock.offset.total_seconds(), 3),
        "frozen": clock.frozen_at is not None,
    }


def _app(platform: Platform, app: AppConfig) -> Payload:
    commands = [{"command": c.command, "description": c.description, "usage_hint": c.usage_hint} for c in app.commands]
    return {
        "id": app.id,
        "name": app.name,
        "bot_user_id": app.bot_user_id,
        "commands": commands,
        "shortcuts": [vars(s) for s in app.shortcuts],
        "installed": app.installed,
        "connected": platform.is_connected(app),
    }


def _first_person(workspace: Workspace) -> Person:
    """Who looks when the page does not say: the first colleague with an account."""
    return next(p for p in workspace.people.values() if not p.is_bot and not p.deleted)


def _in_sidebar(workspace: Workspace, channel: Channel, me: Person) -> Payload:
    partner = channel.partner(me.id) if channel.is_im else None
    is_app = workspace.app_behind(partner) is not None
    return {
        "id": channel.id,
        "name": _name(workspace, channel, me),
        "type": "app" if is_app else channel.kind if channel.is_im or channel.is_mpim else "channel",
        "topic": channel.topic,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "unread": channel.unread(me.id),
        "user": partner,
    }


def _name(workspace: Workspace, channel: Channel, me: Person) -> str:
    """How a conversation is called for this person: a direct message by those who are in it."""
    if not channel.is_im and not channel.is_mpim:
        return channel.name
    others = [m for m in channel.members if m != me.id] or [me.id]
    return ", ".join(workspace.people[one].real_name for one in others)


def _seen_by(channel: Channel, me: Person) -> list[Payload]:
    whispers = [w.message | {"ephemeral": True} for w in channel.whispers if w.reader == me.id]
    return sorted([*channel.messages, *whispers], key=lambda m: str(m["ts"]))


def _as_json(workspace: Workspace, screen: Screen) -> Payload:
    return screen.as_slack(workspace.id) | {"errors": screen.errors, "notice": screen.notice or None}

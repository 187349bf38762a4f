"""One request to the control API: its arguments, and who it is made as."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.refused import Refused
from handlers.local_slack.screens import Screen
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


class ControlRefused(Refused):
    """`ok: false` with a code and one sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.message = message

    def as_payload(self) -> Payload:
        return {"ok": False, "error": self.code, "message": self.message}


@dataclass
class Ask:
    """The arguments of one request, from the query or from JSON."""

    platform: Platform
    arguments: Payload

    @property
    def workspace(self) -> Workspace:
        """The workspace `team`, or the first one."""
        workspace = self.platform.workspace(self.text("team"))
        if workspace is None:
            raise ControlRefused("team_not_found", f'There is no workspace "{self.text("team")}".')
        return workspace

    @property
    def person(self) -> Person:
        """The person `as`."""
        return self.person_named("as")

    @property
    def actor(self) -> Person:
        """The person `as`, who must have an account that works to do something."""
        if self.person.deleted:
            raise ControlRefused("account_inactive", f"{self.person.real_name} is deactivated.")
        return self.person

    @property
    def app(self) -> AppConfig:
        """The app with the id `app`, or the workspace's first one."""
        apps = self.workspace.apps
        app = apps.get(self.text("app")) if self.text("app") else next(iter(apps.values()))
        if app is None:
            raise ControlRefused("app_not_found", f'There is no app "{self.text("app")}" here.')
        return app

    @property
    def channel(self) -> Channel:
        """The conversation `channel` (id or name), or the one where the message `ts` stands; the person is in it."""
        channel = self.workspace.channel(self.required("channel")) if not self.text("ts") else self._channel_of_ts()
        if channel is None or (self.person.id not in channel.members and (channel.is_im or channel.is_private)):
            named = self.text("channel") or self.text("ts")
            raise ControlRefused("channel_not_found", f'There is no conversation "{named}" here.')
        return channel

    def _channel_of_ts(self) -> Channel | None:
        if self.text("channel"):
            return self.workspace.channel(self.text("channel"))
        ts, mine = self.text("ts"), self.person.id
        known = (c for c in self.workspace.channels.values() if c.find(ts) or c.whisper(ts, mine))
        return next(known, None)

    @property
    def screen(self) -> Screen:
        """The view `view_id` on this person's screen."""
        screen = self.workspace.screens.find(self.required("view_id"))
        if screen is None or screen.user != self.actor.id:
            raise ControlRefused("view_not_found", f'"{self.text("view_id")}" is not open.')
        return screen

    def person_named(self, name: str) -> Person:
        """The person whose id stands in this argument."""
        person = self.workspace.person(self.required(name))
        if person is None:
            raise ControlRefused("user_not_found", f'There is nobody with the id "{self.text(name)}".')
        return person

    def text(self, name: str) -> str:
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """An argument that must be there."""
        if not self.text(name):
            raise ControlRefused("missing_argument", f'"{name}" is missing.')
        return self.text(name)


Action = Callable[[Ask], Awaitable[Payload]]


def answered(platform: Platform, action: Action) -> Callable[[web.Request], Awaitable[web.Response]]:
    """An aiohttp handler that reads the arguments and answers JSON, refusals too."""

    async def handle(request: web.Request) -> web.Response:
        try:
            ask = Ask(platform, dict(request.query) | await _body(request))
            return web.json_response({"ok": True} | await action(ask))
        except ControlRefused as refusal:
            return web.json_response(refusal.as_payload())

    return handle


async def _body(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise ControlRefused("invalid_json", "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise ControlRefused("invalid_json", "The body must be a JSON object.")
    return body

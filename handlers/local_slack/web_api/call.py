"""One call of a Web API method: who calls, with which arguments, and how a method says no."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.installs import Installed
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

FAMILY = {"public_channel": "channels", "private_channel": "groups", "mpim": "mpim", "im": "im"}  # of scopes


class ApiError(Exception):
    """`ok: false` with one of Slack's codes, and what Slack adds to it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra

    def as_payload(self) -> Payload:
        return {"ok": False, "error": self.code, **self.extra}


@dataclass
class Call:
    """The arguments come from a form, the query, JSON or multipart; all are read in the same way here."""

    platform: Platform
    arguments: Payload
    token: str = ""
    basic: tuple[str, str] | None = None
    opened: Installed | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        """The workspace of the token. Raises `not_authed` for calls without one."""
        return self._installed.workspace

    @property
    def app(self) -> AppConfig:
        """The app of the token. Raises `not_authed` for calls without one."""
        return self._installed.app

    @property
    def team(self) -> str:
        """The id of the token's workspace, "" for calls without one."""
        return self.opened.workspace.id if self.opened else ""

    @property
    def _installed(self) -> Installed:
        if self.opened is None:
            raise ApiError("not_authed")
        return self.opened

    def direct(self, user: str) -> Channel:
        """The app's Messages tab: the direct message between a person and the app."""
        return self.workspace.direct(user, self.app.bot_user_id)

    def group(self, users: list[str]) -> Channel:
        """The group direct message of these people and the app."""
        return self.workspace.group([*users, self.app.bot_user_id])

    def text(self, name: str, default: str = "") -> str:
        """An argument as text; JSON numbers count as their digits."""
        value = self.arguments.get(name)
        if value is None or isinstance(value, dict | list):
            return default
        return str(value)

    def required(self, name: str, code: str = "") -> str:
        """An argument that must be there. Raises the code, or `invalid_arguments` with the name."""
        if value := self.text(name):
            return value
        if code:
            raise ApiError(code)
        raise invalid_arguments(f"missing required field: {name}")

    def ids(self, name: str, code: str = "") -> list[str]:
        """A list of ids, comma-separated or as JSON. Raises the code when there is none."""
        given = self.arguments.get(name)
        listed = given if isinstance(given, list) else self.required(name, code).split(",")
        ids = [str(one).strip() for one in listed if str(one).strip()]
        if not ids:
            raise ApiError(code or "invalid_arguments")
        return ids

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no, as JSON or as the text of a form (`1`, `true`)."""
        value = self.arguments.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true")

    def integer(self, name: str, default: int) -> int:
        """A whole number. Raises `invalid_arguments`."""
        value = self.arguments.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise invalid_arguments(f"must be a valid integer [json-pointer:/{name}]") from None

    def structure(self, name: str, code: str) -> Any:
        """An argument that is JSON, as a structure or written out as text. Raises the code when it is not."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise ApiError(code) from None

    def needs(self, *scopes: str) -> None:
        """Checks that the app has one of these scopes. Raises `missing_scope`, which names all that would do."""
        if not set(scopes) & set(self.app.scopes):
            raise ApiError("missing_scope", needed=",".join(scopes), provided=",".join(self.app.scopes))

    def types(self) -> list[str]:
        """The kinds of conversation that are asked for. Raises `invalid_types`, `missing_scope`."""
        kinds = self.text("types", "public_channel").replace(" ", "").split(",")
        if set(kinds) - set(FAMILY):
            raise ApiError("invalid_types")
        for kind in kinds:
            self.needs(f"{FAMILY[kind]}:read")
        return kinds

    def conversation(self, name: str = "channel") -> Channel:
        """The conversation with the id that was given, when the app may know of it. Raises `channel_not_found`."""
        channel = self.workspace.channels.get(self.required(name, "channel_not_found"))
        if channel is None or not self.sees(channel):
            raise ApiError("channel_not_found")
        return channel

    def sees(self, channel: Channel) -> bool:
        """Public channels, and what the bot is a member of."""
        hidden = channel.is_im or channel.is_private
        return not hidden or self.app.bot_user_id in channel.members

    def person(self, name: str = "user", code: str = "user_not_found") -> Person:
        """The person with the id that was given. Raises `user_not_found`."""
        person = self.workspace.person(self.required(name, code))
        if person is None:
            raise ApiError(code)
        return person


def invalid_arguments(*messages: str) -> ApiError:
    """`invalid_arguments`, with what is wrong with each."""
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})


Caller = Literal["bot", "app", "user", "anyone"]  # by the token: a bot's, an app's, a person's, or none needed


@dataclass(frozen=True)
class Method:
    """A method of the Web API: its rate tier, the scopes of which it needs one, and how it may be called."""

    name: str
    run: Callable[[Call], Awaitable[Payload]]
    tier: int
    scopes: tuple[str, ...]
    caller: Caller
    json: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *, tier: int, scopes: tuple[str, ...] = (), caller: Caller = "bot", json: bool = True
) -> Callable[[Callable[[Call], Awaitable[Payload]]], Callable[[Call], Awaitable[Payload]]]:
    """Registers a method. `json=False`: Slack takes its arguments from a form or the query only."""

    def register(run: Callable[[Call], Awaitable[Payload]]) -> Callable[[Call], Awaitable[Payload]]:
        METHODS[name] = Method(name, run, tier, scopes, caller, json)
        return run

    return register

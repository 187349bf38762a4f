"""What a local Slack is made of: workspaces, their people and channels, and the app that is installed there.

Read from JSON or from a plain dict. A mistake is told with the place where it stands, e.g.
`workspaces[0].users[2].tz: "Europe/Amsterdm" is not a time zone`.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.local_slack.config_checking import check_unique, check_workspace
from handlers.local_slack.config_reading import ConfigError, read_shape
from handlers.local_slack.tour import Tour, check_tour
from handlers.local_slack.wire import Payload

DEFAULT_SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:write",
    "team:read",
    "users:read",
    "users:read.email",
]
DEFAULT_EVENTS = [
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "member_joined_channel",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
]


@dataclass
class CommandConfig:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass
class ShortcutConfig:
    """A shortcut: global, or of a message."""

    callback_id: str
    name: str = ""
    type: str = "global"
    description: str = ""


@dataclass
class UserConfig:
    id: str
    name: str
    real_name: str = ""
    display_name: str = ""
    email: str = ""
    title: str = ""
    tz: str = "Europe/Amsterdam"
    locale: str = "en-US"
    color: str = "4bbe2e"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False


@dataclass
class ChannelConfig:
    """A channel; without `members` everybody and the app are in it."""

    id: str
    name: str
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False
    members: list[str] | None = None


@dataclass
class AppConfig:
    """The app in one workspace. With a `request_url` Slack posts to it over HTTP, otherwise it waits for Socket Mode."""

    id: str
    bot_token: str
    name: str = "app"
    bot_user_id: str = "UAPP"
    bot_id: str = "BAPP"
    app_token: str = ""
    signing_secret: str = ""
    client_id: str = ""
    client_secret: str = ""
    verification_token: str = "local-verification-token"
    scopes: list[str] = field(default_factory=lambda: list(DEFAULT_SCOPES))
    events: list[str] = field(default_factory=lambda: list(DEFAULT_EVENTS))
    commands: list[CommandConfig] = field(default_factory=list)
    shortcuts: list[ShortcutConfig] = field(default_factory=list)
    request_url: str = ""
    installed: bool = True
    home_tab: bool = True
    messages_tab: bool = True
    token_rotation: bool = False


@dataclass
class WorkspaceConfig:
    """A workspace with its one `app`, or with several `apps`."""

    id: str
    name: str
    app: AppConfig | None = None
    domain: str = "local"
    apps: list[AppConfig] = field(default_factory=list)
    users: list[UserConfig] = field(default_factory=list)
    channels: list[ChannelConfig] = field(default_factory=list)
    refused_blocks: list[str] = field(default_factory=list)

    def every_app(self) -> dict[str, AppConfig]:
        """The apps, by the place at which each stands in the configuration."""
        if self.app:
            return {"app": self.app}
        return {f"apps[{number}]": app for number, app in enumerate(self.apps)}


@dataclass
class Config:
    """`ack_seconds` and `retry_seconds` are Slack's own waiting times; tests shorten them."""

    workspaces: list[WorkspaceConfig]
    rate_limits: bool = False
    start: str = ""
    ack_seconds: float = 3.0
    retry_seconds: list[float] = field(default_factory=lambda: [0.0, 60.0, 300.0])
    tour: Tour | None = None

    def __post_init__(self) -> None:
        if not self.workspaces:
            raise ConfigError("workspaces: at least one workspace is needed")
        check_unique([w.id for w in self.workspaces], "workspaces", "id")
        tokens = [app.bot_token for w in self.workspaces for app in w.every_app().values()]
        check_unique(tokens, "workspaces", "app.bot_token")
        for number, workspace in enumerate(self.workspaces):
            check_workspace(workspace, f"workspaces[{number}]")
        if self.start:
            self.start_instant()
        if self.tour:
            check_tour(self.tour, *self._whom_and_where(self.tour.workspace))

    def start_instant(self) -> datetime | None:
        """The instant at which the clock starts, or None for the present."""
        if not self.start:
            return None
        try:
            instant = datetime.fromisoformat(self.start)
        except ValueError:
            raise ConfigError(f'start: "{self.start}" is not an ISO 8601 instant') from None
        return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo("UTC"))

    def _whom_and_where(self, workspace: str) -> tuple[set[str], set[str]]:
        """The ids of a workspace's people and channels; of the first one's without a name."""
        for known in self.workspaces:
            if workspace in ("", known.id):
                return {user.id for user in known.users}, {channel.id for channel in known.channels}
        raise ConfigError(f'tour.workspace: there is no workspace "{workspace}"')

    @classmethod
    def from_dict(cls, plain: Payload) -> "Config":
        """Builds a configuration from a plain dict. Raises ConfigError."""
        return read_shape(cls, plain, "")

    @classmethod
    def from_file(cls, path: Path) -> "Config":
        """Reads a JSON file. Raises ConfigError with the line of the mistake, or the field."""
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
        except OSError as trouble:
            raise ConfigError(f"{path}: {trouble.strerror}") from None
        except json.JSONDecodeError as trouble:
            raise ConfigError(f"{path}, line {trouble.lineno}, column {trouble.colno}: {trouble.msg}") from None
        except UnicodeDecodeError:
            raise ConfigError(f"{path}: not a UTF-8 text") from None
        try:
            return cls.from_dict(plain)
        except ConfigError as trouble:
            raise ConfigError(f"{path}: {trouble}") from None

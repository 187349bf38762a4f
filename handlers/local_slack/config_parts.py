"""The parts of a local Slack's configuration: a workspace, its people and channels, and its apps with what they can do."""

from dataclasses import dataclass, field

DEFAULT_SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "chat:write.customize",
    "commands",
    "files:read",
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
    is_ultra_restricted: bool = False
    home_team: str = ""
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

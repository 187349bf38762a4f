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
from handlers.local_slack.config_parts import (
    DEFAULT_EVENTS,
    DEFAULT_SCOPES,
    AppConfig,
    ChannelConfig,
    CommandConfig,
    ShortcutConfig,
    UserConfig,
    WorkspaceConfig,
)
from handlers.local_slack.config_reading import ConfigError, read_shape
from handlers.local_slack.tour import Tour, check_tour
from handlers.local_slack.wire import Payload

__all__ = [
    "DEFAULT_EVENTS",
    "DEFAULT_SCOPES",
    "AppConfig",
    "ChannelConfig",
    "CommandConfig",
    "Config",
    "ConfigError",
    "ShortcutConfig",
    "UserConfig",
    "WorkspaceConfig",
]


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

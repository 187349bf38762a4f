"""The settings, from the environment or `.env`. Each is in the README; a test sees to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from models.database import Database


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


class Settings(BaseSettings):
    """What an admin can set. Names in the environment are the upper-case names of the fields."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///koers.db"
    port: int = Field(default=3000, ge=0, le=65535)
    public_url: str = ""
    koers_secret_key: str = ""
    koers_log: str = Field(default="text", pattern="^(text|json)$")
    koers_command_prefix: str = Field(default="/", pattern="^/")
    koers_metrics_token: str = ""
    koers_private_addresses: bool = False
    koers_row_security: bool = False
    koers_pgbouncer: bool = False

    def open_database(self) -> Database:
        """The database of these settings."""
        from models.database import Database  # not every command needs it

        return Database(self.database_url, row_security=self.koers_row_security, is_pooled=self.koers_pgbouncer)

    @property
    def takes_many_workspaces(self) -> bool:
        """Whether workspaces install the app themselves (OAuth)."""
        return bool(self.slack_client_id and self.slack_client_secret)

    @property
    def uses_socket_mode(self) -> bool:
        """Whether Slack reaches the bot over a WebSocket that the bot opens."""
        return bool(self.slack_app_token)

    @property
    def secret_keys(self) -> list[str]:
        """The keys that encrypt tokens and private notes; the first one encrypts, all can read."""
        return [key.strip() for key in self.koers_secret_key.split(",") if key.strip()]

    def check_can_serve(self) -> None:
        """Raises SettingsError with the first thing that is missing for `serve`."""
        if not self.slack_bot_token and not self.takes_many_workspaces:
            raise SettingsError(
                "No SLACK_BOT_TOKEN. Put the bot token (xoxb-…) into .env, or try the bot without Slack: make demo"
            )
        if not self.uses_socket_mode and not self.slack_signing_secret:
            raise SettingsError(
                "Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set. One of them is needed."
            )
        if not self.secret_keys:
            raise SettingsError(
                "No KOERS_SECRET_KEY: it encrypts tokens and private notes. "
                'Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )


def read_settings() -> Settings:
    """The settings as they stand now. Raises SettingsError, one line, with the name of the wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0]).upper()
        raise SettingsError(f"{name}: {wrong['msg']}") from None

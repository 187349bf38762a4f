"""The settings, from the environment or `.env`. Each is in the README; a test sees to that."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError, field_validator
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
    koers_workspaces: str = ""
    koers_keep_removed: int = Field(default=90, ge=0, le=3650)
    koers_row_security: bool = False
    koers_pgbouncer: bool = False

    @field_validator("koers_workspaces")
    @classmethod
    def _are_workspaces(cls, said: str) -> str:
        for one in listed_ids(said):
            if one.startswith("E"):
                raise ValueError(f"{one} is an organisation. Name its workspaces: T0ABC123,T0DEF456")
            if not re.fullmatch("T[A-Z0-9]+", one, re.ASCII):
                raise ValueError(f"{one} is no id of a workspace. They look like this: T0ABC123,T0DEF456")
        return said

    def open_database(self) -> Database:
        """The database of these settings."""
        from models.database import Database  # not every command needs it

        return Database(self.database_url, row_security=self.koers_row_security, is_pooled=self.koers_pgbouncer)

    def open_as_owner(self) -> Database:
        """The same for what goes over all workspaces and writes: copies, a new key. Raises SettingsError for a role that is held."""
        from models.database import Database
        from models.row_security import trouble

        database = Database(self.database_url, is_pooled=self.koers_pgbouncer)
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                if trouble(connection, is_wanted=False):
                    raise SettingsError(
                        "Row-level security holds this role. Use the owner of the tables: docs/postgresql.md."
                    )
        return database

    @property
    def takes_many_workspaces(self) -> bool:
        """Whether workspaces install the app themselves (OAuth)."""
        return bool(self.slack_client_id and self.slack_client_secret)

    @property
    def allowed_workspaces(self) -> frozenset[str]:
        """The ids of the workspaces that are served; all where there are none."""
        return frozenset(listed_ids(self.koers_workspaces))

    @property
    def keeps_removed(self) -> timedelta:
        """How long the data of a workspace is kept that removed the app."""
        return timedelta(days=self.koers_keep_removed)

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


def listed_ids(said: str) -> list[str]:
    """The ids in a comma-separated list, in capitals."""
    return said.upper().replace(",", " ").split()


def read_settings() -> Settings:
    """The settings as they stand now. Raises SettingsError, one line, with the name of the wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0]).upper()
        raise SettingsError(f"{name}: {wrong['msg'].removeprefix('Value error, ')}") from None

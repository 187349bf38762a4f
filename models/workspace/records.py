"""Tables of the workspace: the tenant itself, its installation, exchange rates and requests seen before."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.database import Record, UtcDateTime


class Workspace(SQLModel, table=True):
    """One Slack workspace: the tenant. Its id is Slack's team id."""

    __tablename__ = "workspace"
    __table_args__ = (CheckConstraint("fiscal_start_month BETWEEN 1 AND 12", name="fiscal_start_month"),)

    workspace_id: str = Field(primary_key=True, max_length=32)
    name: str = ""
    currency: str = Field(default="EUR", max_length=3)
    zone: str = "Europe/Amsterdam"
    country: str = Field(default="NL", max_length=2)
    region: str | None = None
    language: str = Field(default="en", max_length=2)
    fiscal_start_month: int = 1
    enrols_guests: bool = False
    """Whether guests of the Slack workspace come in as well as its members (`members_and_guests`)."""
    takes_rich_blocks: bool = True
    """False once this workspace's Slack refused a native table or chart (`invalid_blocks`)."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    uninstalled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Installation(Record, table=True):
    """The bot's presence in a workspace. `bot_token` is encrypted, bound to this workspace and column."""

    __tablename__ = "installation"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    bot_token: str
    bot_user_id: str
    bot_id: str | None = None
    app_id: str | None = None
    scopes: str = ""
    installed_by: str | None = None
    """Slack user id of who installed the app: the first admin and leader."""
    installed_at: datetime = Field(sa_type=UtcDateTime)


class ExchangeRate(Record, table=True):
    """What one unit of `currency` cost in the reporting currency from `day` on."""

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("workspace_id", "currency", "day"),)

    currency: str = Field(max_length=3)
    day: date
    rate: str = Field(max_length=32)
    """The rate as decimal text: SQLite would make a float of a number."""


class HandledRequest(Record, table=True):
    """A delivery from Slack that has taken effect: the same one arriving again does nothing."""

    __tablename__ = "handled_request"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    key: str = Field(max_length=255)
    """`event:<event_id>`, `trigger:<trigger_id>` or `view:<id>:<hash>`."""
    handled_at: datetime = Field(sa_type=UtcDateTime, index=True)

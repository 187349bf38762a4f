"""Tables of the workspace: the tenant itself and its settings, its installation, rates, and requests seen before."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as


class Workspace(SQLModel, table=True):
    """One Slack workspace: the tenant. Its id is Slack's team id."""

    __tablename__ = "workspace"
    __table_args__ = (
        CheckConstraint("fiscal_start_month BETWEEN 1 AND 12", name="fiscal_start_month"),
        CheckConstraint("digest_day BETWEEN 0 AND 6", name="digest_day"),
    )

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
    digest_day: int = 0
    """The weekday of the weekly digest; Monday is 0."""
    digest_time: str = Field(default="08:30", max_length=5)
    """Wall time where the manager is; channels get theirs half an hour later."""
    returned_leads_up: bool = False
    """Whether more leads returned to marketing is better here."""
    quadrant_labels: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Own names of the quadrants: by quadrant and language, `find_en` …"""
    own_days: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """By date (ISO 8601) `off` for a day off of the company's own, `worked` for a public holiday that is worked."""
    kpi_weights: list[list[str | None]] = Field(default_factory=list, sa_type=JSON)
    """Weights by sales role and KPI, from a day on: see `models/scorecard/by_role.py`."""
    role_presets: list[list[str | None]] = Field(default_factory=list, sa_type=JSON)
    """Usual targets by sales role and KPI, from a day on: the same."""
    role_lists: list[list[str | None]] = Field(default_factory=list, sa_type=JSON)
    """Which KPIs a sales role sees first and what comes to it by itself, from a day on: see `models/workspace/role_lists.py`."""
    own_kpis: list[dict[str, object]] = Field(default_factory=list, sa_type=JSON)
    """Definitions of KPIs of the workspace's own."""
    newcomer_checklist: dict[str, list[list[object]]] = Field(default_factory=dict, sa_type=JSON)
    """The checklist of a newcomer's first 90 days, where it is the workspace's own: by language day and text of each line."""
    settled: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """By setting where its value comes from: `guessed` from Slack, or `chosen` by somebody; else it is a default."""
    first_steps_closed: bool = False
    """Whether the first-run checklist was put away."""
    takes_rich_blocks: bool = True
    """False once this workspace's Slack refused a native table or chart (`invalid_blocks`)."""
    crm_writers: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    """By connection what is written back to its CRM: `activity`, `deal`. Kept here, so that a log asks nothing for it."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    uninstalled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Installation(Record, table=True):
    """The bot's presence in a workspace. `bot_token` is encrypted, bound to this workspace and column."""

    __tablename__ = "installation"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    bot_token: str = Field(sa_column_kwargs=sealed_as("installation.bot_token"))
    bot_user_id: str
    bot_id: str | None = None
    app_id: str | None = None
    scopes: str = ""
    installed_by: str | None = None
    """Slack user id of who installed the app: the first admin and leader."""
    installed_at: datetime = Field(sa_type=UtcDateTime)
    """The last time that somebody installed it."""
    refresh_token: str | None = Field(default=None, sa_column_kwargs=sealed_as("installation.refresh_token"))
    """Encrypted in the same way; only where the app's tokens rotate."""
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a token that rotates is of no use any more; None: never."""
    refreshing_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """A process is fetching the next token until then: a refresh token is good once."""


class UsedInstallState(SQLModel, table=True):
    """A state of OAuth that came back with somebody: it is good once, whichever process it comes to.

    `workspace_id` is empty: which workspace they chose is not known yet.
    """

    __tablename__ = "used_install_state"

    workspace_id: str = Field(default="", primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=64)
    used_at: datetime = Field(sa_type=UtcDateTime, index=True)


class ExchangeRate(Record, table=True):
    """What one unit of `currency` cost in another currency from `day` on."""

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("workspace_id", "currency", "into", "day"),)

    currency: str = Field(max_length=3)
    into: str = Field(default="EUR", max_length=3)
    """The currency that the rate is in: the reporting currency when it was entered, or what a bank quotes."""
    day: date
    rate: str = Field(max_length=32)
    """The rate as decimal text: SQLite would make a float of a number."""


class SettingChange(Record, table=True):
    """One change of a setting, a rate or a team's channel: who, when, old, new. Undo takes it back."""

    __tablename__ = "setting_change"
    __table_args__ = (
        belongs_to("changed_by", "person"),
        Index("ix_setting_change_key", "workspace_id", "key", "changed_at"),
    )

    key: str = Field(max_length=20)
    """A key of the settings, `rate`, `rates`, `channel`, `stages` or `kind`."""
    about: str = Field(default="", max_length=80)
    """What it is of, when the key alone does not say: a currency and its day, a team."""
    old: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    new: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    changed_by: str | None = None
    """None: at a terminal, or by a guess."""
    changed_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_day: date | None = None
    """The first day of which it changed a figure; None when it changed none."""
    last_day: date | None = None


class HandledRequest(Record, table=True):
    """A delivery from Slack that has taken effect: the same one arriving again does nothing."""

    __tablename__ = "handled_request"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    key: str = Field(max_length=255)
    """`event:<event_id>`, `trigger:<trigger_id>` or `view:<id>:<hash>`."""
    handled_at: datetime = Field(sa_type=UtcDateTime, index=True)


class TrailEntry(Record, table=True):
    """Somebody did something that an admin must be able to look up later; never changed (`models/workspace/trail.py`)."""

    __tablename__ = "trail"
    __table_args__ = (
        belongs_to("by_id", "person"),
        belongs_to("person_id", "person"),
        Index("ix_trail_at", "workspace_id", "at"),
    )

    did: str = Field(max_length=20)
    by_id: str | None = None
    """Who; None for whoever sits at the terminal, and for what happened by itself: `way` says which."""
    person_id: str | None = None
    """Of whom."""
    about: str = Field(default="", max_length=120)
    """What it was about: the key of a setting, the kind of a file, the name of a connection, the number of a survey."""
    detail: str = Field(default="", max_length=120)
    way: str = Field(max_length=10)
    at: datetime = Field(sa_type=UtcDateTime)

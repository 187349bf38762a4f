"""Tables of the connections: what is connected, how far it was read, what means what, and what we wrote ourselves."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as


class Vendor(StrEnum):
    """The CRMs that can be connected."""

    HUBSPOT = "hubspot"
    PIPEDRIVE = "pipedrive"
    SALESFORCE = "salesforce"
    BOTTLECRM = "bottlecrm"


class State(StrEnum):
    """How a connection stands."""

    SETTING_UP = "setting_up"
    """Nothing is counted yet."""
    RUNNING = "running"
    PAUSED = "paused"
    """By an admin."""
    REFUSED = "refused"
    """The CRM does not take the key any more: nothing is tried until somebody gives another one."""
    REMOVED = "removed"
    """The key is gone; what it brought says that it was not read since."""


class Connection(Record, table=True):
    """One account of a CRM."""

    __tablename__ = "connection"
    __table_args__ = (
        belongs_to("connected_by", "person"),
        UniqueConstraint("workspace_id", "name"),
        CheckConstraint("state IN ('setting_up', 'running', 'paused', 'refused', 'removed')", name="state"),
    )

    vendor: str = Field(max_length=20)
    name: str = Field(max_length=60)
    base_url: str = Field(default="", max_length=300)
    remote_account: str = Field(default="", max_length=120)
    """How the CRM calls the account: the same one is not connected twice."""
    sealed_key: str | None = Field(default=None, sa_column_kwargs=sealed_as("connection.sealed_key:{id}"))
    """Sealed (`connection.sealed_key:<id>`); None once it was removed."""
    connected_by: str | None = None
    """Nobody when it was done from a terminal."""
    state: str = Field(default=State.SETTING_UP, max_length=12)
    settings: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    """`won_date` (`entered` or `close_date`), `writes_activities`, `writes_deals`, and what the account told of itself."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resting_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """The CRM asked for a rest, or its budget of the day is used."""
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """A process reads it until then at the latest."""
    claimed_by: str | None = Field(default=None, max_length=40)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When whoever connected it was told that it does not work; once for each time that it stops working."""


class SyncCursor(Record, table=True):
    """How far one kind of record of a connection was read."""

    __tablename__ = "sync_cursor"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        UniqueConstraint("workspace_id", "connection_id", "what"),
    )

    connection_id: str
    what: str = Field(max_length=20)
    """A `What`, `compare:<what>`, or `stock`, `again`, `run`: people and stages, what is read by its id, and all of a run."""
    cursor: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    ran_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ok_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    error: str = Field(default="", max_length=300)


class CrmMapping(Record, table=True):
    """What something of the CRM means here, by its id: a stage, a person, a kind of activity."""

    __tablename__ = "crm_mapping"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        belongs_to("confirmed_by", "person"),
        UniqueConstraint(
            "workspace_id", "connection_id", "what", "remote_id", "effective_from", name="uq_crm_mapping_remote"
        ),
        CheckConstraint("what IN ('stage', 'person', 'kind')", name="what"),
    )

    connection_id: str
    what: str = Field(max_length=10)
    remote_id: str = Field(max_length=120)
    label: str = Field(default="", max_length=160)
    """What the CRM calls it now."""
    local: str | None = Field(default=None, max_length=40)
    """A stage's key or an outcome, a person's id, a kind; None: it waits for an admin."""
    is_left_out: bool = False
    """An admin said: this is nothing for us."""
    facts: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    """What else the CRM says: probability, order, email (of people), whether it is won or lost, other names."""
    effective_from: date = Field(default=date.min)
    confirmed_by: str | None = None
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OwnWrite(Record, table=True):
    """What we wrote to a CRM: when it comes back it is no news. Kept for a day."""

    __tablename__ = "own_write"
    __table_args__ = (
        belongs_to("connection_id", "connection"),
        Index("ix_own_write_record", "workspace_id", "connection_id", "kind", "external_id"),
    )

    connection_id: str
    kind: str = Field(max_length=10)
    external_id: str = Field(max_length=200)
    field: str = Field(max_length=40)
    hashed: str = Field(max_length=64)
    written_at: datetime = Field(sa_type=UtcDateTime)

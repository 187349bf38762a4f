"""Tables of the deals: deals, their owners' shares, their stage history and the workspace's stages."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import MINOR_UNITS, Record, UtcDateTime, belongs_to


class Outcome(StrEnum):
    """How a deal was decided."""

    WON = "won"
    LOST = "lost"
    RETURNED = "returned"


class DealType(StrEnum):
    """What kind of business a deal is."""

    NEW = "new"
    RENEWAL = "renewal"
    UPSELL = "upsell"
    CROSSSELL = "crosssell"


class Stage(Record, table=True):
    """A step of the sales process with its probability (percent) from a date on."""

    __tablename__ = "stage"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key", "effective_from"),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability"),
    )

    key: str = Field(max_length=40)
    position: int
    probability: int
    effective_from: date


class Deal(Record, table=True):
    """An opportunity. Open until `outcome` is set; `closed_on` may be unknown on imported ones."""

    __tablename__ = "deal"
    __table_args__ = (
        belongs_to("owner_id", "person"),
        belongs_to("account_id", "account"),
        UniqueConstraint("workspace_id", "number"),
        Index("ix_deal_owner", "workspace_id", "owner_id", "closed_on"),
        Index("ix_deal_closed", "workspace_id", "closed_on", "outcome"),
        Index("ix_deal_opened", "workspace_id", "opened_on"),
        Index("ix_deal_contract", "workspace_id", "contract_ends_on"),
        Index("ix_deal_account", "workspace_id", "account_id"),
        CheckConstraint("value_minor IS NULL OR value_minor >= 0", name="value"),
        CheckConstraint("probability IS NULL OR probability BETWEEN 0 AND 100", name="probability"),
        CheckConstraint("outcome IS NULL OR outcome IN ('won', 'lost', 'returned')", name="outcome"),
    )

    number: int
    """A small number that people can type: deal 12."""
    title: str = Field(default="", max_length=160)
    account_id: str | None = None
    owner_id: str
    product: str | None = Field(default=None, max_length=80)
    value_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    currency: str = Field(max_length=3)
    reporting_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    """The value in the reporting currency at that day's rate; None when value or rate is missing."""
    channel: str = Field(default="unknown", max_length=40)
    """`direct`, `partner`, `online`, `inside`, a word of the workspace's own, or `unknown` when it was not said."""
    deal_type: str = Field(default=DealType.NEW, max_length=10)
    stage: str = Field(max_length=40)
    probability: int | None = None
    """Percent, when a person overrode the stage's."""
    expected_close: date | None = None
    contract_ends_on: date | None = None
    """The last day of the contract that the deal brings: on it a renewal is due, once the deal is won."""
    opened_on: date | None = None
    closed_on: date | None = None
    outcome: str | None = Field(default=None, max_length=10)
    reason: str = Field(default="", max_length=300)
    source: str = Field(default="slack", max_length=10)
    created_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set by undo of `/deal add`."""


class DealShare(Record, table=True):
    """Who gets which part of a deal. No rows: the owner has it all; else they sum to 100."""

    __tablename__ = "deal_share"
    __table_args__ = (
        belongs_to("deal_id", "deal"),
        belongs_to("person_id", "person"),
        UniqueConstraint("workspace_id", "deal_id", "person_id"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    deal_id: str
    person_id: str = Field(index=True)
    percent: int


class StageChange(Record, table=True):
    """One step of a deal's history, with the value it had then: snapshots of any past day come from here."""

    __tablename__ = "stage_change"
    __table_args__ = (
        belongs_to("deal_id", "deal"),
        belongs_to("changed_by", "person"),
        Index("ix_stage_change_deal", "workspace_id", "deal_id", "happened_on"),
    )

    deal_id: str
    stage: str = Field(max_length=40)
    """A stage of the workspace, or an outcome."""
    happened_on: date
    value_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    reporting_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    probability: int | None = None
    changed_by: str | None = None
    changed_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when the step was taken back: it then never happened, on no day."""


class DealChange(Record, table=True):
    """What somebody did to a deal: who, when, old, new. Undo takes the latest one back."""

    __tablename__ = "deal_change"
    __table_args__ = (
        belongs_to("deal_id", "deal"),
        belongs_to("changed_by", "person"),
        belongs_to("stage_change_id", "stage_change"),
        Index("ix_deal_change_deal", "workspace_id", "deal_id", "changed_at"),
    )

    deal_id: str
    changed_by: str | None = None
    changed_at: datetime = Field(sa_type=UtcDateTime)
    what: str = Field(max_length=10)
    """`add`, `move`, `edit`, `won`, `lost`, `returned`, `import` or `connect` (with a record of a file or a CRM that tells of it)."""
    old: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    new: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    stage_change_id: str | None = None
    """The step of the stage history that came with it."""
    undone_by: str | None = Field(default=None, max_length=32)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

"""Tables of the delivery ledger (outbox) and of people's wishes about messages."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime


class DeliveryState(StrEnum):
    """`pending → sending → sent | unknown → reconciled | failed | expired`, or held back as `snoozed`/`missed`."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    RECONCILED = "reconciled"
    FAILED = "failed"
    EXPIRED = "expired"
    MISSED = "missed"


class Delivery(Record, table=True):
    """One message to one recipient for one slot of one cadence."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace_id", "recipient", "cadence", "slot"),
        Index("ix_delivery_due", "state", "due_at"),
        CheckConstraint("attempts >= 0", name="attempts"),
    )

    recipient: str = Field(max_length=40)
    """A person's id, or `channel:<C…>`."""
    cadence: str = Field(max_length=40)
    slot: str = Field(max_length=60)
    """The local date (and what it is about) that makes this occurrence unique."""
    state: str = Field(default=DeliveryState.PENDING, max_length=12)
    due_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    channel_id: str | None = Field(default=None, max_length=32)
    ts: str | None = Field(default=None, max_length=32)
    error: str = Field(default="", max_length=300)
    message: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """The text and blocks as composed when first claimed, so that a retry says the same."""
    about: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeliveryWish(Record, table=True):
    """What a person asked about a cadence: off, less often, another time, or not before a day."""

    __tablename__ = "delivery_wish"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "cadence"),)

    person_id: str
    cadence: str = Field(max_length=40)
    is_off: bool = False
    every: int = 1
    """1: each time; 2: every second time."""
    at_minute: int | None = None
    """Local minutes after midnight, instead of the cadence's own time."""
    snoozed_until: date | None = None

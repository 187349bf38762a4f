"""Tables of the delivery ledger (outbox) and of people's wishes about messages."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field

from models.database import Record, UtcDateTime

BETWEEN_TWO = ("anomalies.", "calendar.")
"""How cadences begin of which nobody else may know that somebody was sent one: neither the log nor an admin names them."""
SOMEBODY = "–"


def as_told(cadence: str, value: str) -> str:
    """A recipient or a slot, as the log, an admin and `doctor` may read it: a dash where nobody else may know."""
    return SOMEBODY if cadence.startswith(BETWEEN_TWO) else value


class DeliveryState(StrEnum):
    """`pending → sending → sent | unknown → reconciled | failed`; `expired` and `missed` never went out."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    RECONCILED = "reconciled"
    FAILED = "failed"
    EXPIRED = "expired"
    MISSED = "missed"
    TOGETHER = "together"
    """It goes out as a part of another one (`comes_with`), whose fate it shares."""


IN_SLACK = (DeliveryState.SENT, DeliveryState.RECONCILED)
"""It has arrived; `channel_id` and `ts` say where it stands."""


class Delivery(Record, table=True):
    """One message to one recipient for one slot of one cadence."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace_id", "recipient", "cadence", "slot"),
        Index("ix_delivery_due", "workspace_id", "state", "due_at"),
        Index("ix_delivery_first", "workspace_id", "state", "expires_at"),
        Index(
            "ix_delivery_open",
            "due_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(
            "ix_delivery_open_until",
            "expires_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        CheckConstraint("attempts >= 0", name="attempts"),
    )

    recipient: str = Field(max_length=40)
    """A person's id, or `channel:<C…>`."""
    cadence: str = Field(max_length=40)
    slot: str = Field(max_length=60)
    """The local date (and what it is about) that makes this occurrence unique."""
    state: str = Field(default=DeliveryState.PENDING, max_length=12)
    due_at: datetime = Field(sa_type=UtcDateTime)
    """Not before this instant; moved by quiet hours, the daily budget and a busy Slack."""
    expires_at: datetime = Field(sa_type=UtcDateTime)
    at_own_time: bool = False
    """The cadence (or the person) chose the hour: quiet hours do not hold it back while it is fresh."""
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was last taken for sending."""
    posted_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """No message of ours can be older than this: where the look-up starts."""
    attempts: int = 0
    claims: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """How often it was taken: who holds an older number was frozen meanwhile, and has no say in it any more."""
    channel_id: str | None = Field(default=None, max_length=32)
    ts: str | None = Field(default=None, max_length=32)
    has_waited: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Night, a day off or the daily budget held it back: it may come together with what waited too."""
    comes_with: str | None = Field(default=None, max_length=32)
    """The id of the delivery in whose message it stands."""
    thread_of: str | None = Field(default=None, max_length=32)
    """The id of the delivery in whose thread this one goes."""
    error: str = Field(default="", max_length=300)
    message: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """The text and blocks as composed when first claimed, so that a retry says the same."""
    about: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class DeliveryPreference(Record, table=True):
    """What a person asked about a cadence: on, off, less often, another time, some days, or not before a day."""

    __tablename__ = "delivery_wish"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "cadence"),
        CheckConstraint("every BETWEEN 1 AND 8", name="every"),
        CheckConstraint("at_minute IS NULL OR at_minute BETWEEN 0 AND 1439", name="at_minute"),
    )

    person_id: str
    cadence: str = Field(max_length=40)
    is_off: bool = False
    every: int = 1
    """1: each time; 2: every second time."""
    counted_from: date | None = None
    """The first occurrence of `every` second (third, …) one."""
    at_minute: int | None = None
    """Local minutes after midnight, instead of the cadence's own time."""
    days: str | None = Field(default=None, max_length=7)
    """Of what comes daily: Monday to Sunday, 1 for a day on which it may come; None: each working day."""
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When time or days were chosen: what they would have brought earlier on that day does not come."""
    snoozed_until: date | None = None
    """Nothing before this day; on this day it comes (again)."""


class DeliveryRound(Record, table=True):
    """How far the clock door has come in a workspace, and until when its Slack asked us to wait."""

    __tablename__ = "delivery_round"
    __table_args__ = (UniqueConstraint("workspace_id"), Index("ix_delivery_round_look_at", "look_at"))

    planned_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Up to here nothing is left to plan; ahead of now where nothing comes before, unless something is written."""
    look_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the next look is due; None: at the next tick. A write that may bring something makes it None (`models/touching.py`)."""
    touches: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """How often that has happened: a look that did not see the last one does not say when the next one is due."""
    ticked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Noted a few times an hour in one workspace, whichever: `doctor` asks when the clock ticked last."""
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    chores_on: date | None = None
    """The last day (UTC) on which the daily chores were done."""

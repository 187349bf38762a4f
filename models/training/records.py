"""Tables of the training catalogue and of who is on which training."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_TITLE, LONGEST_PROVIDER = 120, 80
"""Characters."""


class SeatState(StrEnum):
    """What is planned, or what somebody answered. That they were there is said by the entry in their log alone."""

    PLANNED = "planned"
    MISSED = "missed"


class Training(Record, table=True):
    """One training on one day. What was removed has `removed_at`."""

    __tablename__ = "training"
    __table_args__ = (
        belongs_to("entered_by", "person"),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "source", "external_id"),
        Index("ix_training_day", "workspace_id", "day"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("amount_minor IS NULL OR amount_minor >= 0", name="amount"),
        CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="currency"),
    )

    number: int
    """A small number that people can type: training 3."""
    topic: str = Field(max_length=40)
    """A key of `TOPICS`, or `other`."""
    title: str = Field(default="", max_length=LONGEST_TITLE)
    """Empty: it goes by its topic, in the language of whoever reads it."""
    provider: str = Field(default="", max_length=LONGEST_PROVIDER)
    minutes: int
    day: date
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    """What the whole training costs, whoever comes; None: nobody said."""
    currency: str | None = Field(default=None, max_length=3)
    entered_by: str | None = None
    """None: by an import at a terminal."""
    source: str = Field(default="slack", max_length=10)
    external_id: str | None = Field(default=None, max_length=120)
    created_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    before: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """What the last change replaced, so that it can be undone."""


class Seat(Record, table=True):
    """Somebody is to come to a training. Taken off again: `removed_at`."""

    __tablename__ = "training_seat"
    __table_args__ = (
        belongs_to("training_id", "training"),
        belongs_to("person_id", "person"),
        belongs_to("put_by", "person"),
        UniqueConstraint("workspace_id", "training_id", "person_id"),
        Index("ix_training_seat_person", "workspace_id", "person_id"),
        CheckConstraint("state IN ('planned', 'missed')", name="state"),
    )

    training_id: str
    person_id: str
    state: str = Field(default=SeatState.PLANNED, max_length=8)
    put_by: str | None = None
    """Who put them on it; None: a file."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

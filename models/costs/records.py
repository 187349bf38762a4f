"""Table of the costs."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import MINOR_UNITS, Record, UtcDateTime, belongs_to


class CostKind(StrEnum):
    """What the money went to. Sales and marketing win customers; delivery is the cost of what is sold."""

    SALES = "sales"
    MARKETING = "marketing"
    DELIVERY = "delivery"


class Cost(Record, table=True):
    """One entry. What was taken back has `removed_at`."""

    __tablename__ = "cost"
    __table_args__ = (
        belongs_to("entered_by", "person"),
        UniqueConstraint("workspace_id", "source", "external_id"),
        Index("ix_cost_day", "workspace_id", "day", "kind"),
        CheckConstraint("kind IN ('sales', 'marketing', 'delivery')", name="kind"),
        CheckConstraint("amount_minor >= 0", name="amount"),
    )

    day: date
    kind: str = Field(max_length=10)
    """A `CostKind`."""
    amount_minor: int = Field(sa_type=MINOR_UNITS)
    currency: str = Field(max_length=3)
    reporting_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    """In the reporting currency at that day's rate; None when the rate is missing."""
    channel: str | None = Field(default=None, max_length=40)
    note: str = Field(default="", max_length=300)
    source: str = Field(default="slack", max_length=10)
    external_id: str | None = Field(default=None, max_length=120)
    entered_by: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

"""The table of questions about what stood out: what was asked, when, and what the person said."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_REASON = 300
"""Characters of why it is right."""


class CaseAnswer(StrEnum):
    """`right` and `corrects` are the person's own; `settled` is what their manager said after asking them."""

    RIGHT = "right"
    CORRECTS = "corrects"
    SETTLED = "settled"


class Case(Record, table=True):
    """One thing that stood out, asked about once. Seen by the person; by their manager only when it stayed without an answer."""

    __tablename__ = "anomaly_case"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "kind", "slot"),
        Index("ix_anomaly_case_open", "workspace_id", "answered_at", "told_on"),
        belongs_to("person_id", "person"),
        CheckConstraint("answer IN ('', 'right', 'corrects', 'settled')", name="answer"),
    )

    person_id: str
    kind: str = Field(max_length=12)
    """A key of `models/anomalies/rules.py`."""
    slot: str = Field(max_length=80)
    """What makes it the same case: the month, or the account and the quarter."""
    facts: dict[str, str | int | float] = Field(default_factory=dict, sa_type=JSON)
    """What the sentence about it says; days in ISO 8601."""
    records: list[str] = Field(default_factory=list, sa_type=JSON)
    """Ids of the entries (of a rate: of the deals) that it is about."""
    asked_on: date
    answer: str = Field(default="", max_length=10)
    reason: str = Field(default="", max_length=LONGEST_REASON)
    """Why it is right, in the person's own words; nobody else reads it."""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_on: date | None = None
    """When the manager was asked."""

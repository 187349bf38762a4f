"""The table of monthly reviews."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_TEXT = 2000
"""Characters of one answer; what a modal's field takes and the column holds."""


class ReviewState(StrEnum):
    """`open → reflected → drafted → shared → signed | disagreed`; without a self-review, `open → drafted`."""

    OPEN = "open"
    REFLECTED = "reflected"
    DRAFTED = "drafted"
    SHARED = "shared"
    SIGNED = "signed"
    DISAGREED = "disagreed"


CLOSED = frozenset({ReviewState.SIGNED, ReviewState.DISAGREED})


class Review(Record, table=True):
    """One rep's review of one month. Closed (signed, or disagreed with) it is frozen with its numbers."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "month"),
        belongs_to("person_id", "person"),
        belongs_to("reviewer_id", "person"),
        CheckConstraint("self_rating BETWEEN 1 AND 5", name="self_rating"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )

    person_id: str
    month: date = Field(index=True)
    """The first day of the month that is looked back on."""
    state: str = Field(default=ReviewState.OPEN, max_length=12)
    opened_on: date
    """The rep's local day on which the self-review was asked for."""

    went_well: str = Field(default="", max_length=LONGEST_TEXT)
    in_the_way: str = Field(default="", max_length=LONGEST_TEXT)
    self_rating: int | None = None
    help_needed: str = Field(default="", max_length=LONGEST_TEXT)
    commitment: str = Field(default="", max_length=LONGEST_TEXT)
    commitment_kpi: str | None = Field(default=None, max_length=40)
    commitment_by: date | None = None
    reflected_on: date | None = None
    """The rep's local day of the self-review."""

    reviewer_id: str | None = None
    """Who wrote the manager's part."""
    rating: int | None = None
    comment: str = Field(default="", max_length=LONGEST_TEXT)
    strengths: str = Field(default="", max_length=LONGEST_TEXT)
    focus: str = Field(default="", max_length=LONGEST_TEXT)
    agreed: str = Field(default="", max_length=LONGEST_TEXT)
    """The commitments that rep and manager agreed on."""
    figures: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """The month's numbers as the manager saw them when writing: what the rep sees, and what is signed."""
    shared_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    answer: str = Field(default="", max_length=LONGEST_TEXT)
    """The rep's comment: obligatory when they disagree."""
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    missed_on: date | None = None
    """The day on which the manager above was told that it had not been written."""

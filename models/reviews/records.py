"""The table of monthly reviews."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_TEXT = 2000
"""Characters of one answer; what a modal's field takes and the column holds."""


class ReviewState(StrEnum):
    """What may follow on what, and by whom, stands in `models/reviews/states.py`."""

    OPEN = "open"
    REFLECTED = "reflected"
    DRAFTED = "drafted"
    SHARED = "shared"
    SIGNED = "signed"
    DISAGREED = "disagreed"


class Asks(StrEnum):
    """How much a review asks of the two."""

    FULL = "full"
    SHORT = "short"
    """Without what was in the way, and which help is needed: as a leader chose for the whole company."""
    ONE = "one"
    """One question each, besides the rating: as a manager chose for a busy month."""


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
    asks: str = Field(default=Asks.FULL, max_length=5)

    draft: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """The rep's answers by question, saved at each step and not handed in yet; empty: skipped."""
    at: str | None = Field(default=None, max_length=20)
    """The question that is on screen; None before the first, and when none is left."""
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was put; None while the conversation rests: what is typed then is no answer."""

    kept: str = Field(default="", max_length=6)
    """What became of the commitment of the month before, as the rep says: `kept`, `partly`, `not`; empty: not said."""
    promised: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """That commitment with its figures before and after, as it stood when the manager wrote."""
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
    half_written: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What stands in the manager's form and was not previewed yet, with `by`, whose form it is."""
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


class ShortReview(Record, table=True):
    """A manager's choice: the review of this month of this rep is the short one. It is there before the review is."""

    __tablename__ = "short_review"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "month"),
        belongs_to("person_id", "person"),
        belongs_to("chosen_by", "person"),
    )

    person_id: str
    month: date
    """The first day of the month that is looked back on."""
    chosen_by: str
    chosen_on: date

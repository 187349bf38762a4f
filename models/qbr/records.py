"""Tables of the quarterly business reviews: one a quarter of each rep and each team, and what was decided in it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_TEXT = 2000
"""Characters of one answer; what a modal's field takes."""
LONGEST_DECISION = 300


class QbrState(StrEnum):
    """What may follow on what, and by whom, stands in `models/qbr/states.py`."""

    OPEN = "open"
    REPORTED = "reported"
    DRAFTED = "drafted"
    SHARED = "shared"
    SIGNED = "signed"
    DISAGREED = "disagreed"


CLOSED = frozenset({QbrState.SIGNED, QbrState.DISAGREED})


class Qbr(Record, table=True):
    """One quarter of one rep, or of one team. Closed (signed, or disagreed with) it is frozen with its numbers."""

    __tablename__ = "qbr"
    __table_args__ = (
        UniqueConstraint("workspace_id", "scope_kind", "scope_id", "quarter"),
        Index("ix_qbr_person", "workspace_id", "person_id", "quarter"),
        belongs_to("person_id", "person"),
        belongs_to("reviewer_id", "person"),
        CheckConstraint("scope_kind IN ('person', 'team')", name="scope_kind"),
    )

    scope_kind: str = Field(max_length=10)
    scope_id: str = Field(max_length=32)
    """The rep's id, or the team's."""
    person_id: str
    """Who reports and signs: the rep; of a team, who leads it."""
    quarter: date = Field(index=True)
    """The first day of the quarter that is looked back on."""
    name: str = Field(max_length=10)
    """Of that quarter in the fiscal year: `2026-Q3`."""
    state: str = Field(default=QbrState.OPEN, max_length=12)
    opened_on: date
    """The local day on which the report was asked for."""

    answers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """By question, in the words of who reports; empty: skipped. A draft until it is handed in."""
    plan: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    """The lines of the 90-day plan: `kpi`, `target` as decimal text, `horizon`."""
    goals: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Ids of the goals that the plan became, by horizon."""
    at: str | None = Field(default=None, max_length=50)
    """The question that is on screen; None before the first, and when none is left."""
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was put; None while the conversation rests: what is typed then is no answer."""
    reported_on: date | None = None
    """The local day on which the report was handed in; None while it is being written."""

    reviewer_id: str | None = None
    """Who wrote the manager's part."""
    remarks: str = Field(default="", max_length=LONGEST_TEXT)
    pack: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """The quarter's numbers as the manager saw them when writing: what is shared, and what is signed."""
    shared_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    answer: str = Field(default="", max_length=LONGEST_TEXT)
    """Of who disagrees, word for word."""
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    missed_on: date | None = None
    """The day on which the manager above was told that it had not been written."""


class DecisionState(StrEnum):
    """What became of a decision."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class QbrDecision(Record, table=True):
    """What was decided: what, by whom, by when. It is followed up after the review is frozen."""

    __tablename__ = "qbr_decision"
    __table_args__ = (
        Index("ix_qbr_decision_due", "workspace_id", "state", "due_on"),
        Index("ix_qbr_decision_qbr", "workspace_id", "qbr_id"),
        belongs_to("qbr_id", "qbr"),
        belongs_to("owner_id", "person"),
        belongs_to("added_by", "person"),
        belongs_to("taken_over_by", "person"),
        CheckConstraint("state IN ('open', 'done', 'dropped')", name="state"),
    )

    qbr_id: str
    text: str = Field(max_length=LONGEST_DECISION)
    owner_id: str
    due_on: date
    added_by: str
    added_on: date
    state: str = Field(default=DecisionState.OPEN, max_length=10)
    settled_on: date | None = None
    taken_over_by: str | None = None
    """Who does it instead of an owner who left: the signed review goes on saying who was to."""

    @property
    def doer_id(self) -> str:
        """Who is to do it now."""
        return self.taken_over_by or self.owner_id

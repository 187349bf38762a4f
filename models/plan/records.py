"""The table of the improvement plan. Objectives and goals have tables of their own (`models/goals`)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_TITLE = 160


class ActionState(StrEnum):
    """`proposed → accepted → done`; `dropped` from either."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DONE = "done"
    DROPPED = "dropped"


class PlanAction(Record, table=True):
    """One thing to improve: proposed by an audit, or added by somebody."""

    __tablename__ = "plan_action"
    __table_args__ = (
        belongs_to("owner_id", "person"),
        belongs_to("goal_id", "goal"),
        belongs_to("added_by", "person"),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "campaign_number", "question_key"),
        Index("ix_plan_action_state", "workspace_id", "state"),
        CheckConstraint("state IN ('proposed', 'accepted', 'done', 'dropped')", name="state"),
        CheckConstraint("horizon_days IN (30, 60, 90)", name="horizon_days"),
        CheckConstraint("impact BETWEEN 1 AND 3 AND effort BETWEEN 1 AND 3", name="weight"),
        CheckConstraint("(state = 'proposed') = (ends_on IS NULL) OR state = 'dropped'", name="dated"),
    )

    number: int
    """A small number that people can type: `/plan done 3`."""
    title: str = Field(max_length=LONGEST_TITLE)
    campaign_number: int | None = None
    """The audit that it came from; None for one that somebody added."""
    question_key: str | None = Field(default=None, max_length=40)
    score: float | None = None
    """What the statement scored, of 1 to 5."""
    impact: int = 2
    effort: int = 2
    is_heavy: bool = False
    horizon_days: int
    kpi: str | None = Field(default=None, max_length=40)
    owner_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    """The last day, included; set when it is accepted."""
    state: str = Field(max_length=10)
    """An `ActionState`."""
    goal_id: str | None = None
    added_by: str | None = None
    changed_at: datetime = Field(sa_type=UtcDateTime)
    before: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """What the last change replaced and who made it (`by`), so that it can be taken back; None: nothing to take back."""

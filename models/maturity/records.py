"""The table of what a leader confirmed for the workspace."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class Practice(Record, table=True):
    """How the workspace works from then on: the newest that was not taken back holds."""

    __tablename__ = "practice"
    __table_args__ = (
        belongs_to("confirmed_by", "person"),
        Index("ix_practice_newest", "workspace_id", "confirmed_at"),
        CheckConstraint("stage IS NULL OR stage BETWEEN 1 AND 5", name="stage"),
        CheckConstraint("depth IN ('short', 'full')", name="depth"),
    )

    stage: int | None = None
    """The stage for which it was recommended; None when a leader chose without one."""
    focus: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the KPIs that scorecards and Home show; empty: all."""
    prompts: list[str] = Field(default_factory=list, sa_type=JSON)
    """What comes by itself to people without a wish of their own: `digest`, `review`, `coaching`."""
    depth: str = Field(default="full", max_length=5)
    confirmed_by: str
    confirmed_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

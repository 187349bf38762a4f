"""Tables of targets (a change is a new row, and never rewrites a closed period) and of disputed figures."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class TargetScope(StrEnum):
    """For whom a target is."""

    PERSON = "person"
    TEAM = "team"
    ROLE = "role"
    WORKSPACE = "workspace"


class Target(Record, table=True):
    """What was set for a KPI on a day, for periods that were not over by then."""

    __tablename__ = "target"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("team_id", "team"),
        belongs_to("set_by", "person"),
        Index("ix_target_person", "workspace_id", "person_id", "kpi"),
        Index("ix_target_kpi", "workspace_id", "kpi", "effective_from"),
        CheckConstraint("scope IN ('person', 'team', 'role', 'workspace')", name="scope"),
        CheckConstraint("period_type IN ('week', 'month', 'quarter', 'year')", name="period_type"),
        CheckConstraint(
            "(scope = 'person') = (person_id IS NOT NULL) AND (scope = 'team') = (team_id IS NOT NULL)"
            " AND (scope = 'role') = (role IS NOT NULL)",
            name="one_subject",
        ),
    )

    kpi: str = Field(max_length=40)
    scope: str = Field(max_length=10)
    """A `TargetScope`."""
    person_id: str | None = None
    team_id: str | None = None
    role: str | None = Field(default=None, max_length=10)
    """A `SalesRole`: replaces that role's preset."""
    period_type: str = Field(max_length=8)
    """A `PeriodType`."""
    value: str | None = Field(default=None, max_length=32)
    """As decimal text, in the KPI's unit (money in whole units of the reporting currency): SQLite would make a
    float of a number. None ends the target from this day on."""
    effective_from: date
    set_by: str | None = None
    set_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set by undo: as if it had never been set."""


class DisputeState(StrEnum):
    """What became of a request for a correction."""

    OPEN = "open"
    CORRECTED = "corrected"
    RIGHT = "right"
    """The figure is right, because …"""
    WITHDRAWN = "withdrawn"


class Dispute(Record, table=True):
    """Somebody asked for a correction of a figure; whoever answers first answers for all."""

    __tablename__ = "dispute"
    __table_args__ = (
        belongs_to("asked_by", "person"),
        belongs_to("answered_by", "person"),
        Index("ix_dispute_state", "workspace_id", "state"),
        Index("ix_dispute_figure", "workspace_id", "scope_id", "kpi"),
        CheckConstraint("state IN ('open', 'corrected', 'right', 'withdrawn')", name="state"),
    )

    kpi: str = Field(max_length=40)
    scope_kind: str = Field(max_length=10)
    """A `ScopeKind`: whose figure it is."""
    scope_id: str = Field(max_length=40)
    period_name: str = Field(max_length=25)
    first_day: date
    end: date
    """The day after the last one."""
    record_id: str = Field(default="", max_length=50)
    """`activity:…`, `deal:…` or `account:…`; empty when something is missing."""
    text: str = Field(max_length=1000)
    figure_was: str | None = Field(default=None, max_length=32)
    """As decimal text, in the KPI's unit, when it was asked for; None where there was no figure."""
    asked: list[str] = Field(default_factory=list, sa_type=JSON)
    """Ids of the people who were asked."""
    asked_by: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default=DisputeState.OPEN, max_length=10)
    reason: str = Field(default="", max_length=1000)
    """Why the figure is right."""
    figure_is: str | None = Field(default=None, max_length=32)
    """What it was when the request was answered."""
    answered_by: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

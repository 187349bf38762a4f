"""Tables of the goals: objectives, goals and their KPI milestones."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class Objective(Record, table=True):
    """What the company wants: tactical, or strategic up to 36 months."""

    __tablename__ = "objective"
    __table_args__ = (
        belongs_to("owner_id", "person"),
        UniqueConstraint("workspace_id", "number"),
        CheckConstraint("months BETWEEN 1 AND 36", name="months"),
    )

    number: int
    """A small number that people can type: objective 2."""
    title: str = Field(max_length=160)
    months: int
    starts_on: date
    owner_id: str | None = None
    """Who sees to it; None: nobody yet."""
    kpi: str | None = Field(default=None, max_length=40)
    """The key figure by which it is told that it is reached: a KPI of the company; None: none yet."""
    before: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """Owner and key figure before the last change, so that it can be undone."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ObjectiveConfidence(Record, table=True):
    """How sure somebody who leads the company was of an objective, on a day. What they say later is another row."""

    __tablename__ = "objective_confidence"
    __table_args__ = (
        belongs_to("objective_id", "objective"),
        belongs_to("said_by", "person"),
        Index("ix_objective_confidence", "workspace_id", "objective_id", "created_at"),
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
    )

    objective_id: str
    level: int
    """1 unlikely, 2 in doubt, 3 sure."""
    said_by: str
    said_on: date
    created_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Goal(Record, table=True):
    """An end with a horizon. It closes by its date whatever happened; a rolling one then opens its successor."""

    __tablename__ = "goal"
    __table_args__ = (
        belongs_to("objective_id", "objective"),
        belongs_to("follows_id", "goal"),
        belongs_to("set_by", "person"),
        UniqueConstraint("workspace_id", "number"),
        Index("ix_goal_scope", "workspace_id", "scope_kind", "scope_id", "closed_at"),
        Index("ix_goal_end", "workspace_id", "closed_at", "ends_on"),
        CheckConstraint("scope_kind IN ('person', 'team', 'workspace')", name="scope_kind"),
        CheckConstraint("ends_on >= starts_on", name="in_order"),
    )

    number: int
    """A small number that people can type: goal 3."""
    title: str = Field(max_length=160)
    """Empty when nobody named it: then it goes by its KPIs, in the language of whoever reads it."""
    scope_kind: str = Field(max_length=10)
    scope_id: str = Field(max_length=32)
    """A person's or team's id; the workspace's own."""
    horizon: str = Field(max_length=10)
    """`30d`, `60d`, `90d`, or a fiscal quarter: `2026-Q4`."""
    starts_on: date
    ends_on: date
    """The last day, included."""
    objective_id: str | None = None
    follows_id: str | None = None
    """The rolling goal of which this is the successor."""
    skill: str | None = Field(default=None, max_length=40)
    """The skill of the survey that it is to bring on, if it came from there."""
    set_by: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Milestone(Record, table=True):
    """A step towards a goal: a KPI and what it should come to. Rates are 0 to 1, money in whole units."""

    __tablename__ = "milestone"
    __table_args__ = (belongs_to("goal_id", "goal"), UniqueConstraint("workspace_id", "goal_id", "kpi"))

    goal_id: str
    kpi: str = Field(max_length=40)
    target: str = Field(max_length=32)
    """A decimal number as text: SQLite would make a float of it."""

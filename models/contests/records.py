"""Tables of competitions and of who takes part."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class ContestKind(StrEnum):
    """What is compared."""

    SHARE = "share"
    """Each with their own target, as it was when they joined."""
    IMPROVED = "improved"
    """Each with themself in as many days before, in parts of that target."""
    RECORD = "record"
    """The team with its own best, of equally long times before."""


class Contest(Record, table=True):
    """One competition of one team. Nothing of its rules changes once it has been started."""

    __tablename__ = "contest"
    __table_args__ = (
        belongs_to("team_id", "team"),
        belongs_to("started_by", "person"),
        CheckConstraint("kind IN ('share', 'improved', 'record')", name="kind"),
        CheckConstraint("last_day >= first_day", name="in_order"),
    )

    team_id: str = Field(index=True)
    kpi: str = Field(max_length=40)
    kind: str = Field(max_length=10)
    """A `ContestKind`."""
    first_day: date
    last_day: date
    record: str | None = Field(default=None, max_length=32)
    """The team's best before, as decimal text, in the KPI's unit."""
    started_by: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Entrant(Record, table=True):
    """Somebody who takes part, by their own press; and what they are measured by."""

    __tablename__ = "contest_entrant"
    __table_args__ = (
        belongs_to("contest_id", "contest"),
        belongs_to("person_id", "person"),
        UniqueConstraint("workspace_id", "contest_id", "person_id"),
    )

    contest_id: str
    person_id: str = Field(index=True)
    target: str = Field(max_length=32)
    """Of these days, as decimal text: what becomes of the target later changes nothing here."""
    before: str | None = Field(default=None, max_length=32)
    """What they did in as many days before."""
    joined_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

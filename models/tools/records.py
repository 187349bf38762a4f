"""Tables of the tools and of the polls about them.

What somebody answered in a poll stands nowhere by itself: a poll has how many gave which answer, as one sealed text.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.audit.records import random_id
from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as

LONGEST_NAME = 60
"""Characters."""
MOST_LINKS = 10


class ToolType(StrEnum):
    """The five types of the domain."""

    CRM = "crm"
    MARKETING = "marketing"
    CONTENT = "content"
    PROCESS = "process"
    HR = "hr"


class Tool(Record, table=True):
    """One tool in use. What is not used any more has `removed_at`."""

    __tablename__ = "tool"
    __table_args__ = (
        belongs_to("owner_id", "person"),
        belongs_to("entered_by", "person"),
        UniqueConstraint("workspace_id", "number"),
        CheckConstraint("kind IN ('crm', 'marketing', 'content', 'process', 'hr')", name="kind"),
        CheckConstraint("per IN ('month', 'quarter', 'year')", name="per"),
        CheckConstraint("amount_minor IS NULL OR amount_minor >= 0", name="amount"),
        CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="currency"),
    )

    number: int
    """A small number that people can type: tool 3."""
    kind: str = Field(max_length=10)
    name: str = Field(max_length=LONGEST_NAME)
    owner_id: str | None = None
    """Who sees to it; None: nobody yet."""
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    """What it costs each `per`; None: nobody said."""
    currency: str | None = Field(default=None, max_length=3)
    per: str = Field(default="month", max_length=8)
    links: list[str] = Field(default_factory=list, sa_type=JSON)
    """Names of what it exchanges data with."""
    entered_by: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    before: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """What the last change replaced, so that it can be undone."""


class ToolPoll(Record, table=True):
    """Two questions about a tool to everybody, until a day. Its answers are one sealed count."""

    __tablename__ = "tool_poll"
    __table_args__ = (
        belongs_to("tool_id", "tool"),
        belongs_to("opened_by", "person"),
        Index("ix_tool_poll_tool", "workspace_id", "tool_id", "closes_on"),
        CheckConstraint("closes_on >= opened_on", name="in_order"),
        CheckConstraint("asked >= 3", name="asked"),
    )

    tool_id: str
    opened_by: str
    opened_on: date
    closes_on: date
    """The last day on which an answer counts, in the workspace's time zone."""
    asked: int
    """How many were asked."""
    sealed: str = Field(sa_column_kwargs=sealed_as("tool_poll.sealed:{id}"))
    """How many gave which answer, while the poll runs; empty once its results are frozen."""
    results: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """What may be told of it, once it is over: the counts themselves are gone then."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ToolVoter(Record, table=True):
    """Who is asked in a poll, and whether they have answered: not what, and not when."""

    __tablename__ = "tool_voter"
    __table_args__ = (
        belongs_to("poll_id", "tool_poll"),
        belongs_to("person_id", "person"),
        UniqueConstraint("workspace_id", "poll_id", "person_id"),
    )

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    poll_id: str
    person_id: str
    has_answered: bool = False

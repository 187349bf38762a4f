"""Tables of a newcomer's plan and of its checklist."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as

LONGEST_ITEM = 75
"""Characters of one line of the checklist."""
LONGEST_WORDS = 300
"""Characters of what a goal says in words."""


class PlanState(StrEnum):
    """`draft → given → stopped`, and back to given when the stop is undone."""

    DRAFT = "draft"
    GIVEN = "given"
    STOPPED = "stopped"


class NewcomerPlan(Record, table=True):
    """The first 90 days of one person. It is of whoever leads them: who their manager is, is not kept here."""

    __tablename__ = "newcomer_plan"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("made_by", "person"),
        belongs_to("looked_by", "person"),
        UniqueConstraint("workspace_id", "person_id"),
        CheckConstraint("state IN ('draft', 'given', 'stopped')", name="state"),
    )

    person_id: str
    state: str = Field(default=PlanState.DRAFT, max_length=8)
    starts_on: date
    """The first day as it was known then; the start date on the roster goes first, so that a moved one moves the plan."""
    goals: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Of each of 30, 60 and 90 days: `day`, `words` (empty: the usual ones) and `targets` (KPI and decimal text; None: the
    usual ones, by ramp and calendar)."""
    shadows: list[str] = Field(default_factory=list, sa_type=JSON)
    """Ids of those with whom the newcomer goes along."""
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    given_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    own_look: str = Field(default="", sa_column_kwargs=sealed_as("newcomer_plan.own_look:{id}"))
    """The newcomer's two answers at the end, sealed; empty until they are given."""
    manager_look: str = Field(default="", sa_column_kwargs=sealed_as("newcomer_plan.manager_look:{id}"))
    """Those of the manager, sealed."""
    looked_by: str | None = None
    """Which manager looked back."""


class NewcomerItem(Record, table=True):
    """One line of the checklist of a plan."""

    __tablename__ = "newcomer_item"
    __table_args__ = (
        belongs_to("plan_id", "newcomer_plan"),
        belongs_to("done_by", "person"),
        Index("ix_newcomer_item_plan", "workspace_id", "plan_id", "place"),
        CheckConstraint("day BETWEEN 1 AND 90", name="day"),
    )

    plan_id: str
    place: int
    """The order in which they are shown."""
    key: str = Field(default="", max_length=40)
    """Of a line that comes with Koers, told in the language of whoever reads it; empty: `text` says it."""
    day: int
    """By which day it is to be done, counted from the first, which is 1."""
    text: str = Field(default="", max_length=LONGEST_ITEM)
    done_on: date | None = None
    done_by: str | None = None


class NewInSlack(Record, table=True):
    """Somebody who joined the Slack workspace lately and is not in Koers yet: nothing of them but when that was."""

    __tablename__ = "new_in_slack"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_user_id"),)

    slack_user_id: str = Field(max_length=32)
    joined_on: date

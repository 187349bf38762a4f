"""Tables of the people: teams, persons and their leave."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, false
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class SalesRole(StrEnum):
    """The seven sales roles; each gives default targets."""

    SDR = "sdr"
    PRESALES = "presales"
    BDR = "bdr"
    INSIDE = "inside"
    ACCOUNT = "account"
    FIELD = "field"
    CHANNEL = "channel"


class DayPart(StrEnum):
    """How much of each day a leave takes."""

    FULL = "full"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class TellsWins(StrEnum):
    """Whether a team's channel hears of each deal that is won; with an amount or without."""

    OFF = "off"
    WITHOUT_AMOUNT = "without"
    WITH_AMOUNT = "with"


class Team(Record, table=True):
    """A sales team: a name, a clock for its period boundaries, and a channel for its digest."""

    __tablename__ = "team"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        CheckConstraint("wins IN ('off', 'without', 'with')", name="wins"),
    )

    name: str = Field(max_length=80)
    zone: str | None = None
    """Time zone of the team's period boundaries; the workspace's when empty."""
    channel_id: str | None = None
    language: str | None = Field(default=None, max_length=2)
    """In which the channel is written to; the workspace's when empty."""
    wins: str = Field(default=TellsWins.OFF, max_length=10, sa_column_kwargs={"server_default": "off"})
    """A `TellsWins`."""


class Person(Record, table=True):
    """Somebody in the sales organisation; known from Slack, from an import, or both."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_user_id"),
        UniqueConstraint("workspace_id", "email"),
        belongs_to("team_id", "team"),
        belongs_to("manager_id", "person"),
        belongs_to("deputy_id", "person"),
        CheckConstraint("ramp_months BETWEEN 0 AND 36", name="ramp_months"),
        CheckConstraint("manager_id IS NULL OR manager_id <> id", name="not_own_manager"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    name: str = Field(max_length=120, index=True)
    slack_user_id: str | None = Field(default=None, max_length=32)
    standing: str | None = Field(default=None, max_length=10)
    """`guest` or `stranger`, as Slack says; None for a member of the workspace, and for who is not in Slack."""
    email: str | None = Field(default=None, max_length=254)
    sales_role: str | None = Field(default=None, max_length=10)
    """A `SalesRole`."""
    team_id: str | None = None
    manager_id: str | None = None
    is_rep: bool = True
    """Sells: has figures and targets of their own."""
    is_leader: bool = False
    """Sees the whole workspace's figures."""
    is_admin: bool = False
    """Settings, roster and imports; sees no private content."""
    zone: str | None = None
    """From Slack; the workspace's when unknown."""
    zone_is_chosen: bool = False
    """Overridden by a person: Slack's zone no longer replaces it."""
    language: str | None = Field(default=None, max_length=2)
    country: str | None = Field(default=None, max_length=2)
    region: str | None = Field(default=None, max_length=8)
    working_days: str = Field(default="1111100", max_length=7)
    """Monday to Sunday, 1 for a working day: the part-time pattern."""
    starts_on: date | None = None
    ends_on: date | None = None
    """The last day; no prompts after it, history stays."""
    ended_by_slack: bool = False
    """Whether the last day is that on which Slack deactivated them: who is activated again is back."""
    deputy_id: str | None = None
    """Who stands in while they are away; their own manager when nobody is named."""
    ramp_months: int = 3
    has_moved: bool = False
    """Team, manager, role, working pattern or country were once others: `Membership` says which, and when."""
    home_opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When they last opened their Home tab, to some hours: who has one, it is kept fresh for."""
    style: str | None = Field(default=None, max_length=1)
    """A `Style`, when they chose one: theirs and their manager's to see, by `models/style/preference.py` alone."""
    style_is_plain: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    style_hides_hint: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    created_at: datetime = Field(sa_type=UtcDateTime)


class Membership(Record, table=True):
    """Where somebody is from a day on, until the next row: only of people of whom any of it ever changed.

    The first row of a person holds since ever (`from_day` is `date.min`). Of today's row the person has a copy.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "from_day"),
        belongs_to("person_id", "person"),
        belongs_to("team_id", "team"),
        belongs_to("manager_id", "person"),
        Index("ix_membership_team", "workspace_id", "team_id"),
        Index("ix_membership_from_day", "workspace_id", "from_day"),
    )

    person_id: str
    from_day: date
    team_id: str | None = None
    manager_id: str | None = None
    sales_role: str | None = Field(default=None, max_length=10)
    is_rep: bool = True
    working_days: str = Field(default="1111100", max_length=7)
    country: str | None = Field(default=None, max_length=2)
    region: str | None = Field(default=None, max_length=8)


class Move(Record, table=True):
    """One change of where somebody is: who made it, when, and what was before, so that it can be undone."""

    __tablename__ = "move"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("moved_by", "person"),
        Index("ix_move_first_day", "workspace_id", "first_day"),
    )

    person_id: str
    from_day: date
    """From this day on it holds."""
    old: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What changed, as it was on that day before."""
    new: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    rows: list[Any] = Field(default_factory=list, sa_type=JSON)
    """The rows of `Membership` before it; none when it was the first."""
    moved_by: str | None = None
    """None: by an import at a terminal."""
    moved_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    first_day: date | None = None
    """The first day that was over and has other figures now; None when it holds from today, or later."""
    last_day: date | None = None


class Leave(Record, table=True):
    """Days away, both ends included. Excused is not missed."""

    __tablename__ = "leave"
    __table_args__ = (
        belongs_to("person_id", "person"),
        CheckConstraint("last_day >= first_day", name="in_order"),
        UniqueConstraint("workspace_id", "person_id", "first_day", "last_day", "part"),
    )

    person_id: str
    first_day: date
    last_day: date
    part: str = Field(default=DayPart.FULL, max_length=10)
    created_at: datetime = Field(sa_type=UtcDateTime)


class ProposalState(StrEnum):
    """What became of the question whether two are one."""

    OPEN = "open"
    SAME = "same"
    TWO = "two"


class PersonProposal(Record, table=True):
    """Somebody from Slack, and a row that was on the roster: are they one person? An admin decides.

    No foreign keys: of two that became one a row is gone, and this is the history of it.
    """

    __tablename__ = "person_proposal"
    __table_args__ = (
        UniqueConstraint("workspace_id", "person_id", "other_id"),
        CheckConstraint("state IN ('open', 'same', 'two')", name="state"),
        CheckConstraint("reason IN ('name', 'email')", name="reason"),
    )

    person_id: str = Field(max_length=32)
    """Who came in by Slack."""
    other_id: str = Field(max_length=32)
    """Who was on the roster already."""
    reason: str = Field(max_length=10)
    """`name`: it is the same or alike; `email`: the address that Slack has confirmed is the other's."""
    state: str = Field(default=ProposalState.OPEN, max_length=10)
    proposed_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str | None = Field(default=None, max_length=32)
    joined: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Of two that became one: what moved, and what each was before, so that they can be parted again."""

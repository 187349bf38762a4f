"""Tables of the territories: whose they are, which account is in which, and how often a tier is visited.

All of it is dated: a row holds from its day until the next one, so that the coverage of any day can be told again.
A row is never changed; what was taken back has `undone_at`, and the row before it holds again.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, false
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class Tier(StrEnum):
    """How much an account matters: A the most; D is visited when there is a reason."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Territory(Record, table=True):
    """A territory by its name; whose it is on a day says `TerritoryTerm`."""

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    name: str = Field(max_length=80)
    key: str = Field(max_length=80)
    """The name folded, so that North is one territory however it is typed."""
    created_at: datetime = Field(sa_type=UtcDateTime)


class TerritoryTerm(Record, table=True):
    """Region, team and owner of a territory from a day on, until the next row."""

    __tablename__ = "territory_term"
    __table_args__ = (
        belongs_to("territory_id", "territory"),
        belongs_to("team_id", "team"),
        belongs_to("owner_id", "person"),
        belongs_to("said_by", "person"),
        Index("ix_territory_term_territory", "workspace_id", "territory_id", "from_day"),
    )

    territory_id: str
    from_day: date
    region: str = Field(default="", max_length=80)
    team_id: str | None = None
    owner_id: str | None = None
    is_over: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """From this day on there is no such territory; its accounts are in none."""
    said_by: str | None = None
    """None: by a file at a terminal."""
    said_at: datetime = Field(sa_type=UtcDateTime)
    batch_id: str = Field(max_length=32)
    """What was said in one go is undone in one go."""
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NamedAccount(Record, table=True):
    """In which territory an account is, in which tier and on whose list, from a day on until the next row."""

    __tablename__ = "named_account"
    __table_args__ = (
        belongs_to("account_id", "account"),
        belongs_to("territory_id", "territory"),
        belongs_to("owner_id", "person"),
        belongs_to("said_by", "person"),
        Index("ix_named_account_account", "workspace_id", "account_id", "from_day"),
        Index("ix_named_account_batch", "workspace_id", "batch_id"),
        CheckConstraint("tier IS NULL OR tier IN ('A', 'B', 'C', 'D')", name="tier"),
    )

    account_id: str
    from_day: date
    territory_id: str | None = None
    tier: str | None = Field(default=None, max_length=1)
    """A `Tier`; None: it was not said, and there is no cadence."""
    owner_id: str | None = None
    """On whose list it is; None: on that of the territory's owner."""
    old: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What was said of the account itself with it (sector, size, segment, postcode), as it was before."""
    new: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    said_by: str | None = None
    said_at: datetime = Field(sa_type=UtcDateTime)
    batch_id: str = Field(max_length=32)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class VisitCadence(Record, table=True):
    """After how many days at most an account of a tier is contacted again, from a day on."""

    __tablename__ = "visit_cadence"
    __table_args__ = (
        belongs_to("said_by", "person"),
        CheckConstraint("tier IN ('A', 'B', 'C', 'D')", name="tier"),
        CheckConstraint("days IS NULL OR days BETWEEN 1 AND 730", name="days"),
    )

    tier: str = Field(max_length=1)
    from_day: date
    days: int | None = None
    """None: this tier has no cadence."""
    said_by: str | None = None
    said_at: datetime = Field(sa_type=UtcDateTime)
    batch_id: str = Field(max_length=32)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ClaimAnswer(StrEnum):
    """Whose the credit is for what somebody did with an account on somebody else's list."""

    SHARED = "shared"
    MINE = "mine"
    THEIRS = "theirs"


class CreditClaim(Record, table=True):
    """The question whose something is, with an account on somebody else's list. Until it is answered: theirs."""

    __tablename__ = "credit_claim"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("owner_id", "person"),
        belongs_to("deal_id", "deal"),
        Index("ix_credit_claim_deal", "workspace_id", "deal_id"),
        CheckConstraint("answer IN ('', 'shared', 'mine', 'theirs')", name="answer"),
    )

    person_id: str
    """Who did it."""
    owner_id: str
    """On whose list the account is."""
    activity_ids: list[Any] = Field(default_factory=list, sa_type=JSON)
    """The entries of one answer with this account; none for a deal."""
    deal_id: str | None = None
    answer: str = Field(default="", max_length=10)
    """A `ClaimAnswer`; empty while nobody has answered."""
    reason: str = Field(default="", max_length=300)
    """Why all of it is theirs who did it."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

"""Tables of the activity log: entries, their credit split, their history, and a workspace's own kinds."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, false, text
from sqlmodel import Field

from models.database import MINOR_UNITS, Record, UtcDateTime, belongs_to


class Source(StrEnum):
    """Where a fact came from."""

    SLACK = "slack"
    CSV = "csv"
    CRM = "crm"
    CALENDAR = "calendar"


class OwnKind(Record, table=True):
    """A kind of activity that a workspace added for itself."""

    __tablename__ = "own_kind"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("sums IN ('count', 'quantity', 'amount')", name="sums"),
    )

    key: str = Field(max_length=40)
    label_en: str = Field(max_length=60)
    label_nl: str = Field(max_length=60)
    sums: str = Field(default="count", max_length=10)

    @classmethod
    def named(cls, workspace_id: str, key: str, names: Sequence[str], sums: str) -> "OwnKind":
        """One with its names by language, or one name for all."""
        return cls(workspace_id=workspace_id, key=key, label_en=names[0], label_nl=names[-1], sums=sums)

    @property
    def names(self) -> list[str]:
        """Its names, as `named` takes them."""
        return [self.label_en, self.label_nl]

    def label(self, language: str) -> str:
        """What it is called in a language."""
        return self.label_nl if language == "nl" else self.label_en


class Activity(Record, table=True):
    """One fact. Undo sets `undone_at`; an edit changes the row and leaves an `ActivityChange`."""

    __tablename__ = "activity"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("account_id", "account"),
        belongs_to("deal_id", "deal"),
        Index("ix_activity_person", "workspace_id", "person_id", "happened_on", "kind"),
        Index("ix_activity_account", "workspace_id", "account_id", "kind", "happened_on"),
        Index("ix_activity_day", "workspace_id", "happened_on", "kind"),
        Index("ix_activity_batch", "workspace_id", "batch_id"),
        Index(
            "ix_activity_message",
            "workspace_id",
            "message",
            sqlite_where=text("message IS NOT NULL"),
            postgresql_where=text("message IS NOT NULL"),
        ),
        Index(
            "ix_activity_deal",
            "workspace_id",
            "deal_id",
            sqlite_where=text("deal_id IS NOT NULL"),
            postgresql_where=text("deal_id IS NOT NULL"),
        ),
        Index(
            "ix_activity_due",
            "workspace_id",
            "due_on",
            sqlite_where=text("due_on IS NOT NULL"),
            postgresql_where=text("due_on IS NOT NULL"),
        ),
        # When an account was contacted last: everything asked stands in the index, one row an entry that counts.
        Index(
            "ix_activity_contact",
            "workspace_id",
            "account_id",
            "happened_on",
            "kind",
            sqlite_where=text("account_id IS NOT NULL AND undone_at IS NULL AND same_as IS NULL"),
            postgresql_where=text("account_id IS NOT NULL AND undone_at IS NULL AND same_as IS NULL"),
        ),
        CheckConstraint("quantity >= 0", name="quantity"),
        CheckConstraint("amount_minor IS NULL OR amount_minor >= 0", name="amount"),
        CheckConstraint("(amount_minor IS NULL) = (currency IS NULL)", name="currency"),
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 10", name="score"),
    )

    person_id: str
    kind: str = Field(max_length=40)
    account_id: str | None = None
    deal_id: str | None = None
    contact: str | None = Field(default=None, max_length=120)
    happened_on: date
    """The day in the person's own zone."""
    happened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it began, where a CRM or a calendar says it."""
    is_first: bool | None = None
    """For meetings and visits: first (True) or follow-up (False), by rule or by the person's word."""
    order_is_said: bool = False
    """True when the person said `first` or `follow-up`: the rule no longer decides."""
    quantity: int = 1
    """How many it counts for; 0 for a proposal that revises an earlier one on the same deal."""
    minutes: int | None = None
    """Duration; for training the hours in minutes."""
    amount_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    currency: str | None = Field(default=None, max_length=3)
    reporting_minor: int | None = Field(default=None, sa_type=MINOR_UNITS)
    """The amount in the reporting currency at that day's rate; None when the rate is missing."""
    score: int | None = None
    topic: str | None = Field(default=None, max_length=120)
    due_on: date | None = None
    """For a renewal: when the contract was due."""
    note: str = Field(default="", max_length=2000)
    source: str = Field(default=Source.SLACK, max_length=10)
    batch_id: str | None = Field(default=None, max_length=32)
    """What was logged in one go: undone in one go. The id of its first entry."""
    message: str | None = Field(default=None, max_length=60)
    """The message in Slack that says it (`channel:timestamp`): when its writer changes that, the entry follows."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    same_as: str | None = Field(default=None, max_length=32)
    """The entry that tells of the same event, from another source: this one is kept, and does not count."""
    is_apart: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Somebody said that it is an event of its own."""


class CreditShare(Record, table=True):
    """Who gets which part of an entry. No rows: the entry's person has it all; else they sum to 100."""

    __tablename__ = "credit_share"
    __table_args__ = (
        belongs_to("activity_id", "activity"),
        belongs_to("person_id", "person"),
        UniqueConstraint("workspace_id", "activity_id", "person_id"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    activity_id: str
    person_id: str = Field(index=True)
    percent: int


OF_THE_EVENT = ("split", "join", "ask", "measured")
"""Changes that are about the event and not about what the entry says: they hold ids, times, lengths and parts alone."""


class ActivityChange(Record, table=True):
    """What was edited, undone or restored: who, when, old, new, and why."""

    __tablename__ = "activity_change"
    __table_args__ = (belongs_to("activity_id", "activity"), belongs_to("changed_by", "person"))

    activity_id: str = Field(index=True)
    changed_by: str | None = None
    """Nobody when a file said so."""
    changed_at: datetime = Field(sa_type=UtcDateTime)
    what: str = Field(max_length=10)
    """`edit`, `undo`, `redo`, `split` (from the entries `with` which it was one event), `join`, `ask` (a split is taken back: it is asked again), `measured` (by a source that
    knows better when it was and who was there), or `import` of another row."""
    old: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    new: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    reason: str = Field(default="", max_length=300)


class PlannedVisit(Record, table=True):
    """A visit that is planned. It counts nowhere: once it was held, the entry of the log that tells of it does."""

    __tablename__ = "planned_visit"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("account_id", "account"),
        belongs_to("activity_id", "activity"),
        Index("ix_planned_visit_person", "workspace_id", "person_id", "planned_on"),
        Index("ix_planned_visit_day", "workspace_id", "planned_on"),
        Index("ix_planned_visit_batch", "workspace_id", "batch_id"),
    )

    person_id: str
    account_id: str | None = None
    planned_on: date
    entry: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    """The entry that it becomes, as it was said."""
    batch_id: str = Field(max_length=32)
    """What was said in one go is undone in one go; that of the entries that were logged with it."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    activity_id: str | None = None
    """The entry that tells that it was held; when that is undone, it is only planned again."""
    called_off_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when it was not held."""


class Draft(Record, table=True):
    """Entries that wait for an answer ("is Acmee the account Acme?"). Nothing of it counts until it comes."""

    __tablename__ = "activity_draft"
    __table_args__ = (belongs_to("person_id", "person"),)

    person_id: str = Field(index=True)
    entries: list[dict[str, object]] = Field(default_factory=list, sa_type=JSON)
    asked_about: str = Field(default="", max_length=160)
    """The account name as typed that was asked about; empty when the question is whether it is a duplicate."""
    created_at: datetime = Field(sa_type=UtcDateTime)

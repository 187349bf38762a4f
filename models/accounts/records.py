"""Tables of the accounts, and of what was done to them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class Account(Record, table=True):
    """A customer or prospect. `key` is the name folded (case, spaces, punctuation), so that Acme is one account."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_account_opened", "workspace_id", "opened_on"),
        belongs_to("owner_id", "person"),
        belongs_to("merged_into_id", "account"),
        CheckConstraint("merged_into_id IS NULL OR removed_at IS NOT NULL", name="merged"),
    )

    name: str = Field(max_length=160)
    key: str = Field(max_length=160)
    """What it is found by. One that no longer answers to its name has its own id here."""
    sector: str | None = Field(default=None, max_length=80)
    size: str | None = Field(default=None, max_length=40)
    """As the workspace says it: `50-200`, `SMB`."""
    segment: str | None = Field(default=None, max_length=80)
    """A field of the workspace's own."""
    postcode: str | None = Field(default=None, max_length=16)
    channel: str | None = Field(default=None, max_length=40)
    owner_id: str | None = None
    opened_on: date | None = None
    """When the account became one of ours; None when an import did not say."""
    created_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set while it is no account: nothing uses it any more, somebody deleted it, or it is part of another one."""
    merged_into_id: str | None = None
    """The account that it became part of: its name, and its id on an old button, mean that one."""


class WhatWasDone(StrEnum):
    """What somebody does to an account."""

    RENAME = "rename"
    MERGE = "merge"
    DELETE = "delete"


class AccountChange(Record, table=True):
    """What somebody did to an account: who, when, old and new. Undo takes the latest one back."""

    __tablename__ = "account_change"
    __table_args__ = (
        belongs_to("account_id", "account"),
        belongs_to("into_id", "account"),
        belongs_to("changed_by", "person"),
        Index("ix_account_change_account", "workspace_id", "account_id"),
        Index("ix_account_change_into", "workspace_id", "into_id"),
        CheckConstraint("what IN ('rename', 'merge', 'delete')", name="what"),
        CheckConstraint("(what = 'merge') = (into_id IS NOT NULL)", name="into"),
    )

    account_id: str
    """What was renamed or deleted; of a merge the one that went up in the other."""
    into_id: str | None = None
    """Of a merge the one that stayed."""
    what: str = Field(max_length=10)
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)
    old: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    """Fields as they were: of the renamed account, or of the one that stayed after a merge."""
    new: dict[str, object] = Field(default_factory=dict, sa_type=JSON)
    moved: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    """Of a merge: the ids of the rows that named the other account, by `table.column`."""
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

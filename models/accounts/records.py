"""Table of the accounts."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class Account(Record, table=True):
    """A customer or prospect. `key` is the name folded (case, spaces, punctuation), so that Acme is one account."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("workspace_id", "key"), belongs_to("owner_id", "person"))

    name: str = Field(max_length=160)
    key: str = Field(max_length=160)
    sector: str | None = Field(default=None, max_length=80)
    tier: str | None = Field(default=None, max_length=1)
    territory: str | None = Field(default=None, max_length=80)
    channel: str | None = Field(default=None, max_length=40)
    owner_id: str | None = None
    opened_on: date | None = None
    """When the account became one of ours; None when an import did not say."""
    created_at: datetime = Field(sa_type=UtcDateTime)

"""The table of references: what a source calls a fact that we have."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime


class Fact(StrEnum):
    """What a source may tell of, and the table that holds it."""

    DEAL = "deal"
    ACTIVITY = "activity"
    ACCOUNT = "account"
    PERSON = "person"
    EVENT = "event"
    """A meeting of a calendar; the fact is an activity."""


class Link(Record, table=True):
    """A record of a source, and the fact that it tells of. Many links may tell of one fact; never the other way round.

    Identity is (origin, kind, external id), never a name: HubSpot's 17 and Pipedrive's 17 are two.
    """

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("workspace_id", "origin", "kind", "external_id"),
        Index("ix_link_fact", "workspace_id", "kind", "fact_id"),
    )

    origin: str = Field(max_length=40)
    """The id of a connection; of what came by itself in files `csv`, or `csv:hubspot` where it is known whose file it is."""
    kind: str = Field(max_length=10)
    """A `Fact`."""
    external_id: str = Field(max_length=200)
    """How the source calls it."""
    fact_id: str = Field(max_length=32)
    """The deal, the activity, the account or the person."""
    fingerprint: str | None = Field(default=None, max_length=32)
    """Of what the source said last: the same again changes nothing, also when somebody has changed the fact here since."""
    remote_updated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    gone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set once the source no longer has it."""
    reason: str = Field(default="", max_length=20)
    """Why it tells of a fact that was known already: `same_id`, `same_event`, `same_deal`, `merged` or `asked`; empty: it brought it."""
    created_at: datetime = Field(sa_type=UtcDateTime)


WRITTEN = "written"
"""The reason of a link whose record we wrote ourselves."""

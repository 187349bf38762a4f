"""The ledger of readers: who read what of somebody, in which hour. Only the person whose it is can ask for it."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

OPERATOR = ""
"""In the place of a reader's id: whoever sits at the server's terminal."""


class Reading(Record, table=True):
    """Somebody else read a thing of `subject_id`; at most one row a reader, thing and hour."""

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("workspace_id", "subject_id", "reader_id", "thing", "hour"),
        Index("ix_reading_reader", "workspace_id", "reader_id"),
        Index("ix_reading_hour", "workspace_id", "hour"),
        belongs_to("subject_id", "person"),
    )

    subject_id: str
    reader_id: str = Field(max_length=32)
    """A person's id, or `OPERATOR`."""
    thing: str = Field(max_length=16)
    way: str = Field(max_length=10)
    hour: datetime = Field(sa_type=UtcDateTime)
    """The beginning of the hour in which it was read first."""

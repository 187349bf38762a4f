"""The table of private notes. A table of its own, so that no query about a review or a talk can carry one along."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as


class PrivateNote(Record, table=True):
    """What one person noted for themself about one review or coaching talk."""

    __tablename__ = "private_note"
    __table_args__ = (UniqueConstraint("workspace_id", "author_id", "about_id"), belongs_to("author_id", "person"))

    author_id: str
    about_id: str = Field(max_length=32)
    """The id of the review or the coaching talk."""
    sealed: str = Field(sa_column_kwargs=sealed_as("private_note.sealed:{author_id}:{about_id}"))
    """Encrypted, and bound to the workspace, the author and what it is about."""
    written_at: datetime = Field(sa_type=UtcDateTime)

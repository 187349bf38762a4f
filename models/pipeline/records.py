"""The table of the pipeline: what people say of a deal that looked asleep."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to


class DealConfirmation(Record, table=True):
    """“Still alive”: somebody said so on a day. It is a sign of life, and changes nothing of the deal."""

    __tablename__ = "deal_confirmation"
    __table_args__ = (
        belongs_to("deal_id", "deal"),
        belongs_to("confirmed_by", "person"),
        Index("ix_deal_confirmation_deal", "workspace_id", "deal_id", "confirmed_on"),
    )

    deal_id: str
    confirmed_by: str
    confirmed_on: date
    """The day where they were."""
    confirmed_at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

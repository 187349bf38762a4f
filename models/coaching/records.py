"""Tables of coaching: talks, the topics for them, and the actions of a pair."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to

LONGEST_TEXT = 2000
"""Characters of what was agreed; what a modal's field takes and the column holds."""
LONGEST_LINE = 300
"""Characters of a topic or an action: one line."""


class TalkState(StrEnum):
    """What becomes of a talk, by the table in `states.py`. Only a `held` one counts."""

    PLANNED = "planned"
    RECORDED = "recorded"
    HELD = "held"
    DENIED = "denied"
    CANCELLED = "cancelled"
    MISSED = "missed"
    """Its moment has passed and it did not take place."""


class ActionState(StrEnum):
    """What becomes of an action, by the table in `states.py`."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    """The two let it go: neither done nor to be done."""


class Talk(Record, table=True):
    """One coaching talk of a coach and a rep."""

    __tablename__ = "coaching_talk"
    __table_args__ = (
        Index("ix_coaching_talk_planned", "workspace_id", "planned_at"),
        belongs_to("coach_id", "person"),
        belongs_to("rep_id", "person"),
        CheckConstraint("coach_id <> rep_id", name="two_people"),
    )

    coach_id: str
    rep_id: str
    planned_at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default=TalkState.PLANNED, max_length=10)
    outcome: str = Field(default="", max_length=LONGEST_TEXT)
    """What was agreed, in the coach's words; both see it."""
    held_on: date | None = None
    """The day on which it took place; it counts in that month."""
    recorded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    series_id: str | None = Field(default=None, max_length=32)
    """The same for all talks of a series; each is moved and called off by itself."""
    sequence: int = 0
    """How often the moment was changed or the talk called off: calendars take the highest (SEQUENCE of RFC 5545)."""
    created_at: datetime = Field(sa_type=UtcDateTime)


class Topic(Record, table=True):
    """Something that one of a pair wants to talk about; it waits for the next talk."""

    __tablename__ = "coaching_topic"
    __table_args__ = (
        belongs_to("coach_id", "person"),
        belongs_to("rep_id", "person"),
        belongs_to("added_by", "person"),
        belongs_to("talk_id", "coaching_talk"),
    )

    coach_id: str
    rep_id: str
    added_by: str
    text: str = Field(max_length=LONGEST_LINE)
    talk_id: str | None = None
    """The talk in which it was discussed; empty while it waits."""
    skill: str | None = Field(default=None, max_length=40)
    """The skill of the survey that it is about, if it came from there."""
    added_at: datetime = Field(sa_type=UtcDateTime)


class PairAction(Record, table=True):
    """Something the pair agreed to do. It belongs to the pair, not to a talk, and carries over until it is done."""

    __tablename__ = "coaching_action"
    __table_args__ = (
        Index("ix_coaching_action_rep", "workspace_id", "rep_id", "done_on"),
        belongs_to("coach_id", "person"),
        belongs_to("rep_id", "person"),
        belongs_to("added_by", "person"),
        belongs_to("talk_id", "coaching_talk"),
    )

    coach_id: str
    """Of an action that the rep keeps for themself: the rep."""
    rep_id: str
    added_by: str
    talk_id: str | None = None
    """The talk in which it was agreed, if in one."""
    text: str = Field(max_length=LONGEST_LINE)
    kpi: str | None = Field(default=None, max_length=40)
    check_on: date | None = None
    """On this day both look whether it helped."""
    added_on: date
    state: str = Field(default=ActionState.OPEN, max_length=8)
    done_on: date | None = None
    """Only of one that is done."""

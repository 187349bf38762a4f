"""Tables of the calendars: the link that a rep gave, meetings that may be logged, and what domains mean."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as


class LinkKind(StrEnum):
    """How a calendar is read."""

    ICS = "ics"
    CALDAV = "caldav"


class CalendarLink(Record, table=True):
    """A rep's own calendar. One a person; nobody else is ever shown that there is one."""

    __tablename__ = "calendar_link"
    __table_args__ = (
        belongs_to("person_id", "person"),
        UniqueConstraint("workspace_id", "person_id"),
        CheckConstraint("kind IN ('ics', 'caldav')", name="kind"),
    )

    person_id: str
    kind: str = Field(max_length=10)
    sealed_link: str = Field(sa_column_kwargs=sealed_as("calendar_link.sealed_link:{id}"))
    """Address, user and password as JSON, sealed (`calendar_link.sealed_link:<id>`)."""
    sealed_before: str | None = Field(default=None, sa_column_kwargs=sealed_as("calendar_link.sealed_before:{id}"))
    """The calendar before this one, sealed in the same way, until this one has answered: a wrong link costs none."""
    sealed_progress: str | None = Field(default=None, sa_column_kwargs=sealed_as("calendar_link.sealed_progress:{id}"))
    """ETag, tokens and addresses of collections as JSON, sealed in the same way: tokens may be addresses."""
    added_at: datetime = Field(sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it was tried last."""
    ok_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When it answered last."""
    full_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When all of it was looked at: days move on, also in a calendar that has not changed."""
    error: str = Field(default="", max_length=40)
    """A key of our words, never a text of a server."""
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When the person was told that it does not work; once for each time that it stops working."""
    has_guests: bool = False
    events: int = 0
    cut_off: list[str] = Field(default_factory=list, sa_type=JSON)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """A process reads it until then at the latest."""
    claimed_by: str | None = Field(default=None, max_length=40)


class SuggestionState(StrEnum):
    """What became of a meeting."""

    WAITING = "waiting"
    ASKED = "asked"
    LOGGED = "logged"
    NOT_SALES = "not_sales"
    EXPIRED = "expired"
    """Nobody said a word within three days."""
    ALREADY_LOGGED = "already_logged"
    OF_COLLEAGUE = "of_colleague"
    """The same meeting is asked of whoever organised it."""


OPEN = (SuggestionState.WAITING, SuggestionState.ASKED)
UNANSWERED = (*OPEN, SuggestionState.EXPIRED)
"""Those, and those to which nobody will say a word any more: they are counted on Monday."""


class Suggestion(Record, table=True):
    """A meeting that its owner may log. Neither title nor address of it is kept; it goes after 14 days."""

    __tablename__ = "suggestion"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("account_id", "account"),
        belongs_to("activity_id", "activity"),
        UniqueConstraint("workspace_id", "person_id", "key"),
        Index("ix_suggestion_key", "workspace_id", "key"),
        CheckConstraint(
            "state IN ('waiting', 'asked', 'logged', 'not_sales', 'expired', 'already_logged', 'of_colleague')",
            name="state",
        ),
    )

    person_id: str
    key: str = Field(max_length=32)
    """Of the event and the time it was planned for, hashed: the same in each calendar (`models/calendar/keys.py`)."""
    series: str = Field(max_length=32)
    """Of the event with all its occurrences, hashed."""
    is_recurring: bool = False
    starts_at: datetime = Field(sa_type=UtcDateTime)
    minutes: int | None = None
    domains: list[str] = Field(default_factory=list, sa_type=JSON)
    """Of the guests from outside; what stands before the @ is not kept."""
    is_organizer: bool = False
    with_ids: list[str] = Field(default_factory=list, sa_type=JSON)
    """Colleagues who were there too."""
    account_id: str | None = None
    state: str = Field(default=SuggestionState.WAITING, max_length=20)
    activity_id: str | None = None
    asked_in: str | None = Field(default=None, max_length=32)
    """The delivery that asked."""
    created_at: datetime = Field(sa_type=UtcDateTime)


class CalendarDomain(Record, table=True):
    """What a domain of guests means, learned from an answer: an account for everybody, or nothing to log for one person."""

    __tablename__ = "calendar_domain"
    __table_args__ = (
        belongs_to("person_id", "person"),
        belongs_to("account_id", "account"),
        Index("ix_calendar_domain_domain", "workspace_id", "domain"),
        CheckConstraint("(person_id IS NULL) = (account_id IS NOT NULL)", name="meaning"),
    )

    person_id: str | None = None
    """Whose guests of this domain are nothing to log; None: it is an account, for everybody."""
    domain: str = Field(max_length=255)
    account_id: str | None = None
    learned_at: datetime = Field(sa_type=UtcDateTime)


class AbsenceQuestion(Record, table=True):
    """Days away that a calendar told of: asked about once."""

    __tablename__ = "absence_question"
    __table_args__ = (belongs_to("person_id", "person"), UniqueConstraint("workspace_id", "person_id", "key"))

    person_id: str
    key: str = Field(max_length=32)
    """Of the event, hashed."""
    first_day: date
    last_day: date
    answer: str = Field(default="", max_length=10)
    """`leave` or `no`; empty: nothing was said yet."""
    created_at: datetime = Field(sa_type=UtcDateTime)

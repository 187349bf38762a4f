"""What a calendar says, as values: no text of it is among them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class CutOff(StrEnum):
    """Why not everything of a file was read."""

    TIME = "time"
    """It took too long."""
    RULE = "rule"
    """A recurrence that has no end in sight."""
    MANY = "many"
    """More meetings than anybody has."""
    LARGE = "large"
    """An event that is larger than an event can be."""
    BROKEN = "broken"
    """An event that makes no sense."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is invited. `address` in small letters; empty where the calendar does not say it."""

    address: str
    answer: str = "NEEDS-ACTION"
    kind: str = "INDIVIDUAL"
    role: str = "REQ-PARTICIPANT"

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A meeting, at one time."""

    uid: str
    planned_for: datetime
    """The start that it had before it was moved: with the uid what it is called everywhere."""
    start: datetime
    minutes: int | None
    """None where the calendar does not say how long."""
    organizer: str = ""
    guests: tuple[Guest, ...] = ()
    is_cancelled: bool = False
    is_private: bool = False
    is_whole_days: bool = False
    is_recurring: bool = False

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes or 0)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which the calendar says that its owner is away. Both included."""

    uid: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a calendar."""

    occurrences: tuple[Occurrence, ...] = ()
    absences: tuple[Absence, ...] = ()
    cut_off: frozenset[CutOff] = frozenset()
    events: int = 0
    """How many events the file has."""
    has_guests: bool = False
    """Whether any event names who is invited: without guests there is nothing to suggest."""
    owner_address: str = ""
    """How the calendar calls itself, where that is an e-mail address (Google's do)."""

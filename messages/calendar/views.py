"""What messages about a calendar take: values, without titles, names of guests and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.calendar.meetings import MeetingView

__all__ = ["LinkView", "MeetingView"]


@dataclass(frozen=True)
class LinkView:
    """How a link stands."""

    zone: str
    read_at: datetime | None = None
    """When the calendar answered last."""
    trouble: str = ""
    """A key of `trouble`; empty: it works."""
    has_guests: bool = True
    events: int = 0
    cut_off: Sequence[str] = ()
    waiting: int = 0
    """Meetings that are over and of which nothing was said."""

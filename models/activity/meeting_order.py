"""First meeting or follow-up: a function of the log, not of the moment of logging.

A meeting or visit is *first* when nobody in the workspace met the account in the twelve months before it;
the person's own word (`first`, `follow-up`) overrides that. What is stored in `is_first` is only this
function's result: whoever back-dates, edits or undoes a meeting changes it for the meetings around it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from models.period import months_after

MONTHS_REMEMBERED = 12


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with one account. `id` is in order of logging (UUID version 7)."""

    id: str
    happened_on: date
    said: bool | None = None
    """What the person said: first, follow-up, or nothing."""
    happened_at: datetime | None = None
    """When it began, where that is known."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the rule says of a meeting, and by what."""

    is_first: bool
    previous: date | None
    """The day of the meeting before it, when that is less than twelve months ago."""


def orders(meetings: Iterable[Held]) -> dict[str, Order]:
    """The order of each meeting of one account.

    Of those on one day the ones come first whose time is known, as they happened, whoever told of them later; the others
    stand in the order of logging.
    """
    result: dict[str, Order] = {}
    before: date | None = None
    for meeting in sorted(meetings, key=_when):
        previous = before if before is not None and before > forgotten_on(meeting.happened_on) else None
        is_first = previous is None if meeting.said is None else meeting.said
        result[meeting.id] = Order(is_first, previous)
        before = meeting.happened_on
    return result


def _when(meeting: Held) -> tuple[date, bool, datetime, str]:
    return meeting.happened_on, meeting.happened_at is None, meeting.happened_at or _ANY_TIME, meeting.id


_ANY_TIME = datetime.min.replace(tzinfo=UTC)


def forgotten_on(day: date) -> date:
    """The latest day on which an earlier meeting no longer makes one on `day` a follow-up."""
    return months_after(day, -MONTHS_REMEMBERED)


def around(day: date) -> tuple[date, date]:
    """The days (after the first, up to and with the second) whose meetings bear on, or depend on, `day`."""
    return forgotten_on(day), months_after(day, MONTHS_REMEMBERED)

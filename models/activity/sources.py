"""One event that several sources tell of is one event: a function of the log, not of who told it first or last.

The entries of one person of the same kind, with the same account on the same day. Within one source each is an event
of its own: who logs two calls made two. What another source tells is the same event, as far as there is one that it
has not told of yet; somebody who says that it was another one is right.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from models.activity.kinds import Kind
from models.activity.records import Activity


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that counts, as far as this rule is concerned. `id` is in order of arrival."""

    id: str
    source: str
    units: int = 1
    """How many calls, meetings … it tells of."""
    is_apart: bool = False
    """Somebody said that it is no event that another source told of before."""


@dataclass(slots=True)
class _Event:
    id: str
    units: int
    told: Counter[str] = field(default_factory=Counter)
    """How many of its units each source has told."""


def same_events(entries: Iterable[Told]) -> dict[str, str | None]:
    """For each entry of one group the earlier entry that tells of the same event, or None when it counts itself."""
    events: list[_Event] = []
    same_as: dict[str, str | None] = {}
    for entry in sorted(entries, key=lambda told: told.id):
        known = next((event for event in events if event.told[entry.source] < event.units), None)
        if known is None or entry.is_apart:
            events.append(_Event(entry.id, entry.units, Counter({entry.source: entry.units})))
            same_as[entry.id] = None
        else:
            known.told[entry.source] += entry.units
            same_as[entry.id] = known.id
    return same_as


def event_of(row: Activity) -> Hashable:
    """What entries of one event have in common. Without an account, all that they say."""
    said = (row.person_id, row.happened_on, row.kind, row.account_id, row.score)
    if row.account_id is not None and row.kind != Kind.NOTE:
        return said
    return (*said, row.minutes, row.quantity, (row.topic or "").casefold(), row.note if row.kind == Kind.NOTE else "")

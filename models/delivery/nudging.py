"""When nudges come: the end of a day on which nothing is logged, Monday's line, the morning list.

A nudge is for whole days of work: on a day of which half is leave nobody knows which half it would fall in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.delivery.occurrence import occurrences
from models.delivery.planning import Due
from models.delivery.preferences import DAILY, USUAL_TIMES, comes_on
from models.delivery.records import IN_SLACK, Delivery, DeliveryPreference
from models.delivery.recurrence import Recurrence, weekly
from models.team.records import Person

DAY_CADENCE = "nudge.day"
RECURRENCES: Mapping[str, Recurrence] = {
    "day": Recurrence(USUAL_TIMES["day"], moves=False),
    "week": weekly(0, USUAL_TIMES["week"]),
    "morning": Recurrence(USUAL_TIMES["morning"], moves=False),
}
USEFUL_FOR: Mapping[str, timedelta] = {
    "day": timedelta(hours=3),
    "week": timedelta(hours=34),
    "morning": timedelta(hours=4),
}
"""The day's is of that day; the week's may wait until the next morning, for what comes together then."""


@dataclass(frozen=True)
class Nudged:
    """Somebody who may be nudged, with what they wish and how much of a day they work."""

    person_id: str
    zone: ZoneInfo
    works_on: Callable[[date], float]
    here_since: datetime
    wish: DeliveryPreference | None = None
    comes_by_role: bool = False
    """A leader gave their role what comes daily."""

    def works_all_day(self, day: date) -> bool:
        """Whether no part of the day is leave or a day off."""
        return self.works_on(day) >= 1

    @property
    def since(self) -> datetime:
        """Nothing of before they came, or before they wished it so."""
        asked_at = self.wish.asked_at if self.wish else None
        return max(self.here_since, asked_at) if asked_at else self.here_since


@dataclass(frozen=True)
class Moments:
    """The instants of a nudge in a window: worked out once for everybody in a zone with the same time."""

    key: str
    since: datetime
    now: datetime
    is_ahead: bool = False
    """They are to come: nothing of them is over."""
    _known: dict[tuple[str, int | None], tuple[tuple[date, datetime], ...]] = field(default_factory=dict)

    @cached_property
    def recurrence(self) -> Recurrence:
        """The nudge's own rhythm."""
        return RECURRENCES[self.key]

    def of(self, one: Nudged) -> Iterator[Due]:
        """What this person is due: never of a day that is no whole working day, nor what they do not wish."""
        if one.wish is None and self.key in DAILY and not one.comes_by_role:
            return
        minute = one.wish.at_minute if one.wish else None
        which = (one.zone.key, minute)
        if which not in self._known:
            at = self.recurrence.at_minute(minute).at
            self._known[which] = occurrences(at, one.zone, self._since, self.now)
        for day, instant in self._known[which]:
            if instant > one.since and (slot := comes_on(one.wish, self.recurrence, one.works_all_day, day)):
                yield Due(one.person_id, slot.isoformat(), instant, {"day": day.isoformat()})

    @property
    def _since(self) -> datetime:
        """The end of a day that is over is not missed either: whether it was due hung on what was logged by then."""
        passes = self.key == "day" and not self.is_ahead
        return max(self.since, self.now - USEFUL_FOR[self.key]) if passes else self.since


# --- nudges that were sent --------------------------------------------------------------------------------


def day_nudged(session: Session, person: Person, day: date) -> bool:
    """Whether the person was asked what they did on that day."""
    return session.exec(_sent(person).where(Delivery.slot == day.isoformat())).first() is not None


def day_of_message(session: Session, person: Person, message: str) -> date | None:
    """The day that a message in Slack (`channel:timestamp`) asks about, when it is a nudge to this person."""
    channel_id, _, ts = message.partition(":")
    slot = session.exec(_sent(person).where(Delivery.channel_id == channel_id, Delivery.ts == ts)).first()
    return date.fromisoformat(slot) if slot else None


def _sent(person: Person) -> SelectOfScalar[str]:
    return select(Delivery.slot).where(
        Delivery.workspace_id == person.workspace_id,
        Delivery.recipient == person.id,
        Delivery.cadence == DAY_CADENCE,
        col(Delivery.state).in_(IN_SLACK),
    )

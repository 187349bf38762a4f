"""How much a vendor lets us ask: so many at once, and so many in a day."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo

from jobs.crm.adapter import BudgetGone

OUR_SHARE = 25
"""Percent of what a vendor allows in a day; the rest is for whatever else our customer has connected."""


@dataclass
class Bucket:
    """So many requests a second, and a few more at once. It lends: who comes too early is told how long to wait."""

    rate: float
    size: float
    _filled: float | None = None
    _at: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Take one; the seconds to wait before using it."""
        passed = max(0.0, (now - self._at).total_seconds()) if self._at else 0.0
        filled = self.size if self._filled is None else min(self.size, self._filled + passed * self.rate)
        self._filled, self._at = filled - 1, now
        return max(0.0, -self._filled / self.rate)


@dataclass
class Budget:
    """What we ask of a vendor in a day, in its own unit (calls, tokens). Keep it as long as the connection lives."""

    limit: int
    zone: tzinfo = UTC
    """Where its day begins at midnight."""
    day: date | None = None
    spent: int = 0

    @property
    def ours(self) -> int:
        """How much of it we allow ourselves."""
        return self.limit * OUR_SHARE // 100

    def take(self, cost: int, now: datetime) -> None:
        """Spend so much, or raise BudgetGone with nothing spent."""
        if (today := now.astimezone(self.zone).date()) != self.day:
            self.day, self.spent = today, 0
        if self.spent + cost > self.ours:
            raise BudgetGone(self.next_day(now))
        self.spent += cost

    def next_day(self, now: datetime) -> datetime:
        """The next midnight there."""
        there = now.astimezone(self.zone)
        midnight = there.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return (midnight + timedelta(days=1)).astimezone(UTC)


@dataclass
class Memory:
    """What outlives an adapter, as long as the process lives: runs may open a new one each time, and a day is a day."""

    budget: Budget
    buckets: dict[str, Bucket]
    answers: dict[str, tuple[datetime, object]] = field(default_factory=dict)
    """What hardly ever changes, and when it was asked."""


_MEMORIES: dict[str, Memory] = {}
MOST_MEMORIES = 1000


def memory_of(vendor: str, base_url: str, key: str, new: Memory) -> Memory:
    """What is remembered of a key; `new` for one that is met for the first time. The key itself is not kept."""
    name = hashlib.sha256("\n".join((vendor, base_url, key)).encode()).hexdigest()
    if name not in _MEMORIES and len(_MEMORIES) >= MOST_MEMORIES:
        _MEMORIES.pop(next(iter(_MEMORIES)))
    return _MEMORIES.setdefault(name, new)

"""The workspace's clock: real time plus an offset, or standing still, so that next Monday can be now."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """What time it is in the local Slack, and the source of message timestamps."""

    def __init__(self, start: datetime | None = None) -> None:
        self.offset = start - datetime.now(UTC) if start else timedelta()
        self.frozen_at: datetime | None = None
        self._changed: list[Callable[[], None]] = []
        self._latest = 0

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self.frozen_at or datetime.now(UTC) + self.offset

    def set(self, instant: datetime) -> None:
        """Moves to an instant; a standing clock stays standing there."""
        self.offset = instant - datetime.now(UTC)
        if self.frozen_at:
            self.frozen_at = instant
        self._announce()

    def advance(self, seconds: float) -> None:
        """Moves forward, or back when the seconds are negative."""
        self.set(self.now() + timedelta(seconds=seconds))

    def freeze(self) -> None:
        """Stops the clock at the present moment."""
        self.frozen_at = self.now()
        self._announce()

    def thaw(self) -> None:
        """Lets a stopped clock run on from where it stands."""
        if self.frozen_at:
            self.offset = self.frozen_at - datetime.now(UTC)
            self.frozen_at = None
            self._announce()

    def reset(self) -> None:
        """Back to real time, running."""
        self.offset = timedelta()
        self.frozen_at = None
        self._announce()

    def ts(self) -> str:
        """A new message timestamp, "seconds.microseconds"; each is later than the one before, whatever the clock does."""
        self._latest = max(self._latest + 1, int(self.now().timestamp() * 1_000_000))
        return f"{self._latest // 1_000_000}.{self._latest % 1_000_000:06d}"

    def on_change(self, listener: Callable[[], None]) -> None:
        """Calls the listener after every jump, stop and start."""
        self._changed.append(listener)

    async def sleep_until(self, instant: datetime) -> None:
        """Waits until this clock, moved or not, has reached the instant."""
        moved = asyncio.Event()
        self.on_change(moved.set)
        try:
            while (left := (instant - self.now()).total_seconds()) > 0:
                moved.clear()
                try:
                    await asyncio.wait_for(moved.wait(), None if self.frozen_at else left)
                except TimeoutError:
                    continue
        finally:
            self._changed.remove(moved.set)

    def _announce(self) -> None:
        for listener in list(self._changed):
            listener()

"""The event stream: tells every open page what has changed, so that it fetches that again."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from handlers.sandbox.wire import Payload

LONGEST_QUEUE = 1000


@dataclass(eq=False)
class Listener:
    """One open page, of one person in one workspace."""

    team: str
    reader: str
    queue: asyncio.Queue[Payload | None] = field(default_factory=lambda: asyncio.Queue(LONGEST_QUEUE))

    def wants(self, change: Payload) -> bool:
        """Whether the change is in this workspace and, when it is for one reader, for this one."""
        return (
            change.get("team", self.team) in ("", self.team)
            and change.get("reader", self.reader) == self.reader
        )


class Stream:
    """Passes changes on to the open pages."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def tell(self, change: Payload) -> None:
        """Queues a change for everyone whom it concerns; a page that has fallen behind misses it."""
        for listener in self._listeners:
            if listener.wants(change) and not listener.queue.full():
                listener.queue.put_nowait(change)

    def stop(self) -> None:
        """Tells every open page (with None) that nothing more will come."""
        for listener in self._listeners:
            if not listener.queue.full():
                listener.queue.put_nowait(None)

    @contextmanager
    def listening(self, team: str, reader: str) -> Iterator[Listener]:
        """One page's place on the stream, for as long as it is open."""
        listener = Listener(team, reader)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

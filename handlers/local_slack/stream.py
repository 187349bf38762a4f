"""The event stream: tells every open page what has changed, so that it fetches that again."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from handlers.local_slack.wire import Payload


class Listener:
    """One open page, of one person in one workspace.

    A change says only what to fetch again, so a second one of the same kind in the same conversation takes the place
    of the first while the page has not heard of it: a slow page misses nothing, and nothing piles up.
    """

    def __init__(self, team: str, reader: str) -> None:
        self._team = team
        self._reader = reader
        self._waiting: dict[tuple[str, str], Payload | None] = {}
        self._arrived = asyncio.Event()

    def wants(self, change: Payload) -> bool:
        """Whether the change is in this workspace and, when it is for one reader, for this one."""
        team_fits = change.get("team", self._team) in ("", self._team)
        return team_fits and change.get("reader", self._reader) == self._reader

    def hear(self, change: Payload | None) -> None:
        """Keeps a change for the page; None = nothing more will come."""
        key = (change["type"], change.get("channel", "")) if change else ("end", "")
        self._waiting[key] = change
        self._arrived.set()

    async def next(self) -> Payload | None:
        """Waits for the next change; None at the end."""
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting.pop(next(iter(self._waiting)))


class Stream:
    """Passes changes on to the open pages."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def tell(self, change: Payload) -> None:
        """Passes a change on to everyone whom it concerns."""
        for listener in self._listeners:
            if listener.wants(change):
                listener.hear(change)

    def stop(self) -> None:
        """Tells every open page that nothing more will come."""
        for listener in self._listeners:
            listener.hear(None)

    @contextmanager
    def listening(self, team: str, reader: str) -> Iterator[Listener]:
        """One page's place on the stream, for as long as it is open."""
        listener = Listener(team, reader)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

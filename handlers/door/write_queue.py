"""Requests take their turn at the database, off the event loop.

Writers that come while others write wait together and go in together: one thread for all of them instead of a thread
each, of which only one could write anyhow (SQLite), and one commit.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlmodel import Session

from models.database import Database
from models.group_commit import LARGEST_GROUP

T = TypeVar("T")
Work = Callable[[Session], Any]


class WriteQueue:
    """The way from the event loop to the database and back."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="request")
        self._waiting: deque[tuple[Work, asyncio.Future[Any]]] = deque()
        self._letting_in: asyncio.Task[None] | None = None

    async def read(self, work: Callable[[Session], T]) -> T:
        """What `Database.read` returns, from a thread of the pool."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.database.read, work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """What `Database.write` returns, or raises: after the commit, never before."""
        loop = asyncio.get_running_loop()
        if not self.database.is_sqlite:
            return await loop.run_in_executor(self._threads, self.database.write, work)
        stored: asyncio.Future[T] = loop.create_future()
        self._waiting.append((work, stored))
        if self._letting_in is None:
            self._letting_in = asyncio.create_task(self._let_in())
        return await stored

    def close(self) -> None:
        """Wait for whoever is inside."""
        self._threads.shutdown()

    async def _let_in(self) -> None:
        """Everybody who waits, a group at a time."""
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                size = min(len(self._waiting), LARGEST_GROUP)
                group = [self._waiting.popleft() for _ in range(size)]
                works = [work for work, _ in group]
                tickets = await loop.run_in_executor(self._threads, self.database.write_together, works)
                for ticket, (_, stored) in zip(tickets, group, strict=True):
                    if stored.cancelled():
                        continue
                    if ticket.error is not None:
                        stored.set_exception(ticket.error)
                    else:
                        stored.set_result(ticket.result)
        finally:
            self._letting_in = None

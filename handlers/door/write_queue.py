"""Requests go to the database off the event loop.

On SQLite they wait for a commit in the database's own queue: one thread commits for all of them, instead of a thread
each, of which only one could write anyhow.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar, cast

from sqlmodel import Session

from handlers.door.metrics import GROUP_SIZE, QUEUE_DEPTH
from models.database import Database
from models.group_commit import Ticket

T = TypeVar("T")


class WriteQueue:
    """The way from the event loop to the database and back."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.tell_of_groups(GROUP_SIZE.observe)
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="request")
        self._committing: asyncio.Future[None] | None = None
        """The latest thread that commits; it may be over."""

    async def read(self, work: Callable[[Session], T]) -> T:
        """What `Database.read` returns, from a thread of the pool."""
        return await self._in_thread(self.database.read, work)

    async def read_over_all(self, work: Callable[[Session], T]) -> T:
        """What `Database.read_over_all` returns, in the same way."""
        return await self._in_thread(self.database.read_over_all, work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """What `Database.write` returns, or raises: after the commit, never before."""
        if not self.database.is_sqlite:
            return await self._in_thread(self.database.write, work)
        with QUEUE_DEPTH.track_inprogress():
            ticket = self.database.enqueue(work)
            while not ticket.is_done:
                await asyncio.shield(self._commit(ticket))
            return cast("T", ticket.outcome())

    def close(self) -> None:
        """Wait for whoever is inside."""
        self._threads.shutdown()

    async def _in_thread(self, how: Callable[[Callable[[Session], T]], T], work: Callable[[Session], T]) -> T:
        run = copy_context().run  # the thread serves the workspace that this task serves
        with QUEUE_DEPTH.track_inprogress():
            return await asyncio.get_running_loop().run_in_executor(self._threads, run, how, work)

    def _commit(self, ticket: Ticket) -> asyncio.Future[None]:
        """The thread that commits at the moment; else a new one, which returns when the ticket is done.

        One that is over must not be waited for again: that returns at once, and nobody else would get a turn.
        """
        if self._committing is None or self._committing.done():
            loop = asyncio.get_running_loop()
            self._committing = loop.run_in_executor(self._threads, self.database.finish, ticket)
        return self._committing

"""Writers that come at the same moment share one commit: on SQLite each commit waits for the disk.

The thread that gets the lock commits for all that wait: it runs each one's work in a savepoint of its own and commits
once. Nobody hears of success before that commit.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Engine, RootTransaction
from sqlmodel import Session

from models.prepared import pin_connection

LARGEST_GROUP = 32
Work: TypeAlias = Callable[[Session], Any]
JoinTransactionMode: TypeAlias = Literal["create_savepoint", "rollback_only"]


class Ticket:
    """One work that waits for its turn, and what became of it."""

    __slots__ = ("error", "is_done", "result", "work")

    def __init__(self, work: Work) -> None:
        self.work = work
        self.is_done = False
        self.result: Any = None
        self.error: BaseException | None = None

    def outcome(self) -> Any:
        """What the work returned, or raises what it raised; once `is_done`."""
        if self.error is not None:
            raise self.error
        return self.result


class GroupCommit:
    """The only way to write to a SQLite file from this process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._leading = threading.Lock()
        self._waiting: deque[Ticket] = deque()
        self.told: Callable[[int], None] = lambda _size: None
        """Is told of the size of each group."""

    def run(self, work: Work) -> Any:
        """Run `work` in a transaction that is committed when this returns; what it raises is raised here."""
        ticket = self.enqueue(work)
        self.finish(ticket)
        return ticket.outcome()

    def enqueue(self, work: Work) -> Ticket:
        """Let `work` wait for the next commit; somebody has to `finish` it."""
        ticket = Ticket(work)
        self._waiting.append(ticket)
        return ticket

    def finish(self, ticket: Ticket) -> None:
        """Return when the ticket is done, by this thread or by the one that holds the lock meanwhile."""
        with self._leading:
            while not ticket.is_done:
                self._lead()

    def _lead(self) -> None:
        """Take everybody who waits, in the order in which they came, and commit."""
        group = [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST_GROUP))]
        self.told(len(group))
        # One alone needs no savepoint: its failure may undo the whole transaction.
        mode: JoinTransactionMode = "create_savepoint" if len(group) > 1 else "rollback_only"
        try:
            with self.engine.connect() as connection, _begun(connection) as transaction:
                for ticket in group:
                    self._serve(connection, ticket, mode)
                if mode == "rollback_only" and group[0].error is not None and transaction.is_active:
                    transaction.rollback()
        except BaseException as error:
            for ticket in group:  # the common commit failed: nobody's work is stored
                ticket.error = ticket.error or error
        for ticket in group:
            ticket.is_done = True

    def _serve(self, connection: Connection, ticket: Ticket, mode: JoinTransactionMode) -> None:
        try:
            with Session(connection, expire_on_commit=False, join_transaction_mode=mode) as session:
                ticket.result = ticket.work(pin_connection(session))
                session.commit()
        except Exception as error:
            ticket.error = error  # raised again by `outcome`, for whoever brought the work


def _begun(connection: Connection) -> RootTransaction:
    """A transaction that writes from the start: a reader that starts to write later may lose to another writer."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    return connection.begin()

"""Writers that come at the same moment share one commit: on SQLite each commit waits for the disk.

The thread that gets the lock commits for all that wait: it takes along everybody who is waiting, runs each one's work
in a savepoint of its own, and commits once. Nobody hears of success before that commit.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
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


class GroupCommit:
    """The only way to write to a SQLite file from this process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._leading = threading.Lock()
        self._waiting: deque[Ticket] = deque()

    def run(self, work: Work) -> Any:
        """Run `work` in a transaction that is committed when this returns; what it raises is raised here."""
        [ticket] = self.run_all([work])
        if ticket.error is not None:
            raise ticket.error
        return ticket.result

    def run_all(self, works: Sequence[Work]) -> list[Ticket]:
        """The same for several: what one raises is in its ticket, and nobody else's failure."""
        tickets = [Ticket(work) for work in works]
        self._waiting.extend(tickets)
        with self._leading:
            while not all(ticket.is_done for ticket in tickets):
                self._lead()
        return tickets

    def _lead(self) -> None:
        """Take everybody who waits (the leader is among them, or was served just now)."""
        group = [self._waiting.popleft() for _ in range(min(len(self._waiting), LARGEST_GROUP))]
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
            ticket.error = error  # raised again in the thread of whoever brought the work


def _begun(connection: Connection) -> RootTransaction:
    """A transaction that writes from the start: a reader that starts to write later may lose to another writer."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    return connection.begin()

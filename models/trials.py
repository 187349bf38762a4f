"""Trying something in a transaction and taking it back: what would become of it, and nothing of it stays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Generic, TypeVar

from sqlmodel import Session

from models.database import Database

T = TypeVar("T")


def tried(database: Database, work: Callable[[Session], T]) -> T:
    """What `work` comes to when it is done in a transaction of its own that is rolled back. Raises what it raises."""

    def trial(session: Session) -> T:
        raise _Done(work(session))

    try:
        return database.write(trial)
    except _Done as done:
        result: T = done.result
        return result


@contextmanager
def trial_in(session: Session) -> Iterator[None]:
    """The same within somebody's transaction: what is done inside, and what it noted for after the commit, is taken back."""
    noted = {key: copy(value) if isinstance(value, set | list | dict) else value for key, value in session.info.items()}
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()
        session.info.clear()
        session.info.update(noted)


class _Done(Exception, Generic[T]):  # noqa: N818 - not an error: it takes the transaction back
    """Everything went as it would have gone."""

    def __init__(self, result: T) -> None:
        super().__init__()
        self.result = result

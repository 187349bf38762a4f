"""The file of a SQLite database, for the eyes of whoever runs the bot alone and never silently another one; and its connections."""

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

OWNER_ALONE = 0o600
"""Read and write for its owner; SQLite gives -wal and -shm the same."""


class DatabaseFile:
    """One file, from the first connection on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_new = False
        """Whether there was none, and an empty one was made."""
        self._opened: tuple[int, int] | None = None

    def opened(self) -> None:
        """Before each connection: made when it is the first, with its rights. Raises sqlite3.OperationalError when it is gone."""
        if self._opened is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.is_new = not self.path.exists()
            make_private(self.path)
            self._opened = _identity(self.path)
        elif self.is_gone:
            raise sqlite3.OperationalError(f"the file {self.path} is gone, or another one lies in its place")

    @property
    def is_gone(self) -> bool:
        """Whether it was taken away, or another one lies in its place, since it was opened."""
        return self._opened is not None and _identity(self.path) != self._opened


def make_private(path: Path) -> None:
    """An empty file where there is none, that nobody but its owner reads; one that is there already is closed to others."""
    with contextlib.suppress(OSError):  # what cannot be made or changed, SQLite says in its own words
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ALONE))
    for one in (path, *beside(path)):
        with contextlib.suppress(OSError):
            one.chmod(OWNER_ALONE)


def beside(path: Path) -> tuple[Path, Path]:
    """What SQLite keeps beside a file while it is open; to a new file of that name it would be its last changes."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def remove(path: Path) -> None:
    """Remove a file and what lies beside it, as far as they are there."""
    for one in (path, *beside(path)):
        one.unlink(missing_ok=True)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def file_of(engine: Engine) -> DatabaseFile | None:
    """The file of this engine; None in memory."""
    location = engine.url.database
    in_memory = not location or location == ":memory:" or location.startswith("file:")
    return None if in_memory else DatabaseFile(Path(str(location)))


def prepare_sqlite(engine: Engine, file: DatabaseFile | None) -> None:
    """Have each connection do as we count on: transactions, waiting, foreign keys, and nothing left behind of what is deleted."""
    if file is not None:
        event.listen(engine, "do_connect", lambda *_: file.opened())

    @event.listens_for(engine, "connect")
    def configure(dbapi_connection: Any, _: object) -> None:
        dbapi_connection.isolation_level = None  # we say BEGIN ourselves: `_begin_deferred`, `GroupCommit`
        cursor = dbapi_connection.cursor()
        # What is deleted is overwritten: destroyed ballots and erased words are not left behind in free pages.
        pragmas = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON")
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_driver(command: str) -> Callable[[Connection, str], None]:
        def execute(connection: Connection, name: str) -> None:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"{command} {name}")

        return execute

    # Straight to the driver: SQLAlchemy would compile a statement for each savepoint, two for every request, and a
    # listener for "begin" would slow down every statement.
    dialect: Any = engine.dialect
    dialect.do_begin = _begin_deferred
    dialect.do_savepoint = on_driver("SAVEPOINT")
    dialect.do_release_savepoint = on_driver("RELEASE")
    dialect.do_rollback_to_savepoint = on_driver("ROLLBACK TO")


def _begin_deferred(dbapi_connection: Any) -> None:
    """For whoever only reads; a writer has said BEGIN IMMEDIATE already."""
    if not dbapi_connection.in_transaction:
        dbapi_connection.execute("BEGIN")

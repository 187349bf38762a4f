"""The file of a SQLite database: for the eyes of whoever runs the bot alone, and never silently another one."""

import contextlib
import os
import sqlite3
from pathlib import Path

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
    for one in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        with contextlib.suppress(OSError):
            one.chmod(OWNER_ALONE)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

"""A backup put back, into SQLite or PostgreSQL: looked at first, and never over data unless that is asked for."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from models.database import Database
from models.database_file import beside, remove
from models.migrations import is_known, migrate
from models.refusal import Refusal
from models.workspace.backup import opened, sqlite_copy
from models.workspace.copying import copy_rows, counts, empty, is_filled
from models.workspace.in_use import is_in_use


def restore(file: Path, url: str, *, replaces: bool = False) -> dict[str, int]:
    """Put the backup in `file` into the database at `url`; the number of rows of each table.

    A backup of an older version is migrated on the way; the file itself is only read. Raises Refusal when the file is
    no whole backup, when the bot runs, and when the target has data and is not to be replaced; the target is then as it
    was.
    """
    _require_whole(file)
    target = Database(url)
    location = Path(target.engine.url.database or "") if target.is_sqlite else None
    if location and location.exists() and os.path.samefile(file, location):
        raise Refusal("backup.is_the_database", file=str(file))
    with _working_copy(file, location.parent if location else Path(tempfile.gettempdir())) as copy:
        try:
            return _over_file(copy, target, location, replaces) if location else _into(copy, target, replaces)
        finally:
            target.close()


def _require_whole(file: Path) -> None:
    """The file is a backup of Koers, undamaged, of this version or an older one."""
    if not file.is_file():
        raise Refusal("backup.no_such_file", file=str(file))
    try:
        with closing(opened(file, "ro")) as backup:
            (said,) = backup.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok" or backup.execute("PRAGMA foreign_key_check").fetchone():
                raise Refusal("backup.is_damaged", file=str(file))
            versions = backup.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError as error:
        damaged = "malformed" in str(error) or "disk image" in str(error)
        raise Refusal(f"backup.{'is_damaged' if damaged else 'is_no_backup'}", file=str(file)) from error
    if not versions:
        raise Refusal("backup.is_no_backup", file=str(file))
    if not is_known(versions[0][0]):
        raise Refusal("backup.is_newer", file=str(file))


@contextmanager
def _working_copy(file: Path, folder: Path) -> Iterator[Path]:
    """A copy with the schema of this version, which only its owner may read; gone afterwards, if it is still there."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="koers-restore-", suffix=".db", dir=folder)
    os.close(handle)
    copy = Path(name)
    try:
        sqlite_copy(file, copy)
        database = Database(f"sqlite:///{copy}")
        migrate(database)
        database.close()
        yield copy
    finally:
        remove(copy)


def _over_file(copy: Path, target: Database, location: Path, replaces: bool) -> dict[str, int]:
    """The copy takes the place of the target's file, which was not there, had no data, or is to be replaced."""
    if location.exists():
        try:
            if is_in_use(target):
                raise Refusal("backup.in_use")
            filled = _has_data(target)
        except (DatabaseError, sqlite3.DatabaseError):
            filled = True  # it cannot be read: whatever it is, it is not nothing
        if filled and not replaces:
            raise Refusal("backup.has_data")
    target.close()
    for path in beside(location):
        path.unlink(missing_ok=True)  # SQLite would take it for the rest of the new file
    restored = Database(f"sqlite:///{copy}")
    with restored.engine.connect() as connection:
        found = counts(connection)
    restored.close()
    os.replace(copy, location)
    return found


def _into(copy: Path, target: Database, replaces: bool) -> dict[str, int]:
    """Row by row into PostgreSQL, in one transaction: all of it or nothing."""
    source = Database(f"sqlite:///{copy}")
    if is_in_use(target):
        raise Refusal("backup.in_use")
    with target.engine.connect() as here:
        if is_filled(here) and not replaces:
            raise Refusal("backup.has_data")
    migrate(target)
    with source.engine.connect() as there, target.engine.begin() as here:
        if is_filled(here):
            empty(here)
        found = copy_rows(there, here)
    source.close()
    return found


def _has_data(target: Database) -> bool:
    """Whether there is a row in it, also in tables of an older version or of something else."""
    with target.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        asked = [f'SELECT 1 FROM "{name}" LIMIT 1' for name in tables if name != "alembic_version"]  # noqa: S608
        return any(connection.exec_driver_sql(one).first() for one in asked)

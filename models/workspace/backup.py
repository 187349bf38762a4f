"""A consistent copy of all data, while the bot runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from models.database import Database
from models.database_file import make_private, remove
from models.migrations import is_up_to_date
from models.refusal import Refusal
from models.row_security import OVER_ALL, confine
from models.workspace.copying import copy_rows, tables


def copy_to(database: Database, file: Path) -> int:
    """Write everything into a new SQLite file, with which `DATABASE_URL=sqlite:///FILE` starts again.

    Returns the number of rows. Refuses a file that exists, a folder that does not, and a PostgreSQL whose tables are
    those of another version: only a file can be copied as it is.
    """
    if file.exists():
        raise Refusal("backup.file_exists", file=str(file))
    if not file.parent.is_dir():
        raise Refusal("backup.no_such_folder", folder=str(file.parent))
    if not database.is_sqlite and not is_up_to_date(database):
        raise Refusal("backup.is_of_another_version")
    unfinished = file.with_name(f"{file.name}.part")
    remove(unfinished)  # of a backup that was broken off
    make_private(unfinished)
    try:
        if database.is_sqlite:
            sqlite_copy(Path(database.engine.url.database or ""), unfinished)
        else:
            _copy_rows(database, unfinished)
        rows = _count(unfinished)
        with closing(sqlite3.connect(unfinished)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # one file alone, which can be read where nothing may be written
        unfinished.rename(file)
    finally:
        remove(unfinished)
    return rows


def sqlite_copy(source: Path, target: Path) -> None:
    """SQLite's own online backup: one snapshot, whatever is being written."""
    with closing(opened(source, "ro")) as here, closing(sqlite3.connect(target)) as copy:
        here.backup(copy)


def opened(file: Path, mode: str) -> sqlite3.Connection:
    """A SQLite file that is there; `mode` is `ro` or `rw`."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, timeout=1)


def _copy_rows(database: Database, file: Path) -> None:
    """From another database: all tables in one repeatable-read transaction."""
    copy = Database(f"sqlite:///{file}")
    copy.metadata.create_all(copy.engine, tables=tables())
    source_engine = database.engine.execution_options(isolation_level="REPEATABLE READ")
    with source_engine.connect() as source, copy.engine.begin() as target:
        confine(source.connection.driver_connection, OVER_ALL)
        copy_rows(source, target)
        revision = source.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        target.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        target.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    copy.close()


def _count(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        counts = (
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our own table names
            for (name,) in tables
            if name != "alembic_version"
        )
        return sum(counts)

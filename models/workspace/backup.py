"""A consistent copy of all data, while the bot runs."""

import sqlite3
from pathlib import Path

from sqlalchemy import insert, select, text

from models.database import Database
from models.refusal import Refusal
from models.row_security import OVER_ALL, confine

BATCH = 5_000


def copy_to(database: Database, file: Path) -> int:
    """Write everything into a new SQLite file, with which `DATABASE_URL=sqlite:///FILE` starts again.

    Returns the number of rows. Refuses a file that exists, and a folder that does not.
    """
    if file.exists():
        raise Refusal("backup.file_exists", file=str(file))
    if not file.parent.is_dir():
        raise Refusal("backup.no_such_folder", folder=str(file.parent))
    if database.is_sqlite:
        _copy_sqlite(database, file)
    else:
        _copy_rows(database, file)
    return _count(file)


def _copy_sqlite(database: Database, file: Path) -> None:
    """SQLite's own online backup: one snapshot, whatever is being written."""
    with database.engine.connect() as connection, sqlite3.connect(file) as target:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(target)


def _copy_rows(database: Database, file: Path) -> None:
    """From another database: all tables in one repeatable-read transaction."""
    copy = Database(f"sqlite:///{file}")
    copy.metadata.create_all(copy.engine)
    source_engine = database.engine.execution_options(isolation_level="REPEATABLE READ")
    with source_engine.connect() as source, copy.engine.begin() as target:
        confine(source.connection.driver_connection, OVER_ALL)
        target.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in database.metadata.sorted_tables:
            for rows in source.execute(select(table)).mappings().partitions(BATCH):
                target.execute(insert(table), [dict(row) for row in rows])
        revision = source.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        target.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        target.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    copy.close()


def _count(file: Path) -> int:
    with sqlite3.connect(file) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        counts = (
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - our own table names
            for (name,) in tables
            if name != "alembic_version"
        )
        return sum(counts)

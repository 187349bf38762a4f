"""Whether somebody else has the database open: the bot has to stand still while all of its data is replaced or moved."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import text

from models.database import Database
from models.workspace.backup import opened

PATIENCE = 1.0
"""Seconds that a connection which has just ended gets to be gone."""


def is_in_use(database: Database) -> bool:
    """Whether another process is connected to it. Connections of `database` itself are given back first."""
    database.close()
    return _sqlite_in_use(database) if database.is_sqlite else _postgres_in_use(database)


def _sqlite_in_use(database: Database) -> bool:
    """A file leaves the WAL mode only for whoever has it alone; `Database` sets it again at its next connection."""
    file = Path(database.engine.url.database or "")
    if not file.exists():
        return False
    connection = opened(file, "rw")
    try:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        return True
    finally:
        connection.close()
    return bool(mode == "wal")


def _postgres_in_use(database: Database) -> bool:
    others = (
        "SELECT count(*) FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND (usename = current_user AND backend_type = 'client backend'"
        # The bot behind the wall has a role of its own. What watches the server may stay: it writes nothing, or is a superuser.
        " OR usename <> current_user AND NOT rolsuper AND has_table_privilege(usesysid, to_regclass('workspace'), 'INSERT'))"
    )
    until = time.monotonic() + PATIENCE
    while (number := _asked(database, others)) and time.monotonic() < until:
        time.sleep(0.05)
    return number > 0


def _asked(database: Database, question: str) -> int:
    with database.engine.connect() as connection:
        return int(connection.execute(text(question)).scalar_one())

"""A backup, put back again, and all data to another database: what the terminal is told of each."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from handlers.program.settings import read_settings
from models.database import Database
from models.migrations import revision_of
from models.refusal import Refusal
from models.workspace.backup import copy_to
from models.workspace.moving import move
from models.workspace.restoring import restore


def write_backup(file: Path) -> str:
    """Copy the data into `file`; what to print."""
    database = _database_with_data()
    try:
        return f"{copy_to(database, file):,} rows copied to {file}"
    finally:
        database.close()


def put_back(file: Path, *, replaces: bool) -> str:
    """Put a backup into the database of the settings; what to print."""
    url = read_settings().database_url
    rows = sum(restore(file, url, replaces=replaces).values())
    return f"{rows:,} rows restored from {file} into {said(url)}. Next: python bot.py doctor"


def move_all(to: str, say: Callable[[str], None]) -> None:
    """Move everything, and say a line for each table with rows as soon as it has been copied."""
    database = _database_with_data()
    try:
        rows = move(database, to, lambda table, rows: say(f"{table:<24} {rows:>12,}") if rows else None)
    finally:
        database.close()
    say(f"{sum(rows.values()):,} rows are in both databases, and each table has as many there as here.")
    say(f"Next: set DATABASE_URL to {said(to)} and start the bot. The old database was left as it is.")


def said(url: str) -> str:
    """An address of a database that may be seen: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def _database_with_data() -> Database:
    """The database of the settings, as it is. Raises Refusal when there is none."""
    database = read_settings().open_as_owner()
    file = database.engine.url.database if database.is_sqlite else None
    if file and file != ":memory:" and not Path(file).exists():
        raise Refusal("backup.no_database", file=file)
    if revision_of(database) is None:
        raise Refusal("backup.no_database", file=file or said(database.url))
    return database

"""All rows of one database into another, page by page, with the counts of both compared before anything is kept.

Ids are made by the program, so no database has a sequence that would have to follow.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, func, insert, inspect, literal, select, text
from sqlalchemy.exc import DataError, IntegrityError

from models.database import Database
from models.refusal import Refusal
from models.touching import forget_touches

PAGE = 5_000
"""Rows that are in memory at once."""
Told: TypeAlias = Callable[[str, int], None]
"""Is told of each table that has been copied, and of its number of rows."""


def tables() -> list[Table]:
    """Every table, those first that others point at; also in a process that has imported only some features."""
    import_module("models.every_table")  # by name: it stands above all features, and this below them
    return list(Database.metadata.sorted_tables)


def copy_rows(source: Connection, target: Connection, told: Told = lambda _table, _rows: None) -> dict[str, int]:
    """Copy every table into an empty `target` that has the same schema; the number of rows of each table.

    Both are inside a transaction, and only the caller commits. Raises Refusal when a row does not fit, or when the
    counts differ afterwards.
    """
    with _foreign_keys_at_the_end(target):
        for table in tables():
            pages = source.execute(select(table).execution_options(yield_per=PAGE)).mappings().partitions()
            told(table.name, sum(_insert(target, table, [dict(row) for row in page]) for page in pages))
    forget_touches(target)  # when to look came along
    there, here = counts(source), counts(target)
    for name, count in there.items():
        if here[name] != count:
            raise Refusal("backup.counts_differ", table=name, there=count, here=here[name])
    return here


def counts(connection: Connection) -> dict[str, int]:
    """The number of rows of each table."""
    return {table.name: _count(connection, table) for table in tables()}


def is_filled(connection: Connection) -> bool:
    """Whether any of our tables that are there has a row; the schema may be an older one."""
    there = set(inspect(connection).get_table_names())
    asked = (select(literal(1)).select_from(table).limit(1) for table in tables() if table.name in there)
    return any(connection.execute(one).first() is not None for one in asked)


def empty(connection: Connection) -> None:
    """Delete all rows of a PostgreSQL database, in the transaction of the connection."""
    names = ", ".join(f'"{table.name}"' for table in tables())
    connection.execute(text(f"TRUNCATE {names}"))


def hold_still(connection: Connection) -> None:
    """From now on, and as long as this connection's transaction lasts, nobody else writes; the first thing in it."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE")
    else:
        names = ", ".join(f'"{table.name}"' for table in tables())
        connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _insert(target: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
    try:
        with target.begin_nested():
            target.execute(insert(table), rows)
    except DataError as error:
        if not any(_has_nul(row) for row in rows):  # a longer text or a larger number than the column takes
            why = str(error.orig).splitlines()[0]
            raise Refusal("backup.does_not_fit", table=table.name, why=why) from error
        # PostgreSQL knows no NUL in a text.
        return _insert(target, table, [_without_nul(row) for row in rows])
    return len(rows)


def _has_nul(row: dict[str, Any]) -> bool:
    return any(isinstance(value, str) and "\0" in value for value in row.values())


def _without_nul(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}


@contextmanager
def _foreign_keys_at_the_end(target: Connection) -> Iterator[None]:
    """Rows may come before those they point at (a person before their manager); what points nowhere fails at the end."""
    if target.dialect.name == "sqlite":
        target.execute(text("PRAGMA defer_foreign_keys=ON"))
        yield
        if found := target.execute(text("PRAGMA foreign_key_check")).first():
            raise Refusal("backup.points_nowhere", table=found[0], key=found[2])
        return
    # To take them away and to set them again checks each table once; deferred, each row would wait in memory.
    keys = target.execute(
        text(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    for table, name, _ in keys:
        target.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    yield
    for table, name, definition in keys:
        try:
            target.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
        except IntegrityError as error:
            raise Refusal("backup.points_nowhere", table=table, key=name) from error

"""Sealing everything anew with the first key, so that an old key can be taken out of KOERS_SECRET_KEY.

What is sealed is found by its declaration (`sealed_as`) among the tables of `models/every_table.py`, never listed here. It goes page by page, each in a transaction
of its own: who stops it begins again where it was, for what has the first key already is not asked for.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Column, RowMapping, Table, and_, select, tuple_, update
from sqlalchemy import func as sql
from sqlmodel import Session

from models.database import Database
from models.workspace.secrets import VERSION, SecretError, Secrets, key_of

PAGE = 100
"""Rows in one transaction: others can write between two pages."""


@dataclass
class Resealed:
    """What became of one sealed column."""

    column: str
    """`table.column`."""
    anew: int = 0
    """Texts that have been sealed with the first key now."""
    left: int = 0
    """Texts that have another key still: they cannot be opened, or somebody with the old settings wrote them meanwhile."""
    closed: Counter[str] = field(default_factory=Counter)
    """How many could not be opened, by the id of the key that they were sealed with; `?` is no sealed text."""


def reseal(database: Database, secrets: Secrets, tell: Callable[[Resealed], object]) -> list[Resealed]:
    """Seal every sealed text anew with the first of the keys, and tell of each column as it is done."""
    done = []
    for column in sealed_columns(database):
        of_one = Resealed(f"{column.table.name}.{column.name}")
        after: tuple[str, str] | None = ("", "")
        while after is not None:
            after = database.write(partial(_a_page, column, secrets, of_one, after))
        of_one.left = database.read(partial(_left, column, secrets))
        tell(of_one)
        done.append(of_one)
    return done


def sealed_columns(database: Database) -> list[Column[Any]]:
    """Every column that is declared as sealed, in the order of the tables."""
    return [
        column for table in database.metadata.sorted_tables for column in table.columns if "sealed_as" in column.info
    ]


def samples(session: Session, database: Database, of_each: int) -> list[tuple[str, str, str]]:
    """A few sealed texts of each kind, to try the keys on: workspace, what it is bound to, and the text."""
    found = []
    for column in sealed_columns(database):
        for row in session.execute(select(column.table).where(_is_sealed(column)).limit(of_each)).mappings():
            found.append((str(row["workspace_id"]), _bound_to(column, row), str(row[column.name])))
    return found


def _a_page(
    column: Column[Any], secrets: Secrets, of_one: Resealed, after: tuple[str, str], session: Session
) -> tuple[str, str] | None:
    """Where the next page begins; None after the last one."""
    table: Table = column.table
    keys = (table.c.workspace_id, table.c.id)
    rows = session.execute(
        select(table)
        .where(_waits(column, secrets), tuple_(*keys) > tuple_(*after))
        .order_by(*keys)
        .limit(PAGE)
        .with_for_update()
    )
    page = rows.mappings().all()
    found = Counter[str]()
    anew = 0
    for row in page:
        sealed, bound_to = row[column.name], _bound_to(column, row)
        try:
            text = secrets.open(row["workspace_id"], bound_to, sealed)
        except SecretError:
            found[key_of(sealed) or "?"] += 1
            continue
        values = {column.name: secrets.seal(row["workspace_id"], bound_to, text)}
        mine = and_(keys[0] == row["workspace_id"], keys[1] == row["id"], column == sealed)
        session.execute(update(table).where(mine).values(values))
        anew += 1
    of_one.anew += anew
    of_one.closed += found
    return (page[-1]["workspace_id"], page[-1]["id"]) if len(page) == PAGE else None


def _left(column: Column[Any], secrets: Secrets, session: Session) -> int:
    return int(session.scalar(select(sql.count()).select_from(column.table).where(_waits(column, secrets))) or 0)


def _is_sealed(column: Column[Any]) -> Any:
    return and_(column.is_not(None), column != "")


def _waits(column: Column[Any], secrets: Secrets) -> Any:
    """It has something in it, and not with the first key."""
    newest = f"{VERSION}.{secrets.newest}."
    return and_(_is_sealed(column), sql.substr(column, 1, len(newest)) != newest)


def _bound_to(column: Column[Any], row: RowMapping) -> str:
    return str(column.info["sealed_as"]).format_map(row)

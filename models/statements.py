"""Past the ORM, for what every visit and every log asks: a prepared statement, and records made of its rows.

The ORM builds a query anew each time, which costs several times as much as the answer. Here a statement is built once
and only filled in; a record made of a row is in the session as if the session had loaded it.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import class_mapper, make_transient_to_detached
from sqlmodel import Session, SQLModel

R = TypeVar("R", bound=SQLModel)


def ask(session: Session, statement: Any, values: Mapping[str, Any]) -> Any:
    """The rows of a prepared statement; what is pending in the session is written first."""
    session.flush()
    return session.connection().execute(statement, values)


def is_one_of(column: Any, name: str, size: int) -> ColumnElement[bool]:
    """`column` is one of `size` values, filled in with `several`; an IN over a list is put together at each question."""
    chosen: ColumnElement[bool] = column.in_([bindparam(f"{name}_{n}") for n in range(size)])
    return chosen


def several(name: str, values: Collection[Any], size: int) -> dict[str, Any]:
    """The values for `is_one_of`: at least one and at most `size`, of which the first is repeated."""
    first, *others = values
    return {f"{name}_{n}": value for n, value in enumerate([first] * (size - len(others)) + others)}


def size_for(count: int) -> int:
    """The next power of two: so few different statements that all of them can be kept."""
    return 1 << (count - 1).bit_length()


def loaded(session: Session, record: type[R], values: Mapping[str, Any]) -> R:
    """The record with these `values` of all its columns: the session's own, if it has it already."""
    mapper = _mapper(record)
    key = mapper.identity_key_from_primary_key([values[column.key] for column in mapper.primary_key])
    known: R | None = session.identity_map.get(key)
    return known if known is not None else attached(session, built(record, values))


def built(record: type[R], values: Mapping[str, Any]) -> R:
    """A record with these `values` of all its columns, past the constructor, which costs more than the row itself."""
    made: R = _mapper(record).class_manager.new_instance()
    vars(made).update(values)
    return made


def attached(session: Session, record: R) -> R:
    """A record whose row is in the database, from now on in the session like any other."""
    make_transient_to_detached(record)
    session.add(record)
    return record


@cache
def _mapper(record: type[SQLModel]) -> Any:
    """With all mappers configured: this may be the first that a process does with its tables."""
    return class_mapper(record)

"""Whom a transaction concerns: everybody who is named by a row that it changed.

One place knows it for all features: the columns that point to a person say it, and those that hold a person's id
among others (`scope_id` of a goal or target, `recipient` of a message); what they held before counts as well.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session

from models.team.records import Person

_CONCERNED = "koers_concerned"
_MAY_NAME_ONE = frozenset({"scope_id", "recipient"})


def concerned_by(session: Session) -> frozenset[str]:
    """Ids of the people named by what this transaction has written so far; a few may be ids of something else."""
    session.flush()
    return frozenset(session.info.get(_CONCERNED, ()))


@event.listens_for(Session, "before_flush")
def _note(session: AnySession, *_: object) -> None:
    found: set[str] = session.info.setdefault(_CONCERNED, set())
    for row in (*session.new, *session.dirty, *session.deleted):
        values = vars(row)
        found.update(values[name] for name in _names(row.__class__) if values.get(name))
        if row in session.dirty:
            found.update(_named_before(row))


def _named_before(row: Any) -> Iterator[str]:
    """Whom the row named until now: who had the deal, or the rep, shows them no longer."""
    state = inspect(row)
    for name in ("manager_id",) if isinstance(row, Person) else _names(row.__class__):
        yield from (value for value in state.attrs[name].history.deleted or () if value)


@cache
def _names(record: Any) -> tuple[str, ...]:
    """The attributes of a kind of row that name a person."""
    if record is Person:
        return ("id",)
    columns = inspect(record).local_table.columns
    return tuple(
        column.key
        for column in columns
        if column.key in _MAY_NAME_ONE
        or (column.key != "workspace_id" and any(key.column.table is _PEOPLE for key in column.foreign_keys))
    )


_PEOPLE = inspect(Person).local_table

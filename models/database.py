"""The database: SQLite by default, PostgreSQL when one machine is not enough.

Every table leads its keys with `workspace_id`, so that nothing ever crosses a workspace.
Work is given as a function: `database.write(lambda session: …)` runs it in one transaction,
`database.read(…)` in a read-only one.
"""

import os
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Field, Session, SQLModel

from models.database_file import file_of, prepare_sqlite
from models.group_commit import GroupCommit, Ticket, Work
from models.prepared import WroteWhileReadingError, only_reading, pin_connection
from models.row_security import OVER_ALL, confine, served
from models.touching import watch

T = TypeVar("T")

# Constraints have names, so that Alembic can find them again on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the Python side, UTC without a zone in the column (the same on both databases)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


MINOR_UNITS = BigInteger().with_variant(Integer(), "sqlite")
"""Cents and the like: 32 bits end at 21 million. SQLite's integers have 64 already."""


def new_id() -> str:
    """A UUID version 7 as 32 hexadecimal characters: unique anywhere, and in order of time (RFC 9562).

    The first random bits give way to the fraction of the millisecond (method 3): of two logs in one, the later is newer.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = (nanoseconds << 12) // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return f"{(milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | random:032x}"


class Record(SQLModel):
    """What every table has: the workspace first, then an id of its own."""

    workspace_id: str = Field(primary_key=True, foreign_key="workspace.workspace_id", max_length=32)
    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)

    if not TYPE_CHECKING:  # the names of a table's own columns are checked

        def __init__(self, **values: Any) -> None:
            """With the defaults filled in: Pydantic inspects the signature of each factory anew, half of the time."""
            constants, factories = _defaults_of(type(self))
            made = {name: make() for name, make in factories if name not in values}
            super().__init__(**{**constants, **made, **values})


@cache
def _defaults_of(table: type[SQLModel]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The columns with a default: those with a value that never changes, and those whose value is made each time."""
    fields = table.model_fields.items()
    factories: list[tuple[str, Any]] = [
        (name, field.default_factory) for name, field in fields if field.default_factory
    ]
    fixed = {name: field.default for name, field in fields if not field.default_factory and not field.is_required()}
    changing = [name for name, value in fixed.items() if isinstance(value, dict | list | set)]
    factories += [(name, partial(deepcopy, fixed.pop(name))) for name in changing]
    return fixed, factories


def belongs_to(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key within the workspace: `(workspace_id, column)` to `(workspace_id, id)` of `table`."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


class Database:
    """One engine, and the only ways to use it: `read` and `write` for the workspace that is served, `read_over_all`.

    With `row_security` (PostgreSQL) each transaction says which workspace that is: `models/row_security.py`. `is_pooled`:
    pgbouncer stands in between and gives each transaction another connection, so none may have statements prepared.
    """

    metadata: ClassVar[MetaData] = SQLModel.metadata

    def __init__(self, url: str, *, row_security: bool = False, is_pooled: bool = False) -> None:
        self.url = plain_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.row_security = row_security and not self.is_sqlite
        self.engine = create_engine(self.url, **_engine_options(self.url, is_pooled=is_pooled))
        watch(self.engine)
        self._file = file_of(self.engine) if self.is_sqlite else None
        if self.is_sqlite:
            prepare_sqlite(self.engine, self._file)
            self._group_commit = GroupCommit(self.engine)

    def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one transaction and commit it; whatever it raises rolls everything back.

        On SQLite one writer runs at a time, in a transaction that begins IMMEDIATE (with SQLAlchemy's default,
        most concurrent read-then-write transactions are lost to "database is locked"), and writers that wait
        share a commit.
        """
        if self.is_sqlite:
            return cast("T", self._group_commit.run(work))
        served_here = served() if self.row_security else None
        with Session(self.engine, expire_on_commit=False) as session:
            result = work(_confined(session, served_here))
            session.commit()
            return result

    def enqueue(self, work: Work) -> Ticket:
        """On SQLite: let `work` wait for a commit. Whoever calls `finish` commits for all that wait."""
        return self._group_commit.enqueue(work)

    def finish(self, ticket: Ticket) -> None:
        """On SQLite: return when the work of the ticket is stored, or has failed: see its `outcome`."""
        self._group_commit.finish(ticket)

    def tell_of_groups(self, told: Callable[[int], None]) -> None:
        """Have `told` called with the number of writers of each commit; on SQLite alone."""
        if self.is_sqlite:
            self._group_commit.told = told

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a transaction that is rolled back: for questions only. Raises WroteWhileReadingError."""
        return self._read(work, served() if self.row_security else None)

    def read_over_all(self, work: Callable[[Session], T]) -> T:
        """The same for a question that is about all workspaces, such as which of them have something to do."""
        return self._read(work, OVER_ALL if self.row_security else None)

    @property
    def file(self) -> Path | None:
        """Where the SQLite file lies; None for PostgreSQL, and in memory."""
        return self._file.path if self._file else None

    @property
    def is_new(self) -> bool:
        """Whether there was no such file, and an empty one was made."""
        return self._file is not None and self._file.is_new

    @property
    def is_gone(self) -> bool:
        """Whether the file that was opened was taken away since: what is written would be nowhere."""
        return self._file is not None and self._file.is_gone

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def _read(self, work: Callable[[Session], T], workspace_id: str | None) -> T:
        with _ReadingSession(self.engine, expire_on_commit=False) as session:
            result = work(_confined(only_reading(session), workspace_id))
            session.flush()
            return result


def _confined(session: Session, workspace_id: str | None) -> Session:
    """The session in its one transaction, which the wall (if there is one) holds in this workspace."""
    pin_connection(session)
    if workspace_id is not None:
        confine(session.connection().connection.driver_connection, workspace_id)
    return session


class _ReadingSession(Session):
    """A session that refuses to write: all of it would be rolled back, and nobody would know."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Refuses when something is pending; there is nothing else to flush."""
        changed = [*self.new, *(record for record in self.dirty if self.is_modified(record)), *self.deleted]
        if changed:
            raise WroteWhileReadingError(", ".join(sorted({type(record).__name__ for record in changed})))


@event.listens_for(_ReadingSession, "do_orm_execute")
def _refuse_to_write(asked: ORMExecuteState) -> None:
    if asked.is_insert or asked.is_update or asked.is_delete:
        raise WroteWhileReadingError(str(asked.statement))


def has_lost_connection(error: Exception) -> bool:
    """Whether the database went away: the error of nobody and nothing in particular, and gone at the next try."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def plain_url(url: str) -> str:
    """The URL with Koers' own driver for PostgreSQL (psycopg 3)."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def _engine_options(url: str, *, is_pooled: bool) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False, "timeout": 10}, "hide_parameters": True}
    options = {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True, "hide_parameters": True}
    return {**options, "connect_args": {"prepare_threshold": None}} if is_pooled else options

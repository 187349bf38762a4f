"""Prepared statements for the hot path: they bypass the ORM.

The ORM builds a query anew each time, and even SQLAlchemy's core costs several times as much as the answer (decision 22,
`make bench ARGS=ask`). Here a statement is compiled once for each kind of database and goes to the driver with its
values; a record made of a row is in the session as if the session had loaded it. Only documented parts of SQLAlchemy
are used.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Dialect, bindparam, literal
from sqlalchemy.orm import class_mapper, make_transient_to_detached
from sqlmodel import Session, SQLModel

from models.touching import EVERY, moves, touch

R = TypeVar("R", bound=SQLModel)
_LINE = "koers_line"
_ONLY_READS = "koers_only_reads"
_Line = tuple[Any, Dialect]
"""The driver's own connection, and the kind of database behind it."""
_Process = Callable[[Any], Any] | None


class WroteWhileReadingError(RuntimeError):
    """Work that was to ask questions only has changed something: a handler marked `@reads`, or a wrong `read`.

    Its transaction is rolled back, so that the change would be lost without a word.
    """


class Prepared:
    """A statement with named parameters (`bindparam`), to be filled in by `fetch` and `execute`."""

    __slots__ = ("_compiled", "statement")

    def __init__(self, statement: Any) -> None:
        self.statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def execute(self, line: _Line, values: Mapping[str, Any]) -> tuple[Any, "_Compiled"]:
        """The driver's cursor after the statement, and how to read its rows."""
        driver, dialect = line
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self.statement, dialect)
        return driver.execute(compiled.text, compiled.filled_in(values)), compiled


def fetch(session: Session, prepared: Prepared, values: Mapping[str, Any]) -> list[Any]:
    """The rows of a prepared question, as tuples; what is pending in the session is written first."""
    session.flush()
    cursor, compiled = prepared.execute(_line(session), values)
    return compiled.read(cursor.fetchall())


def execute(session: Session, prepared: Prepared, values: Mapping[str, Any]) -> int:
    """Run a prepared statement that changes rows; returns how many. Raises WroteWhileReadingError."""
    if session.info.get(_ONLY_READS):
        raise WroteWhileReadingError(str(prepared.statement))
    session.flush()
    cursor, _ = prepared.execute(_line(session), values)
    if moves(prepared.statement.table.name, values):
        touch(session.connection(), values.get("workspace_id", EVERY))
    return int(cursor.rowcount)


def pin_connection(session: Session) -> Session:
    """Begin the session's transaction and keep the way to the driver; for a session that has only one transaction."""
    session.info[_LINE] = _opened(session)
    return session


def only_reading(session: Session) -> Session:
    """From now on `execute` refuses."""
    session.info[_ONLY_READS] = True
    return session


def dialect_of(session: Session) -> str:
    """`sqlite` or `postgresql`."""
    return _line(session)[1].name


def _line(session: Session) -> _Line:
    line: _Line | None = session.info.get(_LINE)
    return line or _opened(session)


def _opened(session: Session) -> _Line:
    connection = session.connection()
    return connection.connection.driver_connection, connection.dialect


class _Compiled:
    """A statement as text for one kind of database, with what its values and rows have to go through."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        binds: dict[str, Any] = compiled.binds
        types = {name: bind.type.dialect_impl(dialect) for name, bind in binds.items()}
        processes = {name: type_.bind_processor(dialect) for name, type_ in types.items()}
        self.text = str(compiled)
        self.is_positional: bool = compiled.positional
        self.parameters: list[tuple[str, _Process]] = [
            (name, processes[name]) for name in (compiled.positiontup if compiled.positional else binds)
        ]
        self.given = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        columns = statement.selected_columns if statement.is_select else ()
        readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.readers = [(at, reader) for at, reader in enumerate(readers) if reader is not None]

    def filled_in(self, values: Mapping[str, Any]) -> Any:
        """The parameters as the driver wants them. Raises KeyError when one is missing."""
        if self.given:
            values = {**self.given, **values}
        if self.is_positional:
            return [process(values[name]) if process else values[name] for name, process in self.parameters]
        return {name: process(values[name]) if process else values[name] for name, process in self.parameters}

    def read(self, rows: list[Any]) -> list[Any]:
        """Rows of the driver with the values that Python knows: dates, instants, booleans."""
        if not self.readers:
            return rows
        read = [list(row) for row in rows]
        for row in read:
            for at, reader in self.readers:
                row[at] = reader(row[at])
        return read


def is_one_of(column: Any, name: str, size: int) -> ColumnElement[bool]:
    """`column` is one of `size` values, filled in with `several`; an IN over a list is put together at each question."""
    chosen: ColumnElement[bool] = column.in_([bindparam(each) for each in _names(name, size)])
    return chosen


def several(name: str, values: Collection[Any], size: int) -> dict[str, Any]:
    """The values for `is_one_of`: at least one and at most `size`, of which the first is repeated."""
    first, *others = values
    return dict(zip(_names(name, size), [first] * (size - len(others)) + others, strict=True))


@cache
def _names(name: str, size: int) -> tuple[str, ...]:
    return tuple(f"{name}_{n}" for n in range(size))


class PreparedForSome:
    """A question about some people, deals or accounts: prepared once for each size of list, which are powers of two.

    `build` makes the statement with `one_of(column, name)`, a condition that a column is one of the values of a list.
    """

    __slots__ = ("_build", "_known")

    def __init__(self, build: Callable[["OneOf"], Any]) -> None:
        self._build = build
        self._known: dict[tuple[int, ...], Prepared] = {}

    def sized(self, sizes: Mapping[str, int]) -> Prepared:
        """The statement for lists of these sizes."""
        key = tuple(sizes.values())
        if key not in self._known:
            self._known[key] = Prepared(self._build(lambda column, name: is_one_of(column, name, sizes[name])))
        return self._known[key]


OneOf = Callable[[Any, str], ColumnElement[bool]]
AT_ONCE = 512
"""The longest list of one question."""


def fetch_some(
    session: Session, question: PreparedForSome, values: Mapping[str, Any], **lists: Collection[Any]
) -> list[Any]:
    """The rows of a question about these `lists`, by name, in the same order at each call; none when a list is empty.

    A first list that is longer than `AT_ONCE` is asked about part by part: an order then holds within a part only.
    """
    if not all(lists.values()):
        return []
    (cut, long), *others = lists.items()
    sizes = {name: size_for(len(some)) for name, some in others}
    rest = {key: value for name, some in others for key, value in several(name, some, sizes[name]).items()}
    long, found = list(long), []
    for at in range(0, len(long), AT_ONCE):
        part = long[at : at + AT_ONCE]
        size = size_for(len(part))
        asked = {**values, **rest, **several(cut, part, size)}
        found += fetch(session, question.sized({cut: size, **sizes}), asked)
    return found


def among(column: Any, constants: Collection[Any]) -> ColumnElement[bool]:
    """`column` is one of these values, which never change: written into the statement."""
    chosen: ColumnElement[bool] = column.in_([literal(one, column.type) for one in constants])
    return chosen


def size_for(count: int) -> int:
    """The next power of two: so few different statements that all of them can be kept."""
    return 1 << (count - 1).bit_length()


def known(session: Session, record: type[R], *key: str) -> R | None:
    """The record with this primary key if the session has it already; `Session.get` takes ten times as long to see."""
    return session.identity_map.get(_shape(record).identity(key))


def all_known(session: Session, record: type[R], keys: Sequence[tuple[str, ...]]) -> list[R] | None:
    """The records with these primary keys, in their order, if the session has all of them already."""
    found = [mine for key in keys if (mine := known(session, record, *key)) is not None]
    return found if len(found) == len(keys) else None


def loaded(session: Session, record: type[R], row: Sequence[Any]) -> R:
    """The record of a row with all its columns, in the table's order: the session's own, if it has it already."""
    shape = _shape(record)
    values = dict(zip(shape.names, row, strict=True))
    mine = known(session, record, *shape.key_of(values))
    return mine if mine is not None else attached(session, built(record, values))


def built(record: type[R], values: Mapping[str, Any]) -> R:
    """A record with these `values` of all its columns, past the constructor, which costs more than the row itself."""
    made: R = _shape(record).new_instance()
    vars(made).update(values)
    return made


def attached(session: Session, record: R) -> R:
    """A `built` record whose row is in the database, from now on in the session like any other."""
    make_transient_to_detached(record)
    session.add(record)
    return record


class _Shape:
    """The columns of a table, and which of them make up the key."""

    def __init__(self, record: type[SQLModel]) -> None:
        mapper: Any = class_mapper(record)  # with all mappers configured: it may be the first thing a process does
        self.identity: Callable[[Sequence[str]], Any] = mapper.identity_key_from_primary_key
        self.new_instance: Callable[[], Any] = mapper.class_manager.new_instance
        self.names: tuple[str, ...] = tuple(mapper.local_table.columns.keys())
        self._key_names = [column.key for column in mapper.primary_key]

    def key_of(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The primary key of the record with these values."""
        return tuple([values[name] for name in self._key_names])


_shape = cache(_Shape)

"""Everything that names one person names another from now on, row by row, so that it can go back."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.database import UtcDateTime
from models.refusal import Refusal
from models.team.records import Person, PersonProposal

Json = dict[str, Any]
ADDED_UP = ("credit_share", "deal_share")
"""Of what both have a part in, the one has both parts."""
LEFT_BEHIND = ("leave", "delivery_wish", "skill_progress", "membership", "contest_entrant", "reading")
"""Where both have the same, one is enough; the other comes back when they are parted."""
NAMED_BY_ID = (
    ("delivery_wish", "person_id"),
    ("goal", "scope_id"),
    ("deal_change", "undone_by"),
    ("dispute", "scope_id"),
    ("qbr", "scope_id"),
    ("reading", "reader_id"),
    ("crm_mapping", "local"),
    ("link", "fact_id"),
)
"""Columns without a foreign key; where they hold something else as well, no id of that is a person's."""
NAMED_IN_LISTS = (("dispute", "asked"), ("newcomer_plan", "shadows"), ("suggestion", "with_ids"))
"""Columns with the ids of several people."""
AT_ONCE = 500
"""Ids in one statement."""


def columns_that_name_people() -> Iterator[tuple[sa.Table, sa.Column[Any]]]:
    """Every column of every table that says whose a row is, also of features that come later."""
    person = table_of(Person)
    for table in SQLModel.metadata.sorted_tables:
        for foreign in table.foreign_key_constraints:
            if foreign.referred_table is person:
                yield table, list(foreign.columns)[-1]
    for name, column in NAMED_BY_ID:
        table = SQLModel.metadata.tables[name]
        yield table, table.c[column]


def lists_that_name_people() -> Iterator[sa.Column[Any]]:
    """Every column that holds a list of people's ids."""
    for name, column in NAMED_IN_LISTS:
        yield SQLModel.metadata.tables[name].c[column]


def move_everything(session: Session, goes: Person, stays: Person) -> Json:
    """All that is of `goes` is of `stays`; what it takes to move it back. Refuses what only one of two can have."""
    moved: dict[str, list[str]] = {}
    left: list[Json] = []
    added: list[Json] = []
    for table, column in columns_that_name_people():
        for row, same in _both_have(session, table, column, goes, stays):
            _set_aside(session, table, (goes.workspace_id, row, same), left, added)
        named = sa.select(table.c.id).where(table.c.workspace_id == goes.workspace_id, column == goes.id)
        if ids := list(session.scalars(named.order_by(table.c.id))):
            _rename(session, column, ids, goes, stays)
            moved[f"{table.name}.{column.name}"] = ids
    for column in lists_that_name_people():
        if ids := _rename_in_lists(session, column, goes, stays):
            moved[f"{column.table.name}.{column.name}"] = ids
    return {"moved": moved, "left": left, "added": added}


def move_back(session: Session, what: Json, goes: Person, stays: Person) -> None:
    """The reverse of `move_everything`; what came since stays where it is."""
    for table, column in columns_that_name_people():
        ids = what["moved"].get(f"{table.name}.{column.name}", [])
        _rename(session, column, ids, stays, goes)
    for column in lists_that_name_people():
        ids = what["moved"].get(f"{column.table.name}.{column.name}", [])
        _rename_in_lists(session, column, stays, goes, only=ids)
    for part in what["added"]:
        table = SQLModel.metadata.tables[part["table"]]
        less = sa.update(table).where(*_key(table, goes.workspace_id, part["id"]), table.c.percent > part["percent"])
        session.execute(less.values(percent=table.c.percent - part["percent"]))
    for kept in what["left"]:
        table = SQLModel.metadata.tables[kept["table"]]
        session.execute(sa.insert(table).values(from_json(table, kept["row"])))
    session.expire_all()


def as_json(row: Any) -> Json:
    """A row, so that it can be stored again."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in dict(row).items()}


def from_json(table: sa.Table, row: Json) -> Json:
    """The row that `as_json` kept."""
    return {name: _value(table.c[name], value) for name, value in row.items() if name in table.c}


def table_of(record: type[SQLModel]) -> sa.Table:
    """The table behind a record."""
    table: sa.Table = record.__table__  # type: ignore[attr-defined]
    return table


def _value(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, UtcDateTime | sa.DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and isinstance(column.type, sa.Date) else value


def _both_have(
    session: Session, table: sa.Table, column: sa.Column[Any], goes: Person, stays: Person
) -> Iterator[tuple[str, str]]:
    """Ids of rows of both that a unique key would not let one person have."""
    if table is table_of(PersonProposal):
        return
    for key in (
        one for one in table.constraints if isinstance(one, sa.UniqueConstraint) and column in list(one.columns)
    ):
        rest = [part for part in key.columns if part is not column and part.name != "workspace_id"]
        rows: dict[str, dict[tuple[Any, ...], str]] = {}
        for person in (goes, stays):
            of_one = sa.select(table.c.id, *rest).where(
                table.c.workspace_id == person.workspace_id, column == person.id
            )
            rows[person.id] = {tuple(more): id_ for id_, *more in session.execute(of_one)}
        yield from ((id_, rows[stays.id][same]) for same, id_ in rows[goes.id].items() if same in rows[stays.id])


def _set_aside(
    session: Session, table: sa.Table, key: tuple[str, str, str], left: list[Json], added: list[Json]
) -> None:
    """`key`: the workspace, the row that goes, and the one that says the same."""
    workspace_id, row_id, same_id = key
    one = _key(table, workspace_id, row_id)
    if table.name not in (*ADDED_UP, *LEFT_BEHIND):
        raise Refusal("team.both_have_one")
    [row] = session.execute(sa.select(table).where(*one)).mappings()
    left.append({"table": table.name, "row": as_json(row)})
    session.execute(sa.delete(table).where(*one))
    if table.name in ADDED_UP:
        more = sa.update(table).where(*_key(table, workspace_id, same_id))
        session.execute(more.values(percent=table.c.percent + row["percent"]))
        added.append({"table": table.name, "id": same_id, "percent": row["percent"]})


def _key(table: sa.Table, workspace_id: str, row_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    """One row of the workspace: an id alone may be there in another one too."""
    return table.c.workspace_id == workspace_id, table.c.id == row_id


def _rename(session: Session, column: sa.Column[Any], ids: list[str], was: Person, now: Person) -> None:
    session.flush()
    table = column.table
    for at in range(0, len(ids), AT_ONCE):
        rows = (table.c.workspace_id == was.workspace_id, table.c.id.in_(ids[at : at + AT_ONCE]), column == was.id)
        session.execute(sa.update(table).where(*rows).values({column.name: now.id}))
    session.expire_all()


def _rename_in_lists(
    session: Session, column: sa.Column[Any], was: Person, now: Person, only: list[str] | None = None
) -> list[str]:
    """Ids of the rows (`only` of these) that name `now` instead; a list that has both stays as it is."""
    session.flush()
    table = column.table
    text = sa.cast(column, sa.Text)
    named = sa.select(table.c.id, column).where(
        table.c.workspace_id == was.workspace_id, text.contains(was.id, autoescape=True)
    )
    renamed = []
    for id_, people in session.execute(named.order_by(table.c.id)).all():
        if was.id not in people or now.id in people or (only is not None and id_ not in only):
            continue
        others = [now.id if one == was.id else one for one in people]
        session.execute(sa.update(table).where(*_key(table, was.workspace_id, id_)).values({column.name: others}))
        renamed.append(id_)
    session.expire_all()
    return renamed

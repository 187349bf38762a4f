"""A row of one workspace in every table, whose texts nobody else may see."""

import re
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, Integer, LargeBinary, String, Table
from sqlmodel import Session, SQLModel

from models.database import Database, UtcDateTime, new_id
from tests.conftest import NOW

PLANTED = "Zibboplant"
"""Stands in the texts of each row."""
PARTICULAR: dict[str, dict[str, Any]] = {
    "skill_standard": {"level": 3},
    "target": {"role": None, "team_id": None},
    "account_change": {"into_id": None},
    "calendar_domain": {"person_id": None},
    "plan_action": {"horizon_days": 30, "ends_on": None},
    "tool_poll": {"asked": 3},
}
"""What a table wants that its columns do not say."""


def fill_every_table(session: Session, workspace_id: str) -> dict[str, str]:
    """An id by table; each has a row of the workspace afterwards."""
    ids: dict[str, str] = {}
    records = {one.__table__.name: one for one in _records(SQLModel)}  # type: ignore[attr-defined]
    for table in Database.metadata.sorted_tables:
        here = table.select().where(table.c.workspace_id == workspace_id).limit(1)
        found = session.connection().execute(here).mappings().first()
        if found is None:
            values = {column.name: _value(table, records[table.name], column, ids) for column in table.columns}
            values |= {"workspace_id": workspace_id, **PARTICULAR.get(table.name, {})}
            session.add(records[table.name](**{name: value for name, value in values.items() if value is not None}))
            session.flush()
            found = session.connection().execute(here).mappings().one()
        ids[table.name] = str(found.get("id", ""))
    return ids


def _records(above: type[SQLModel]) -> list[type[SQLModel]]:
    found = [one for below in above.__subclasses__() for one in _records(below)]
    return [*([above] if hasattr(above, "__table__") else []), *found]


def _value(table: Table, record: type[SQLModel], column: Column[Any], ids: dict[str, str]) -> Any:
    if column.name == "id":
        return new_id()
    for foreign in column.foreign_keys:
        if foreign.column.name != "workspace_id":
            return ids.get(foreign.column.table.name)
    if (chosen := _choice(table, column.name)) is not None:
        return chosen
    is_free = isinstance(column.type, String) and (column.type.length or 999) >= 60
    if not record.model_fields[column.name].is_required() and not is_free:
        return None
    match column.type:
        case UtcDateTime():
            return NOW
        case Date():
            return date(2026, 11, 1)
        case LargeBinary():
            return PLANTED.encode()
        case String():
            return PLANTED[: column.type.length]
        case Integer():
            return 1
    return {"text": PLANTED} if column.type.python_type is dict else 1


def _choice(table: Table, name: str) -> str | None:
    """The first of the words that a CHECK allows."""
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            found = re.search(rf"\b{name} IN \('(\w+)'", str(check.sqltext))
            if found:
                return found[1]
    return None

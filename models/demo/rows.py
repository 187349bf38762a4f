"""What the company did, stored as plain rows: a year is some ten thousand of them, and an object for each takes ten times as long."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from models.activity.records import Activity
from models.database import new_id
from models.deals.records import Deal, StageChange
from models.references.records import Link

Row = dict[str, Any]


class Work:
    """What was logged, the deals that were opened, and the steps that deals took."""

    def __init__(self) -> None:
        self.entries: list[Row] = []
        self.deals: list[Deal] = []
        self.steps: list[Row] = []
        self.links: list[Row] = []

    def store(self, session: Session) -> None:
        """All of it: deals first, for the others refer to them."""
        session.add_all(self.deals)
        session.flush()
        for table, rows in ((Activity, self.entries), (StageChange, self.steps), (Link, self.links)):
            if rows:
                session.execute(sa.insert(table), rows)


def row_of(table: type[SQLModel], **values: Any) -> Row:
    """A row with what a record has when nothing is said."""
    return {**_blank(table), "id": new_id(), **values}


def _blank(table: type[SQLModel]) -> Row:
    if table not in _BLANKS:
        fields = table.model_fields.items()
        _BLANKS[table] = {name: one.default for name, one in fields if not one.is_required() and name != "id"}
    return _BLANKS[table]


_BLANKS: dict[type[SQLModel], Row] = {}

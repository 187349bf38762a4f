"""What a workspace sets by sales role and KPI, from a day on: weights, and the usual targets.

The rows stand on the workspace itself, so that a scorecard asks the database nothing more for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.refusal import Refusal
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted, take_turn, to_undo

EVERYBODY = ""
"""Stands for all roles."""


class Row(NamedTuple):
    """From `day` on, `value` holds for a role and a KPI; None: what is usual holds again."""

    role: str
    kpi: str
    value: str | None
    day: date

    @classmethod
    def stored(cls, row: Sequence[str | None]) -> "Row":
        """From the column."""
        role, kpi, value, day = row
        return cls(role or EVERYBODY, kpi or "", value, date.fromisoformat(day or ""))

    def to_store(self) -> list[str | None]:
        """As JSON can hold it."""
        return [self.role, self.kpi, self.value, self.day.isoformat()]


@dataclass(frozen=True, slots=True)
class ByRole:
    """One thing that is set by role."""

    key: str
    """Of its changes."""
    column: str
    """Of the workspace."""
    changed_since: str
    """The refusal of an Undo that would take something newer along."""

    def rows(self, author: Author) -> list[Row]:
        """All of them, oldest first."""
        return [Row.stored(row) for row in getattr(author.workspace, self.column)]


def latest_on(rows: Iterable[Row], day: date) -> dict[tuple[str, str], str]:
    """What holds on a day, by role and KPI; what is usual is left out."""
    found = {(row.role, row.kpi): row.value for row in sorted(rows, key=lambda row: row.day) if row.day <= day}
    return {of_whom: value for of_whom, value in found.items() if value is not None}


def put(author: Author, what: ByRole, new: Sequence[Row], was: str | None) -> SettingChange:
    """Have these rows hold, each in the place of what was set for the same day; `was` is told in the history."""
    take_turn(author)
    before = what.rows(author)
    places = {(row.role, row.kpi, row.day) for row in new}
    rows = [row for row in before if (row.role, row.kpi, row.day) not in places] + list(new)
    return put_whole(author, what, new[0].role, (was, said(new)), [row.to_store() for row in rows])


def put_whole(
    author: Author, what: ByRole, about: str, said: tuple[str | None, str | None], value: object
) -> SettingChange:
    """Have a column hold this; `said` is what the history tells: old and new."""
    change = noted(author, what.key, about, *said)
    change.old = {**change.old, "rows": getattr(author.workspace, what.column)}
    change.new = {**change.new, "rows": value}
    setattr(author.workspace, what.column, value)
    author.session.flush()
    return change


def take_back(author: Author, what: ByRole, change_id: str) -> SettingChange:
    """What was set before holds again. Refuses what was taken back already, and when more was set since."""
    change = to_undo(author, change_id, what.key)
    if getattr(author.workspace, what.column) != change.new["rows"]:
        raise Refusal(what.changed_since)
    setattr(author.workspace, what.column, change.old["rows"])
    change.undone_at = author.now
    author.session.flush()
    return change


def said(rows: Iterable[Row]) -> str:
    """`first_meetings 4, training_hours –`, for the history."""
    return ", ".join(_said(row) for row in rows)


def _said(row: Row) -> str:
    """What is no KPI (its key begins with @) is told by its value alone."""
    value = (row.value or "–").replace(",", ", ")
    return value if row.kpi.startswith("@") else f"{row.kpi} {value}"

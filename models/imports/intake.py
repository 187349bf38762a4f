"""What one import works with: the file, the workspace, the report, and the progress that somebody watches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session, select

from models.activity.records import Activity
from models.costs.records import Cost
from models.database import new_id
from models.imports.amounts import AmountColumn
from models.imports.csv_file import CsvFile, Row
from models.imports.dates import DateColumn
from models.imports.report import ImportReport, SkipRow, What
from models.workspace.records import Workspace
from models.zones import zone_named

SOURCE = "csv"
EVERY = 250
"""Rows between two signs of progress."""

UNREADABLE = frozenset(
    {"not_a_date", "not_an_amount", "unknown_currency", "not_a_percentage", "not_a_duration", "unread_number"}
)
"""Why a cell cannot be read, as against what it says is not allowed."""

_Read = TypeVar("_Read")
_Imported = TypeVar("_Imported", Activity, Cost)


@dataclass(frozen=True)
class Intake:
    """One file on its way in."""

    session: Session
    workspace: Workspace
    file: CsvFile
    report: ImportReport
    now: datetime
    today: date
    date_format: str | None
    progress: Callable[[int, int], None]

    @property
    def workspace_id(self) -> str:
        """The workspace that the rows go into."""
        return self.workspace.workspace_id

    def dates(self, field: str) -> DateColumn:
        """The reader of a column of dates."""
        return DateColumn(self.file, field, self.date_format, zone_named(self.workspace.zone))

    def amounts(self, field: str) -> AmountColumn:
        """The reader of a column of amounts."""
        return AmountColumn(self.file, field)

    def optional(self, row: Row, field: str, read: Callable[[str], _Read | None]) -> _Read | None:
        """What an optional cell says; one that cannot be read costs the cell and not the row, and stands in the report.

        Raises SkipRow for what can be read and breaks a rule: an amount below zero.
        """
        try:
            return read(row[field])
        except SkipRow as skip:
            if skip.reason not in UNREADABLE:
                raise
            self.report.note_unread(row.line, self.file.columns.get(field, field), row[field][:40])
            return None

    def rows(self) -> Iterator[Row]:
        """Every row that can be taken, in order; whoever works on them says so by asking for the next one."""
        total = len(self.file.rows)
        self.progress(0, total)
        for done, row in enumerate(self.file.rows, start=1):
            if row.has_too_many:
                self.report.skip(row.line, "too_many_values")
            else:
                yield row
            if done % EVERY == 0 or done == total:
                self.progress(done, total)

    def each(self, take: Callable[[Row], None]) -> None:
        """Take every row; one that cannot be taken is reported and left out."""
        for row in self.rows():
            try:
                take(row)
            except SkipRow as skip:
                self.report.skip(row.line, skip.reason, **skip.values)

    def imported(self, table: type[_Imported]) -> dict[str, _Imported]:
        """The rows of a table that came from files before, by the id that they have there."""
        before = select(table).where(table.workspace_id == self.workspace_id, table.source == SOURCE)
        return {str(record.external_id): record for record in self.session.exec(before)}

    def settle(self, table: type[_Imported], known: _Imported | None, external_id: str, values: dict[str, Any]) -> None:
        """Store what a row says, in the known record or a new one, and count it."""
        self.report.count(self.write(table, known, external_id, values)[0])

    def write(
        self, table: type[_Imported], known: _Imported | None, external_id: str, values: dict[str, Any]
    ) -> tuple[What, _Imported]:
        """Store what a row says, in the known record or a new one, without counting the row."""
        if known is None:
            its_own: dict[str, Any] = {"workspace_id": self.workspace_id, "id": new_id(), "source": SOURCE}
            new = table(**its_own, **values, external_id=external_id, created_at=self.now)
            self.session.add(new)
            return What.NEW, new
        different = differing(known, values)
        for name, value in different.items():
            setattr(known, name, value)
        return (What.CHANGED if different else What.UNCHANGED), known


def differing(known: Activity | Cost, values: dict[str, Any]) -> dict[str, Any]:
    """What a row says otherwise than the record does."""
    return {name: value for name, value in values.items() if getattr(known, name) != value}

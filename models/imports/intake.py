"""What one import works with: the file, the workspace, the report, and the progress that somebody watches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.imports.amounts import AmountColumn
from models.imports.csv_file import CsvFile, Row
from models.imports.dates import DateColumn
from models.imports.report import ImportReport, SkipRow
from models.workspace.records import Workspace

SOURCE = "csv"
EVERY = 250
"""Rows between two signs of progress."""


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
        return DateColumn(self.file, field, self.date_format)

    def amounts(self, field: str) -> AmountColumn:
        """The reader of a column of amounts."""
        return AmountColumn(self.file, field)

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

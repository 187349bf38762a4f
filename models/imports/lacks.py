"""What figures need and a whole file lacks: it is said before anything else, with the column that may hold it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from models.imports.fields import FIELDS
from models.imports.guesses import guessed, option
from models.imports.intake import Intake

NEEDED_BY_DEALS = {"account": "account_id", "opened": "opened_on", "value": "value_minor", "closed": "closed_on"}
"""By field what it becomes of a deal; the day on which it was decided is needed of decided ones only."""
MOST = 0.5
"""Share of the cells of a column that cannot be read, above which the column itself is told of."""


class Lacks:
    """Counts, while a file is read, what its rows say of each thing that figures need."""

    def __init__(self, intake: Intake, needed: Mapping[str, str] = NEEDED_BY_DEALS) -> None:
        self._intake = intake
        self._needed = needed
        self._rows: Counter[str] = Counter()
        self._said: Counter[str] = Counter()

    def see(self, values: Mapping[str, Any]) -> None:
        """One row that is taken."""
        for field, name in self._needed.items():
            if field == "closed" and values.get("outcome") is None:
                continue
            self._rows[field] += 1
            self._said[field] += values.get(name) is not None

    def say(self) -> None:
        """Warn of what no row has while there are columns that are not read, and of columns that can hardly be read."""
        file, report = self._intake.file, self._intake.report
        self._say_unread()
        lacking = [field for field in self._needed if self._rows[field] and not self._said[field]]
        columns = list(file.samples)
        samples = [list(cells) for cells in zip(*file.samples.values(), strict=False)]
        for field in lacking:
            instead = file.columns.get("expected") if field == "closed" else None
            if not (file.ignored or instead) or any(remark.values.get("name") == field for remark in report.warnings):
                continue
            meant = guessed(report.kind, [field], columns, samples).get(field) or instead
            report.warn(
                "none_has",
                count=self._rows[field],
                name=field,
                column=meant or "",
                option=option(field, meant),
                is_read=file.columns.get(field, ""),
            )

    def _say_unread(self) -> None:
        file, report = self._intake.file, self._intake.report
        named = {heading: field for field, heading in file.columns.items()}
        for column, unread in report.unread.items():
            field = named.get(column, "")
            filled = sum(bool(row[field]) for row in file.rows)
            if unread > filled * MOST and field in {one.name for one in FIELDS[report.kind]}:
                example = next(
                    (
                        str(note.values["value"])
                        for note in report.notes
                        if note.reason == "cell_unread" and note.values["column"] == column
                    ),
                    "",
                )
                report.warn("column_unread", name=field, column=column, unread=unread, filled=filled, value=example)

"""What one import works with: the file, the workspace, the report, and the progress that somebody watches."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.costs.records import Cost
from models.database import new_id
from models.imports.amounts import AmountColumn
from models.imports.csv_file import CsvFile, Row
from models.imports.dates import DateColumn
from models.imports.report import ImportReport, SkipRow, What
from models.references.links import FILES, spelled
from models.references.records import Fact, Link
from models.workspace.records import Workspace
from models.zones import zone_named

SOURCE = "csv"
"""What is said of whatever came in a file; `Intake.origin` says of which."""
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
    origin: str = FILES
    """Whose file it is: `csv`, or `csv:hubspot` where it is known."""
    close_missing: bool = False
    """Whether open deals that such a file told of before, and this one does not, are removed."""
    _links: list[dict[str, Any]] = field(default_factory=list)

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

    def imported_costs(self) -> dict[str, Cost]:
        """The costs that came from files before, by the id that they have there."""
        before = select(Cost).where(Cost.workspace_id == self.workspace_id, Cost.source == SOURCE)
        return {str(cost.external_id): cost for cost in self.session.exec(before)}

    def imported_activities(self, known: Mapping[str, Link]) -> dict[str, Activity]:
        """The entries that a file of this origin may tell of again, by the id that it calls them by."""
        of_files = select(Activity).where(
            Activity.workspace_id == self.workspace_id, col(Activity.id).in_(_told(self.workspace_id, Fact.ACTIVITY))
        )
        by_id = {entry.id: entry for entry in self.session.exec(of_files)}
        return {id_: by_id[link.fact_id] for id_, link in known.items() if link.fact_id in by_id}

    def known(self, kind: Fact) -> dict[str, Link]:
        """What a file of this origin may tell of again, by the id that it calls it by.

        What files of nobody knows whom told of before belongs to the first file of which it is known whose it is. An
        export of ours is known again by the ids that it gives (`spelled`).
        """
        told = select(Link).where(Link.workspace_id == self.workspace_id, Link.kind == kind)
        known: dict[str, Link] = {}
        for link in self.session.exec(told):
            if self.origin == FILES:
                known[spelled(link)] = link
            elif link.origin == self.origin or (link.origin == FILES and link.external_id not in known):
                known[link.external_id] = link
        return known

    def claim(self, link: Link | None) -> None:
        """It is known by now whose record it is."""
        if link is not None and link.origin == FILES:
            link.origin = self.origin

    @property
    def vendor(self) -> str:
        """Whose file it is, without more; empty when nobody knows."""
        return self.origin.partition(":")[2]

    def settle(self, table: type[_Imported], known: _Imported | None, external_id: str, values: dict[str, Any]) -> None:
        """Store what a row says, in the known record or a new one, and count it."""
        self.report.count(self.write(table, known, external_id, values)[0])

    def write(
        self, table: type[_Imported], known: _Imported | None, external_id: str, values: dict[str, Any]
    ) -> tuple[What, _Imported]:
        """Store what a row says, in the known record or a new one, without counting the row."""
        if known is None:
            its_own: dict[str, Any] = {"workspace_id": self.workspace_id, "id": new_id(), "source": SOURCE}
            if table is Cost:
                its_own["external_id"] = external_id
            new = table(**its_own, **values, created_at=self.now)
            self.session.add(new)
            if table is Activity:
                self.told(Fact.ACTIVITY, external_id, new.id)
            return What.NEW, new
        different = differing(known, values)
        for name, value in different.items():
            setattr(known, name, value)
        return (What.CHANGED if different else What.UNCHANGED), known

    def told(self, kind: Fact, external_id: str, fact_id: str) -> None:
        """The file tells of a fact under this id; stored by `store_links`."""
        self._links.append(
            {
                "workspace_id": self.workspace_id,
                "id": new_id(),
                "origin": self.origin,
                "kind": str(kind),
                "external_id": external_id,
                "fact_id": fact_id,
                "reason": "",
                "created_at": self.now,
            }
        )

    def store_links(self) -> None:
        """All of them at once: an object for each takes ten times as long."""
        self.session.flush()
        if self._links:
            self.session.execute(insert(Link), self._links)
            self._links.clear()


def _told(workspace_id: str, kind: Fact) -> Any:
    return select(Link.fact_id).where(Link.workspace_id == workspace_id, Link.kind == kind)


def differing(known: Activity | Cost, values: dict[str, Any]) -> dict[str, Any]:
    """What a row says otherwise than the record does."""
    return {name: value for name, value in values.items() if getattr(known, name) != value}

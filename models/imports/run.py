"""Importing a file: all of it in one transaction, or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from models.database import Database
from models.imports.accounts import import_accounts
from models.imports.activities import import_activities
from models.imports.costs import import_costs
from models.imports.csv_file import CsvFile, read_csv
from models.imports.dates import check_date_format
from models.imports.deals import import_deals
from models.imports.intake import Intake
from models.imports.leave import import_leave
from models.imports.people import import_people
from models.imports.rates import import_rates
from models.imports.report import ImportRefused, ImportReport
from models.imports.targets import import_targets
from models.imports.territories import import_territories
from models.imports.training import import_training
from models.trials import tried
from models.workspace.queries import workspace_of
from models.workspace.trail import Did, note
from models.zones import zone_named

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""

KINDS: dict[str, Callable[[Intake], None]] = {
    "people": import_people,
    "accounts": import_accounts,
    "territories": import_territories,
    "deals": import_deals,
    "activities": import_activities,
    "costs": import_costs,
    "targets": import_targets,
    "leave": import_leave,
    "rates": import_rates,
    "training": import_training,
}
"""What can be imported, and what does it."""


def import_file(
    database: Database,
    workspace_id: str,
    kind: str,
    path: Path,
    mapping: Mapping[str, str],
    date_format: str | None,
    dry_run: bool,
    progress: Progress,
    now: datetime,
    origin: str | None = None,
    *,
    from_: str | None = None,
    close_missing: bool = False,
) -> ImportReport:
    """Import a CSV file of `kind`; with `dry_run` everything is tried and nothing stored.

    `mapping` gives columns of the file a field (`{"Betrag": "value"}`); `from_` is the CRM whose export it is
    (`pipedrive`), found out when None; `close_missing` removes the open deals that such a file told of before and this
    one does not. Raises ImportRefused when the file as a whole cannot be read; rows that cannot be taken stand in the
    report. `origin`: see `Intake.origin`; what the file is found to be when None.
    """
    if kind not in KINDS:
        raise ImportRefused("imports.unknown_kind", kind=kind, kinds=list(KINDS))
    check_date_format(date_format)
    file = read_csv(kind, path, mapping, from_)

    def work(session: Session) -> ImportReport:
        report = take_in(session, workspace_id, kind, file, date_format, progress, now, origin, close_missing)
        report.is_dry_run = dry_run
        note(session, workspace_id, Did.IMPORT, by=None, at=now, about=kind, detail=said(report))
        return report

    return tried(database, work) if dry_run else database.write(work)


def said(report: ImportReport) -> str:
    """What the trail says of an import: how many rows, never which."""
    return f"{report.taken} taken, {report.changed} changed"


def take_in(
    session: Session,
    workspace_id: str,
    kind: str,
    file: CsvFile,
    date_format: str | None,
    progress: Progress,
    now: datetime,
    origin: str | None = None,
    close_missing: bool = False,
) -> ImportReport:
    """Import the rows of a file in this transaction; whoever calls it commits. Raises ImportRefused."""
    workspace = workspace_of(session, workspace_id)
    report = ImportReport(kind, ignored_columns=file.ignored, passed_over=file.passed_over)
    report.profile = file.profile.name if file.profile else None
    today = now.astimezone(zone_named(workspace.zone)).date()
    intake = Intake(session, workspace, file, report, now, today, date_format, progress, origin or file.origin)
    KINDS[kind](replace(intake, close_missing=close_missing))
    session.flush()
    return report

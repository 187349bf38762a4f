"""Importing from a terminal: a progress bar, the report, and what the exit status says."""

from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from handlers.program.terminal import TerminalError, workspace_meant
from messages.imports.report import report_lines
from models.database import Database
from models.delivery.records import DeliveryRound
from models.imports.run import import_file
from models.refusal import Refusal
from models.row_security import serving
from models.workspace.records import Workspace

FIRST_WORKSPACE = "LOCAL"
"""The id of the workspace that an import makes when there is none yet and none was named."""

TAKEN_BUT_LOOK = 2
"""The exit status of an import that is done, and that somebody must look at."""


def import_with_progress(
    database: Database,
    workspace: str | None,
    kind: str,
    file: Path,
    mapping: list[str],
    date_format: str | None,
    dry_run: bool,
    now: datetime,
    from_: str | None = None,
    close_missing: bool = False,
) -> int:
    """Import a file with a progress bar, and print what became of its rows. Raises what `clear_line` knows.

    Returns the exit status: 2 when somebody must look at it, because rows were left out or figures lack something.
    """
    workspace_id, is_new = _workspace_to_fill(database, workspace)
    with serving(workspace_id):
        if is_new:
            database.write(lambda session: _add_workspace(session, workspace_id, now))
        return _import(
            database, workspace_id, kind, file, mapping, date_format, dry_run, now, from_, close_missing, is_new=is_new
        )


def _import(
    database: Database,
    workspace_id: str,
    kind: str,
    file: Path,
    mapping: list[str],
    date_format: str | None,
    dry_run: bool,
    now: datetime,
    from_: str | None,
    close_missing: bool,
    *,
    is_new: bool,
) -> int:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(kind, total=None)

        def moved(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        try:
            names = _mapping(mapping)
            report = import_file(
                database,
                workspace_id,
                kind,
                file,
                names,
                date_format,
                dry_run,
                moved,
                now,
                from_=from_,
                close_missing=close_missing,
            )
        except Refusal:
            dry_run = True  # as good as one: nothing was stored
            raise
        finally:
            if is_new and dry_run:
                database.write(lambda session: _remove_workspace(session, workspace_id))
    for line in report_lines(report):
        typer.echo(line)
    return TAKEN_BUT_LOOK if report.needs_a_look else 0


def _workspace_to_fill(database: Database, named: str | None) -> tuple[str, bool]:
    """The workspace to import into, and whether it is new: before the first start of the bot there is none."""

    def work(session: Session) -> tuple[str, bool]:
        known = session.exec(select(func.count()).select_from(Workspace)).one()
        if known:
            return workspace_meant(session, named).workspace_id, False
        return named or FIRST_WORKSPACE, True

    return database.read_over_all(work)


def _add_workspace(session: Session, workspace_id: str, now: datetime) -> None:
    session.add(Workspace(workspace_id=workspace_id, name=workspace_id, created_at=now))
    typer.echo(
        f"There was no workspace yet: the data goes into a new one, {workspace_id}. To have it in your Slack"
        " workspace, start the bot once before you import, or say the workspace's id with --workspace.",
        err=True,
    )


def _remove_workspace(session: Session, workspace_id: str) -> None:
    session.execute(delete(DeliveryRound).where(col(DeliveryRound.workspace_id) == workspace_id))
    session.delete(session.get_one(Workspace, workspace_id))


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column or not field:
            raise TerminalError(f"--map {pair!r}: write column=field, for instance --map Betrag=value.")
        mapping[column] = field
    return mapping

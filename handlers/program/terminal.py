"""The program's conversation with a terminal: which workspace and whom is meant, progress, and clear errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple, TextIO

from alembic.util.exc import CommandError
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlmodel import Session, col, select
from typer._click.exceptions import ClickException

from handlers.phrases.periods import read_period
from handlers.phrases.unreadable import Unreadable
from handlers.program.settings import SettingsError
from messages.words import words
from models.database import Database
from models.exports.run import export
from models.migrations import NotOwnerError
from models.period import Period, month_of
from models.privacy.erasure import erase
from models.privacy.reading import Thing, keep_export
from models.refusal import Refusal
from models.row_security import serving
from models.scorecard.scope import Scope, scope_of_line, scope_of_person, scope_of_team, scope_of_workspace
from models.team.queries import person_named, team_named
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.secrets import SecretError, Secrets
from models.workspace.trail import Did, note

EXPORTED = {
    "scorecard": Thing.SCORECARD,
    "activities": Thing.LOG,
    "deals": Thing.DEALS,
    "people": Thing.PERSON,
    "reviews": Thing.REVIEW,
    "qbr": Thing.QBR,
    "training": Thing.TRAINING,
    "audit": Thing.SKILLS,
    "everything": Thing.EVERYTHING,
}
"""What of somebody stands in an export, and is noted for them; in the others there is nobody by name."""

NOT_ALLOWED = "42501"
"""PostgreSQL's code for a role that may not do this."""


class Whose(NamedTuple):
    """Whose data to export, as typed; at most one of them, none is the whole workspace."""

    person: str | None = None
    team: str | None = None
    line: str | None = None
    """A manager: everybody below them."""


class TerminalError(Exception):
    """What somebody typed cannot be done; the text says why, with an example."""


def clear_line(error: Exception) -> str | None:
    """The one line that a person at a terminal gets for this error; None when it is a mistake of ours."""
    match error:
        case SettingsError() | TerminalError() | SecretError() | NotOwnerError():
            return str(error)
        case Refusal():
            feature, _, reason = error.reason.partition(".")
            values = {name: value for name, value in error.values.items() if name != "field"}
            return " ".join(words("en").bare(f"{feature}.refused_{reason}", **values).split())
        case DBAPIError() if type(error) in (DatabaseError, OperationalError, InterfaceError):
            return _database_line(str(error.orig))
        case sqlite3.Error() if type(error) in (sqlite3.DatabaseError, sqlite3.OperationalError):
            return _database_line(str(error))
        case ProgrammingError() if getattr(error.orig, "sqlstate", None) == NOT_ALLOWED:
            said = str(error.orig).splitlines()[0]
            return f"The database does not allow it: {said}. Use the role that owns the tables in DATABASE_URL."
        case CommandError():
            return (
                "The database was made by a newer version of Koers. Install that version, or restore an older backup."
            )
        case ArgumentError() | NoSuchModuleError() | ModuleNotFoundError():
            return (
                "DATABASE_URL is no address of a database: sqlite:///koers.db or postgresql://user:password@host/koers."
            )
        case ClickException():
            return error.format_message()
        case OSError():
            return f"{error.filename or ''}: {error.strerror or error}".strip(": ")
    return None


def _database_line(said: str) -> str:
    first = (said.splitlines() or [""])[0]
    if "not a database" in first or "malformed" in first:
        return f"The database is damaged or no database ({first}). Restore a backup: docs/runbook.md says how."
    if "locked" in first:
        return f"Another program holds the database file ({first}). Wait until it is done, or end it."
    return f"The database cannot be used: {first}. Check DATABASE_URL."


def write_export(
    database: Database,
    workspace: str | None,
    what: str,
    whose: Whose,
    period: str | None,
    at: str | None,
    format_: str,
    now: datetime,
    out: TextIO,
    *,
    compare: bool = False,
) -> None:
    """Write an export to `out`, noted before its first byte. Raises what `clear_line` knows."""
    if format_ not in ("json", "csv"):
        raise TerminalError(f"--format is json or csv, not {format_}.")
    if sum(named is not None for named in whose) > 1:
        raise TerminalError("Give one of --person, --team and --line.")
    day = _day(at)

    def exported(session: Session) -> tuple[Workspace, Scope, Iterator[str]]:
        chosen = workspace_meant(session, workspace)
        scope = _scope(session, chosen, whose)
        within = _period(period, chosen, day or scope.today(now)) if period else None
        if within is None and what == "scorecard":
            within = month_of(day or scope.today(now))
        return chosen, scope, export(session, chosen, what, scope, within, day, format_, now, compare=compare)

    def meant(session: Session) -> tuple[str, list[str], str | None]:
        chosen, scope, _ = exported(session)  # what is refused was not exported
        named = whose.person or whose.line
        of_whom = _person(session, chosen, named).id if named is not None else None
        return chosen.workspace_id, [person.id for person in scope.people], of_whom

    def noted(session: Session) -> None:
        if what in EXPORTED:
            keep_export(session, workspace_id, people, EXPORTED[what], now)
        about = f"{what} as {format_}{_of_whom(whose)}"
        note(session, workspace_id, Did.EXPORT, by=None, at=now, person_id=of_whom, about=about)

    def written(session: Session) -> None:
        for part in exported(session)[2]:
            out.write(part)

    with serving_meant(database, workspace):
        workspace_id, people, of_whom = database.read(meant)
        database.write(noted)
        database.read(written)


def erase_person(
    database: Database, workspace: str | None, person: str, now: datetime, secrets: Secrets | None = None
) -> str:
    """Erase one person; returns what to print. Only with `secrets` their comments in sealed ballots go at once."""

    def work(session: Session) -> str:
        chosen = workspace_meant(session, workspace)
        who = _person(session, chosen, person)
        name = erase(session, who, now, secrets)
        note(session, chosen.workspace_id, Did.ERASE, by=None, at=now, person_id=who.id)
        return f"{name} is erased: name, addresses and texts are gone; figures stay without a name."

    with serving_meant(database, workspace):
        return database.write(work)


@contextmanager
def serving_meant(database: Database, named: str | None) -> Iterator[str]:
    """Serve the workspace that is meant: its id. Raises TerminalError."""
    workspace_id = database.read_over_all(lambda session: workspace_meant(session, named).workspace_id)
    with serving(workspace_id):
        yield workspace_id


def workspace_meant(session: Session, named: str | None) -> Workspace:
    """The workspace of this id or name, or the only one. Raises TerminalError."""
    workspaces = session.exec(select(Workspace).order_by(col(Workspace.workspace_id))).all()
    if named is not None:
        found = [one for one in workspaces if named.lower() in (one.workspace_id.lower(), one.name.lower())]
        if len(found) == 1:
            return found[0]
    elif len(workspaces) == 1:
        return workspaces[0]
    if not workspaces:
        raise TerminalError("There is no workspace yet. Start the bot once, or import something.")
    known = ", ".join(f"{one.workspace_id} ({one.name})" for one in workspaces[:10])
    wrong = f"There is no workspace {named}" if named else "There are several workspaces"
    raise TerminalError(f"{wrong}. Say which with --workspace: {known}.")


def _of_whom(whose: Whose) -> str:
    """For the trail, which keeps no name of a person."""
    if whose.person:
        return " of one person"
    if whose.line:
        return " of a line"
    return f" of {whose.team}" if whose.team else ""


def _scope(session: Session, workspace: Workspace, whose: Whose) -> Scope:
    if whose.person is not None:
        return scope_of_person(session, workspace, _person(session, workspace, whose.person))
    if whose.team is not None:
        found = team_named(session, workspace.workspace_id, whose.team)
        if found is None:
            raise TerminalError(f"There is no team {whose.team}.")
        return scope_of_team(session, workspace, found)
    if whose.line is not None:
        line = scope_of_line(session, workspace, _person(session, workspace, whose.line))
        if not line.people:
            raise TerminalError(f"Nobody reports to {line.name}, so there is no line.")
        return line
    return scope_of_workspace(session, workspace)


def _person(session: Session, workspace: Workspace, named: str) -> Person:
    people = person_named(session, workspace.workspace_id, named)
    if not people:
        raise TerminalError(f"Nobody called {named} is in {workspace.name}. Give an id, a name or an e-mail address.")
    if len(people) > 1:
        names = ", ".join(f"{one.name} ({one.id})" for one in people[:5])
        raise TerminalError(f"{named} could be {names}. Give the id.")
    return people[0]


def _period(text: str, workspace: Workspace, today: date) -> Period:
    try:
        return read_period(text, today, fiscal_start_month=workspace.fiscal_start_month).period
    except Unreadable:
        example = "this month, last week, Q3, 2026-Q3, 2026-10, 2026, 30d or 2026-10-01..2026-10-15"
        raise TerminalError(f"{text!r} is not a period. For instance: {example}.") from None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise TerminalError(f"{text!r} is not a day. For instance: --at 2026-10-31.") from None

"""Whether this process can work: what `/readyz` answers, and what `doctor` adds of the database, the key, the disk and the clock."""

import contextlib
import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import false, update
from sqlalchemy import func as sql
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from models.database import Database
from models.delivery.records import DeliveryRound
from models.migrations import is_up_to_date
from models.row_security import serving
from models.workspace.records import Workspace
from models.workspace.resealing import samples
from models.workspace.secrets import SecretError, Secrets
from models.workspace.seen import NONE_YET

LEAST_DISK = 100_000_000
"""Bytes. A backup or a busy day takes more: it is warned of."""
A_WRITE = 1_000_000
"""Bytes that a write may take: where there is little space, it is tried whether so many can be written."""
TICKS_LATE = 1200.0
"""Seconds. The clock ticks once a minute, and notes it every quarter of an hour."""
A_FEW, MANY = 3, 100
"""Sealed texts of each kind that are tried: many only where none of a few opens."""
log = logging.getLogger("koers.health")


class _TakenBackError(Exception):
    """Ends the transaction in which it was tried whether anything can be stored."""


@dataclass(frozen=True)
class Health:
    """What was found."""

    problem: str | None
    """Why this process cannot work, in one line that says what to do; None: it can."""
    ticked_ago: float | None = None
    """Seconds since the clock last ticked anywhere; below 0: this machine's clock is behind. None: it never did."""
    free_disk: int | None = None
    """Bytes where the SQLite file is; None on PostgreSQL."""
    warnings: tuple[str, ...] = ()
    """What it can work with, and what somebody should look at."""


def health_of(database: Database, secrets: Secrets, now: datetime) -> Health:
    """Look at everything; stores nothing."""
    disk = free_disk(database)
    closed: tuple[str | None, str | None] = (None, None)
    try:
        problem = _problem(database)
        if problem is None:
            closed = _closed(database, secrets)
        problem = problem or closed[0]
        ticked_ago = None if problem else database.read_over_all(lambda session: _ticked_ago(session, now))
    except SQLAlchemyError as error:
        return Health(_unusable(database, error), None, disk)
    low = None
    if disk is not None and disk < LEAST_DISK:
        low = f"little space: {disk // 1_000_000} MB are free where the database is"
        if problem is None and not _has_room(database):
            problem = f"the disk is full: {disk // 1_000_000} MB are free, and no more can be written"
    return Health(problem, ticked_ago, disk, tuple(one for one in (low, closed[1]) if one))


def key_trouble(database: Database, secrets: Secrets) -> str | None:
    """Why nothing that is sealed can be opened; None when something opens (what does not, the log tells), or nothing is sealed."""
    problem, warning = _closed(database, secrets)
    if warning:
        log.warning("%s", warning)
    return problem


def _closed(database: Database, secrets: Secrets) -> tuple[str | None, str | None]:
    """Why nothing of what is sealed opens, or why some of it does not: one damaged row is no wrong key."""
    for of_each in A_FEW, MANY:  # what is damaged may lie in front
        tried = database.read_over_all(partial(samples, database=database, of_each=of_each))
        errors = [error for one in tried if (error := _error_of(secrets, *one))]
        if len(errors) < len(tried):
            break
    if not errors:
        return None, None
    if len(errors) == len(tried):
        return f"KOERS_SECRET_KEY is not the right one: {errors[0]}", None
    return None, f"{len(errors)} of {len(tried)} sealed texts that were tried cannot be opened: {errors[0]}"


def _error_of(secrets: Secrets, workspace_id: str, bound_to: str, sealed: str) -> str | None:
    try:
        secrets.open(workspace_id, bound_to, sealed)
    except SecretError as error:
        return f"{error} (workspace {workspace_id})"
    return None


def _unusable(database: Database, error: SQLAlchemyError) -> str:
    if "database is locked" in str(getattr(error, "orig", "")):
        return f"another program holds the database file {database.file} (database is locked): wait for it, or end it"
    return f"the database cannot be used ({type(error).__name__}): check DATABASE_URL"


def _has_room(database: Database) -> bool:
    """Whether a write still fits where the SQLite file is; a transaction that is taken back does not tell."""
    if database.file is None:
        return True
    try:
        with tempfile.TemporaryFile(dir=Path(database.file).parent) as tried:
            tried.write(bytes(A_WRITE))
            tried.flush()
            os.fsync(tried.fileno())
    except OSError:
        return False
    return True


def free_disk(database: Database) -> int | None:
    """Bytes free where the SQLite file is."""
    file = database.file
    if file is None:
        return None
    try:
        return shutil.disk_usage(Path(file).parent).free
    except OSError:
        return None


def _problem(database: Database) -> str | None:
    if database.is_gone:
        return f"the database file {database.file} is gone, or another one lies in its place: stop, and put it back"
    if not is_up_to_date(database):
        return "migrations are missing: run python bot.py migrate"
    with serving(NONE_YET), contextlib.suppress(_TakenBackError):
        database.write(_store_nothing)
    return None


def _store_nothing(session: Session) -> None:
    session.execute(update(Workspace).where(false()).values(name=""))
    raise _TakenBackError


def _ticked_ago(session: Session, now: datetime) -> float | None:
    last = session.exec(select(sql.max(DeliveryRound.ticked_at))).one()
    return None if last is None else (now - last).total_seconds()

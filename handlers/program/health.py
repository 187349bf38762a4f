"""Whether this process can work: what `/readyz` answers, and what `doctor` adds of the database, the key, the disk and the clock."""

import shutil
from dataclasses import dataclass
from datetime import datetime
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
"""Bytes. A backup or a busy day takes more; with a full disk nothing is stored."""
TICKS_LATE = 1200.0
"""Seconds. The clock ticks once a minute, and notes it every quarter of an hour."""


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


def health_of(database: Database, secrets: Secrets, now: datetime) -> Health:
    """Look at everything; stores nothing."""
    disk = free_disk(database)
    try:
        problem = _problem(database, secrets)
        ticked_ago = None if problem else database.read_over_all(lambda session: _ticked_ago(session, now))
    except SQLAlchemyError as error:
        return Health(f"the database cannot be used ({type(error).__name__}): check DATABASE_URL", None, disk)
    if problem is None and disk is not None and disk < LEAST_DISK:
        problem = f"the disk is full: {disk // 1_000_000} MB are free"
    return Health(problem, ticked_ago, disk)


def key_trouble(database: Database, secrets: Secrets) -> str | None:
    """Why something that is sealed cannot be opened; None when one of each kind opens, or nothing is sealed."""
    for workspace_id, bound_to, sealed in database.read_over_all(lambda session: samples(session, database)):
        try:
            secrets.open(workspace_id, bound_to, sealed)
        except SecretError as error:
            return f"KOERS_SECRET_KEY is not the right one: {error}"
    return None


def free_disk(database: Database) -> int | None:
    """Bytes free where the SQLite file is."""
    file = database.file
    if file is None:
        return None
    try:
        return shutil.disk_usage(Path(file).parent).free
    except OSError:
        return None


def _problem(database: Database, secrets: Secrets) -> str | None:
    if database.is_gone:
        return f"the database file {database.file} is gone, or another one lies in its place: stop, and put it back"
    if not is_up_to_date(database):
        return "migrations are missing: run python bot.py migrate"
    try:
        with serving(NONE_YET):
            database.write(_store_nothing)
    except _TakenBackError:
        return key_trouble(database, secrets)
    return None


def _store_nothing(session: Session) -> None:
    session.execute(update(Workspace).where(false()).values(name=""))
    raise _TakenBackError


def _ticked_ago(session: Session, now: datetime) -> float | None:
    last = session.exec(select(sql.max(DeliveryRound.ticked_at))).one()
    return None if last is None else (now - last).total_seconds()

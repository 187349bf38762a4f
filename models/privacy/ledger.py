"""Who read me: the last twelve months, for the person themself. There is no way here to ask for somebody else's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete
from sqlmodel import Session, col, select

from models.privacy.records import OPERATOR, Reading
from models.team.records import Person
from models.zones import zone_named

KEPT_FOR = timedelta(days=365)
A_PAGE = 10
"""Readers and days on a page."""


@dataclass(frozen=True)
class Read:
    """A thing that was read, and from which hours of the day on (0 to 23, where the person is)."""

    thing: str
    way: str
    hours: tuple[int, ...]


@dataclass(frozen=True)
class ReaderDay:
    """What one reader read on one day."""

    day: date
    reader: str | None
    """Their name; None for whoever sat at the server's terminal."""
    reads: tuple[Read, ...]


@dataclass(frozen=True)
class LedgerPage:
    """A page of the ledger, newest first."""

    days: tuple[ReaderDay, ...]
    first: int
    """How many newer ones stand on the pages before."""
    total: int


def who_read(session: Session, person: Person, now: datetime, fallback_zone: str, first: int = 0) -> LedgerPage:
    """Who read what of this person, grouped by reader and day; days are those where the person is."""
    zone = zone_named(person.zone, fallback_zone)
    rows = session.exec(
        select(Reading.reader_id, Reading.thing, Reading.way, Reading.hour)
        .where(
            Reading.workspace_id == person.workspace_id,
            Reading.subject_id == person.id,
            col(Reading.hour) >= now - KEPT_FOR,
        )
        .order_by(col(Reading.hour).desc(), col(Reading.id))
    ).all()
    groups: dict[tuple[date, str], dict[tuple[str, str], list[int]]] = {}
    for reader_id, thing, way, hour in rows:
        local = hour.astimezone(zone)
        groups.setdefault((local.date(), reader_id), {}).setdefault((thing, way), []).append(local.hour)
    shown = list(groups.items())[first : first + A_PAGE]
    names = _names(session, person.workspace_id, {reader_id for (_, reader_id), _ in shown})
    days = tuple(
        ReaderDay(
            day,
            None if reader_id == OPERATOR else names.get(reader_id, "–"),
            tuple(Read(thing, way, tuple(sorted(set(hours)))) for (thing, way), hours in things.items()),
        )
        for (day, reader_id), things in shown
    )
    return LedgerPage(days, first, len(groups))


def forget_old_readings(session: Session, workspace_id: str, now: datetime) -> int:
    """Delete what is older than the ledger is kept; returns how many rows."""
    old = delete(Reading).where(col(Reading.workspace_id) == workspace_id, col(Reading.hour) < now - KEPT_FOR)
    return cast("CursorResult[Any]", session.execute(old)).rowcount


def _names(session: Session, workspace_id: str, ids: set[str]) -> dict[str, str]:
    found = select(Person.id, Person.name).where(Person.workspace_id == workspace_id, col(Person.id).in_(ids))
    return dict(session.exec(found).all()) if ids else {}

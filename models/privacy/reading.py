"""Noting who reads what of somebody else: gathered while an answer is made, stored when it has been made.

note_reading(session, carla, [anna], Thing.SCORECARD, Way.SLACK)     # where the answer is made
keep_readings(session, readings_in(session, carla, now))             # by whoever gives the answer
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from models.database import new_id
from models.prepared import Prepared, dialect_of, execute, fetch
from models.privacy.records import OPERATOR, Reading

_GATHERED = "koers_readings"


class Thing(StrEnum):
    """What of somebody is read. Each has its words as `thing_…` among the words of `privacy`."""

    SCORECARD = "scorecard"
    RECORDS = "records"
    """The records behind a figure: “Why this number?”."""
    LOG = "log"
    DEALS = "deals"
    GOALS = "goals"
    REVIEW = "review"
    QBR = "qbr"
    COACHING = "coaching"
    TERRITORY = "territory"
    SKILLS = "skills"
    TRAINING = "training"
    WEEK = "week"
    """Their week, as in a digest: on Home, or asked for."""
    ANALYSIS = "analysis"
    PERSON = "person"
    """Who they are: name, role, team, manager, dates."""
    EVERYTHING = "everything"
    """All that is exported of them."""


class Way(StrEnum):
    """How it was read."""

    SLACK = "slack"
    """A command was typed or a button pressed."""
    HOME = "home"
    FILE = "file"
    """As a file that was sent in Slack: PDF or CSV."""
    TERMINAL = "terminal"
    """`bot.py export`, at the server."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One row of the ledger before it is stored."""

    workspace_id: str
    subject_id: str
    reader_id: str
    thing: str
    hour: datetime
    way: str


def note_reading(session: Session, reader_id: str, people: Iterable[str], thing: Thing, way: Way = Way.SLACK) -> None:
    """The answer shows a thing of these people (ids) to the reader; what is their own is left out. Writes nothing yet."""
    gathered: dict[tuple[str, str], str] = session.info.setdefault(_GATHERED, {})
    for person_id in people:
        if person_id != reader_id:
            gathered.setdefault((person_id, thing.value), way.value)


def readings_in(session: Session, workspace_id: str, reader_id: str, now: datetime) -> list[Noted]:
    """What was gathered in this session, once: it is empty afterwards."""
    gathered: dict[tuple[str, str], str] = session.info.pop(_GATHERED, {})
    hour = now.replace(minute=0, second=0, microsecond=0)
    return [Noted(workspace_id, person_id, reader_id, thing, hour, way) for (person_id, thing), way in gathered.items()]


def keep_readings(session: Session, readings: Iterable[Noted]) -> None:
    """Store them, in this transaction; a row that is there already stays as it is."""
    insert = _KEEP[dialect_of(session)]
    for one in readings:
        row = {name: getattr(one, name) for name in Noted.__slots__}
        execute(session, insert, {**row, "id": new_id()})


def has_read_before(session: Session, workspace_id: str, reader_id: str) -> bool:
    """Whether the ledger knows this reader: then they were told that it exists."""
    return bool(fetch(session, _ANY, {"workspace_id": workspace_id, "reader_id": reader_id}))


def keep_export(session: Session, workspace_id: str, people: Iterable[str], thing: Thing, now: datetime) -> None:
    """Somebody at the terminal has exported a thing of these people."""
    note_reading(session, OPERATOR, people, thing, Way.TERMINAL)
    keep_readings(session, readings_in(session, workspace_id, OPERATOR, now))


_KEEP = {
    dialect.__name__.rpartition(".")[2]: Prepared(
        dialect.insert(Reading.__table__).on_conflict_do_nothing()  # type: ignore[attr-defined]
    )
    for dialect in (sqlite, postgresql)
}
_ANY = Prepared(
    sa.select(col(Reading.id))
    .where(
        col(Reading.workspace_id) == sa.bindparam("workspace_id"), col(Reading.reader_id) == sa.bindparam("reader_id")
    )
    .limit(1)
)

"""Planning: what is due goes into the ledger under its unique key; what is due twice, once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from models.database import new_id
from models.delivery.occurrence import occurrences
from models.delivery.preferences import comes_on
from models.delivery.records import Delivery, DeliveryPreference, DeliveryRound, DeliveryState
from models.delivery.recurrence import Recurrence, WorksOn

LOOK_BACK = timedelta(hours=26)
"""Always: somebody who flies west in the morning is still in time for a message that was not due yet at home."""
FURTHEST_BACK = timedelta(days=40)


@dataclass(frozen=True)
class Due:
    """One message that should go out: to whom, for which slot of its cadence, from when, about what."""

    recipient: str
    """A person's id, or `channel:<C…>`."""
    slot: str
    at: datetime
    about: dict[str, Any] = field(default_factory=dict)
    at_own_time: bool = True
    """The hour was chosen: quiet hours do not hold it back while it is fresh."""
    thread_of: str | None = None
    """The id of the delivery in whose thread it goes."""


def due_by_recurrence(
    recipient: str,
    recurrence: Recurrence,
    zone: ZoneInfo,
    works_on: WorksOn,
    since: datetime,
    until: datetime,
    preference: DeliveryPreference | None = None,
) -> Iterator[Due]:
    """The occurrences of a rhythm for one recipient after `since` and not after `until`.

    The slot is the local date that the rhythm names, also when a day off moved it: a changed zone, a
    changed time or new leave cannot make a second message of it. A snooze makes one of its own last day.
    """
    if preference is not None:
        recurrence = recurrence.at_minute(preference.at_minute)
    for day, instant in occurrences(recurrence.at, zone, since, until):
        slot = comes_on(preference, recurrence, works_on, day)
        if slot is not None:
            yield Due(recipient, slot.isoformat(), instant)


def window_start(planned_until: datetime | None, workspace_created_at: datetime, now: datetime) -> datetime:
    """From when on occurrences count: since the last round, at least `LOOK_BACK` ago, never before the workspace."""
    since = min(planned_until or now, now) - LOOK_BACK
    return max(since, workspace_created_at, now - FURTHEST_BACK)


def not_yet_planned(session: Session, workspace_id: str, cadence: str, dues: Iterable[Due]) -> list[Due]:
    """Those that the ledger has no row for."""
    wanted = list(dues)
    if not wanted:
        return []
    known = select(Delivery.recipient, Delivery.slot).where(
        Delivery.workspace_id == workspace_id,
        Delivery.cadence == cadence,
        col(Delivery.slot).in_({due.slot for due in wanted}),
    )
    taken = set(session.exec(known))
    return [due for due in wanted if (due.recipient, due.slot) not in taken]


def plan(
    session: Session, workspace_id: str, cadence: str, dues: Iterable[Due], useful_for: timedelta, now: datetime
) -> int:
    """Enter them into the ledger; returns how many are new.

    What would come too late to be useful is entered as `missed`: sent visibly not at all.
    """
    rows = [_row(workspace_id, cadence, due, useful_for, now) for due in dues]
    return _insert(session, rows) if rows else 0


def _row(workspace_id: str, cadence: str, due: Due, useful_for: timedelta, now: datetime) -> dict[str, Any]:
    is_missed = due.at + useful_for <= now
    return {
        "workspace_id": workspace_id,
        "id": new_id(),
        "recipient": due.recipient,
        "cadence": cadence,
        "slot": due.slot,
        "due_at": due.at,
        "expires_at": due.at + useful_for,
        "at_own_time": due.at_own_time,
        "about": due.about,
        "thread_of": due.thread_of,
        "attempts": 0,
        "created_at": now,
        "error": "",
        "state": DeliveryState.MISSED.value if is_missed else DeliveryState.PENDING.value,
        "finished_at": now if is_missed else None,
    }


def _insert(session: Session, rows: Sequence[dict[str, Any]]) -> int:
    """How many of them were not there yet; many go in one statement."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table = Delivery.__table__  # type: ignore[attr-defined]
    entry = dialect.insert(table).on_conflict_do_nothing().returning(table.c.id)
    return len(session.execute(entry, rows).all())


def round_of(session: Session, workspace_id: str) -> DeliveryRound:
    """How far the clock door has come in this workspace."""
    known = session.exec(select(DeliveryRound).where(DeliveryRound.workspace_id == workspace_id)).first()
    return known or DeliveryRound(workspace_id=workspace_id)


def take_chores(session: Session, workspace_id: str, today: date) -> bool:
    """Take the daily chores of a workspace upon oneself; False when somebody did them today."""
    this_round = round_of(session, workspace_id)
    if this_round.chores_on == today:
        return False
    this_round.chores_on = today
    session.add(this_round)
    session.flush()
    return True

"""The entries of the log behind a figure."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.activity.records import Activity, CreditShare
from models.period import Period
from models.scorecard.counted import CountedEntries
from models.scorecard.evidence.record import MOST_RECORDS, Evidence
from models.scorecard.kpis import Unit
from models.scorecard.reading.renewals import due_in
from models.scorecard.scope import Scope

_HAPPENED = col(Activity.happened_on)


def entries_behind(
    session: Session, workspace_id: str, scope: Scope, period: Period, counted: CountedEntries, unit: Unit
) -> Iterator[Evidence]:
    """The latest entries that a KPI in `unit` counts and that are credited to `scope`; each is one record. Money is in
    minor units."""
    which = [
        *_of_kinds(workspace_id, period, counted),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
        *_credited(workspace_id, scope),
    ]
    if counted.is_first is not None:
        which.append(col(Activity.is_first).is_(counted.is_first))
    return _records(session, workspace_id, scope, which, unit)


def renewed_due_behind(
    session: Session, workspace_id: str, scope: Scope, period: Period, last_day: date
) -> Iterator[Evidence]:
    """The latest entries of contracts that were due in `period` and are renewed as of `last_day`, each credited to who
    was in `scope` on the day on which it was due."""
    which = [
        *due_in(workspace_id, period.start, period.end, last_day),
        *_credited(workspace_id, scope, col(Activity.due_on)),
    ]
    return _records(session, workspace_id, scope, which, Unit.COUNT)


def _records(
    session: Session, workspace_id: str, scope: Scope, which: Iterable[ColumnElement[bool]], unit: Unit
) -> Iterator[Evidence]:
    entries = select(Activity).where(*which)
    latest = entries.order_by(col(Activity.happened_on).desc(), col(Activity.id).desc()).limit(MOST_RECORDS)
    rows = session.exec(latest).all()
    split = select(CreditShare).where(
        CreditShare.workspace_id == workspace_id, col(CreditShare.activity_id).in_([row.id for row in rows])
    )
    shares = {(s.activity_id, s.person_id): s.percent / 100 for s in session.exec(split)} if rows else {}
    for row in rows:
        share = shares.get((row.id, scope.id), 1.0) if scope.is_person else 1.0
        yield Evidence(
            f"activity:{row.id}",
            row.happened_on,
            row.kind,
            row.person_id,
            row.account_id,
            _counts_for(row, unit),
            unit,
            row.is_first,
            row.due_on,
            share,
        )


def _of_kinds(workspace_id: str, period: Period, counted: CountedEntries) -> list[ColumnElement[bool]]:
    return [
        col(Activity.workspace_id) == workspace_id,
        col(Activity.happened_on) >= period.start,
        col(Activity.happened_on) < period.end,
        col(Activity.kind).in_(counted.kinds),
    ]


def _credited(workspace_id: str, scope: Scope, day: Any = _HAPPENED) -> list[ColumnElement[bool]]:
    """Entries of these people that are not shared, and shared ones in which they have a part; by where they were on `day`."""
    roll = scope.roll
    if roll.ids is None:
        return []
    theirs = [_of(workspace_id, roll.ids - roll.movers)]
    for stay in roll.stays:
        if stay.person.id in roll.movers:
            was_there = (day >= stay.first, day < stay.end)
            theirs.append(and_(*was_there, _of(workspace_id, [stay.person.id])))
    return [or_(*theirs)]


def _of(workspace_id: str, people: Collection[str]) -> ColumnElement[bool]:
    is_shared = exists().where(
        col(CreditShare.workspace_id) == workspace_id, col(CreditShare.activity_id) == col(Activity.id)
    )
    with_them: Any = select(CreditShare.activity_id).where(
        CreditShare.workspace_id == workspace_id, col(CreditShare.person_id).in_(people)
    )
    return or_(and_(col(Activity.person_id).in_(people), ~is_shared), col(Activity.id).in_(with_them))


def _counts_for(entry: Activity, unit: Unit) -> float | None:
    match unit:
        case Unit.SCORE:
            return entry.score
        case Unit.MONEY:
            return entry.reporting_minor
        case Unit.HOURS:
            return (entry.minutes or 0) / 60
        case _:
            return entry.quantity if entry.quantity != 1 else None


def undone_entries(session: Session, workspace_id: str, scope: Scope, period: Period, counted: CountedEntries) -> int:
    """How many entries of the same kinds were taken back."""
    undone = select(func.count()).where(
        *_of_kinds(workspace_id, period, counted), col(Activity.undone_at).is_not(None), *_credited(workspace_id, scope)
    )
    return session.exec(undone).one()


def entries_told_twice(
    session: Session, workspace_id: str, scope: Scope, period: Period, counted: CountedEntries
) -> int:
    """How many entries tell of an event that another source has told of, and so do not count; by the first one's order."""
    first = aliased(Activity)
    same = (col(first.workspace_id) == col(Activity.workspace_id)) & (col(first.id) == col(Activity.same_as))
    twice = (
        select(func.count())
        .select_from(Activity)
        .join(first, same)
        .where(
            *_of_kinds(workspace_id, period, counted),
            col(Activity.undone_at).is_(None),
            *_credited(workspace_id, scope),
        )
    )
    if counted.is_first is not None:
        twice = twice.where(col(first.is_first).is_(counted.is_first))
    return session.exec(twice).one()

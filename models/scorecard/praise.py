"""When what was just logged is worth a cheer: it took the figure across the target, or beyond the best of this year.

Nothing of it is stored. What the figure was before is the figure without what was just logged; so each cheer comes
once, again after an undo, and never over what was taken back.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.activity.records import Activity, CreditShare
from models.activity.storing import Logged
from models.period import PeriodType, period_of
from models.prepared import Prepared, fetch, is_one_of, several, size_for
from models.scorecard.counted import CountedEntries
from models.scorecard.kpis import InTime, Kpi, Unit
from models.scorecard.standing import Standing

FEWEST_EARLIER = {PeriodType.WEEK: 4, PeriodType.MONTH: 3}
"""Earlier periods of the year with something in them, before one can be the best. Of longer ones there are too few."""
_ALMOST = 0.005
"""Hours and parts of shared entries are rounded to hundredths."""


@dataclass(frozen=True, slots=True)
class Praise:
    """What there is to say of a figure that was just raised."""

    reaches_target: bool = False
    best_before: float | None = None
    """The best week (or month) of this year so far, when it has just been surpassed."""


def praise_for(session: Session, standing: Standing, logged: Logged, today: date) -> Praise:
    """What is worth saying of `standing`, now that `logged` is in it."""
    kpi, target, actual = standing.kpi, standing.target, standing.actual
    if kpi.kind is not InTime.FLOW or kpi.lower_is_better or target is None or actual is None or not standing.is_met:
        return Praise()
    before = actual - _added(session, standing, logged, today)
    if before < target - _ALMOST:
        return Praise(reaches_target=True)
    best = _best_earlier(session, logged.entries[0].workspace_id, standing)
    if best is not None and before <= best + _ALMOST and actual > best + _ALMOST:
        return Praise(best_before=best)
    return Praise()


def _added(session: Session, standing: Standing, logged: Logged, today: date) -> float:
    """What the figure of the person owes to what was just logged, and to the meetings whose order it changed."""
    percent = _percent(session, standing.person_id, logged)
    new = sum(
        _worth(standing, row, row.is_first) * percent.get(row.id, 100) / 100
        for row in logged.entries
        if row.happened_on <= today
    )
    moved = [row for row in logged.orders.changed if row.person_id == standing.person_id]
    return new + sum(_worth(standing, row, row.is_first) - _worth(standing, row, not row.is_first) for row in moved)


def _worth(standing: Standing, row: Activity, is_first: bool | None) -> float:
    """What an entry adds, if it is first or follow-up as said."""
    feeds = any(counted.has(row.kind, is_first) for counted in _entries_of(standing.kpi))
    return _amount(standing.kpi, row) if feeds and row.happened_on in standing.period else 0


def _percent(session: Session, person_id: str, logged: Logged) -> dict[str, int]:
    """The person's part of each entry that is shared; 0 of one that is shared among others."""
    if not logged.is_shared:
        return {}
    ids = [row.id for row in logged.entries]
    shares = session.exec(
        select(CreditShare).where(
            CreditShare.workspace_id == logged.entries[0].workspace_id, col(CreditShare.activity_id).in_(ids)
        )
    ).all()
    shared = dict.fromkeys((share.activity_id for share in shares), 0)
    return shared | {share.activity_id: share.percent for share in shares if share.person_id == person_id}


def _best_earlier(session: Session, workspace_id: str, standing: Standing) -> float | None:
    """The best earlier week (or month) of this calendar year; None when there were too few to compare with.

    Only for who shares no entries with others: a part of an entry is no whole one to be proud of.
    """
    fewest = FEWEST_EARLIER.get(standing.period_type)
    if fewest is None:
        return None
    own = {"workspace_id": workspace_id, "person_id": standing.person_id}
    counts = _entries_of(standing.kpi)
    kinds = sorted({kind for counted in counts for kind in counted.kinds})
    size = size_for(len(kinds))
    since = date(standing.period.last_day.year, 1, 1)
    values = {**own, "since": since, "until": standing.period.start, **several("kind", kinds, size)}
    by_period: defaultdict[str, float] = defaultdict(float)
    for day, kind, is_first, quantity, minutes in fetch(session, _by_day(size), values):
        if any(counted.has(kind, is_first) for counted in counts):
            amount = (minutes or 0) / 60 if standing.kpi.unit is Unit.HOURS else quantity
            by_period[period_of(standing.period_type, day).name] += amount
    earlier = [value for value in by_period.values() if value]
    return max(earlier) if len(earlier) >= fewest else None


@cache
def _by_day(size: int) -> Prepared:
    """Nothing at all of who shares. Asked at every log of somebody who is past their target, so built once."""
    entry, share = Activity.__table__.c, CreditShare.__table__.c  # type: ignore[attr-defined]
    own = (share.workspace_id == sa.bindparam("workspace_id"), share.person_id == sa.bindparam("person_id"))
    what = (entry.happened_on, entry.kind, entry.is_first)
    return Prepared(
        sa.select(*what, sa.func.sum(entry.quantity), sa.func.sum(entry.minutes))
        .where(
            entry.workspace_id == sa.bindparam("workspace_id"),
            entry.person_id == sa.bindparam("person_id"),
            is_one_of(entry.kind, "kind", size),
            entry.happened_on >= sa.bindparam("since"),
            entry.happened_on < sa.bindparam("until"),
            entry.undone_at.is_(None),
            entry.same_as.is_(None),
            ~sa.exists().where(*own),
        )
        .group_by(*what)
    )


def _entries_of(kpi: Kpi) -> list[CountedEntries]:
    return [counted for counted in kpi.counts if isinstance(counted, CountedEntries)]


def _amount(kpi: Kpi, row: Activity) -> float:
    return (row.minutes or 0) / 60 if kpi.unit is Unit.HOURS else row.quantity

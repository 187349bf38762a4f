"""Reading the activity log for a scorecard: summed in the database, shared entries apart.

The index `ix_activity_person` leads to one person's days, so that the size of the whole log does not matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlmodel import Session, col

from models.activity.records import Activity, CreditShare
from models.period import Period
from models.scorecard.facts import Entries, Sum
from models.scorecard.kpis import COUNTED_KINDS
from models.team.membership import Roll

_Key = tuple[str, bool | None]


@dataclass(frozen=True, slots=True)
class _Shared:
    """One person's part of a shared entry. `stay` is the key of who they were on that day: their id, if they never moved."""

    activity_id: str
    stay: str
    share: float
    key: _Key
    sum: Sum


@dataclass(frozen=True)
class EntryBook:
    """The entries of some people in a period, ready to be asked for one of them or for all together, by their stays."""

    own: Mapping[str, Mapping[_Key, Sum]] = field(default_factory=dict)
    shared: Sequence[_Shared] = ()

    def of_people(self, stays: Collection[str] | None) -> Entries:
        """The entries of these (everybody's for None): of a shared one their part, so that parts add up."""
        sums: defaultdict[_Key, Sum] = defaultdict(Sum)
        for stay, own in self.own.items():
            if stays is None or stay in stays:
                for key, entry_sum in own.items():
                    sums[key] += entry_sum
        for entry, share in _credited_parts(self.shared, stays):
            sums[entry.key] += entry.sum.part(share)
        return dict(sums)


def _credited_parts(entries: Iterable[_Shared], stays: Collection[str] | None) -> Iterator[tuple[_Shared, float]]:
    """Each entry once, with the share (0 to 1) that goes to these people; for None it is whole."""
    once: dict[str, tuple[_Shared, float]] = {}
    for entry in entries:
        if stays is None or entry.stay in stays:
            before = once[entry.activity_id][1] if entry.activity_id in once else 0.0
            once[entry.activity_id] = (entry, before + entry.share)
    for entry, share in once.values():
        yield entry, 1 if stays is None else round(share, 4)


def read_entries(
    session: Session, workspace_id: str, period: Period, roll: Roll, kinds: Collection[str] = COUNTED_KINDS
) -> EntryBook:
    """Sum the entries of who is on the `roll`, in `period`. Undone ones do not count."""
    if not kinds:
        return EntryBook()
    is_shared = exists().where(
        col(CreditShare.workspace_id) == workspace_id, col(CreditShare.activity_id) == col(Activity.id)
    )
    own: dict[str, dict[_Key, Sum]] = defaultdict(dict)
    not_shared = (*_counts(workspace_id, period), col(Activity.kind).in_(kinds), ~is_shared)
    settled: Any = (
        select(col(Activity.person_id), *_KEY, *_SUMS)
        .where(*not_shared, *_of_settled(roll))
        .group_by(col(Activity.person_id), *_KEY)
    )
    for person_id, kind, is_first, *values in session.execute(settled):
        own[person_id][kind, is_first] = _sum(values)
    for stay, key, value in _of_movers(session, roll, not_shared):
        own[stay][key] = own[stay].get(key, Sum()) + value
    parts = _parts(session, workspace_id, period, roll.ids, kinds)
    shared = [_shared(roll.key(person_id, entry.happened_on), share, entry) for person_id, share, entry in parts]
    return EntryBook(own, shared)


def _of_settled(roll: Roll) -> list[ColumnElement[bool]]:
    """Whose stay is the same on every day."""
    if roll.settled is not None:
        return [col(Activity.person_id).in_(roll.settled)]
    return [col(Activity.person_id).not_in(roll.movers)] if roll.movers else []


def _of_movers(session: Session, roll: Roll, counts: Iterable[ColumnElement[bool]]) -> Iterator[tuple[str, _Key, Sum]]:
    """Of who moved, day by day: where they were elsewhere it is not counted here."""
    if not roll.movers:
        return
    by_day = (col(Activity.person_id), col(Activity.happened_on), *_KEY)
    sums: Any = select(*by_day, *_SUMS).where(*counts, col(Activity.person_id).in_(roll.movers)).group_by(*by_day)
    for person_id, day, kind, is_first, *values in session.execute(sums):
        if stay := roll.key(person_id, day):
            yield stay, (kind, is_first), _sum(values)


def _counts(workspace_id: str, period: Period) -> list[ColumnElement[bool]]:
    return [
        col(Activity.workspace_id) == workspace_id,
        col(Activity.happened_on) >= period.start,
        col(Activity.happened_on) < period.end,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    ]


def _credited(column: Any, people: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if people is None else [col(column).in_(people)]


_OF_FIVE = case((col(Activity.score).between(1, 5), col(Activity.score)))
_KEY = (col(Activity.kind), col(Activity.is_first))
_SUMS = (
    func.count(),
    func.sum(col(Activity.quantity)),
    func.sum(col(Activity.minutes)),
    func.sum(_OF_FIVE),
    func.count(_OF_FIVE),
    func.sum(case((col(Activity.score).in_([4, 5]), 1), else_=0)),
    func.sum(col(Activity.reporting_minor)),
    func.count(case((and_(col(Activity.amount_minor).is_not(None), col(Activity.reporting_minor).is_(None)), 1))),
)


def _sum(values: Iterable[Any]) -> Sum:
    entries, *rest = (int(value or 0) for value in values)
    return Sum(entries, *rest)


def _parts(
    session: Session, workspace_id: str, period: Period, people: Collection[str] | None, kinds: Collection[str]
) -> Iterator[tuple[str, float, Activity]]:
    """Shared entries: whose part, how much of it (0 to 1), and the entry."""
    shares: Any = select(col(CreditShare.person_id), col(CreditShare.percent), col(CreditShare.activity_id)).where(
        col(CreditShare.workspace_id) == workspace_id, *_credited(CreditShare.person_id, people)
    )
    entries: Any = select(Activity).where(*_counts(workspace_id, period), col(Activity.kind).in_(kinds))
    if people is None:
        shares = shares.join(Activity, _SAME_ENTRY).where(*_counts(workspace_id, period))
        entries = entries.where(exists().where(_SAME_ENTRY))
    given = session.execute(shares).all()
    if not given:
        return
    if people is None:
        found = {entry.id: entry for entry in session.scalars(entries)}
    else:
        found = dict(_by_id(session, entries, sorted({activity_id for _, _, activity_id in given})))
    for person_id, percent, activity_id in given:
        if activity_id in found:
            yield person_id, percent / 100, found[activity_id]


def _by_id(session: Session, entries: Any, ids: list[str]) -> Iterator[tuple[str, Activity]]:
    """The shares of some people are few: by their ids. By day, the database would look at everybody's entries."""
    for at in range(0, len(ids), 500):
        for entry in session.scalars(entries.where(col(Activity.id).in_(ids[at : at + 500]))):
            yield entry.id, entry


def _shared(stay: str, share: float, entry: Activity) -> _Shared:
    score = entry.score if entry.score is not None and 1 <= entry.score <= 5 else None
    satisfied = (score or 0, int(score is not None), int((score or 0) >= 4))
    unrated = int(entry.amount_minor is not None and entry.reporting_minor is None)
    whole = Sum(1, entry.quantity, entry.minutes or 0, *satisfied, entry.reporting_minor or 0, unrated)
    return _Shared(entry.id, stay, share, (entry.kind, entry.is_first), whole)


_SAME_ENTRY = and_(
    col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
)

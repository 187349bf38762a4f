"""Reading the activity log for scorecards: summed in the database, shared entries apart.

Several periods are read at once: their first days and ends cut time into stretches, each is summed once, and a period
is the sum of the stretches in it. The index `ix_activity_person` leads to one person's days, so that the size of the
whole log does not matter.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, case, cast, exists, func, literal_column, or_, select
from sqlmodel import Session, col

from models.activity.records import Activity, CreditShare
from models.period import Period
from models.prepared import OneOf, PreparedForSome, fetch_some
from models.scorecard.facts import Entries, Sum
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
        for stay in self.own if stays is None else (stay for stay in stays if stay in self.own):
            for key, entry_sum in self.own[stay].items():
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


@dataclass(frozen=True, slots=True)
class _Part:
    """One person's part (0 to 1) of a shared entry, on its day."""

    activity_id: str
    person_id: str
    day: date
    share: float
    key: _Key
    sum: Sum


@dataclass(frozen=True)
class EntryLog:
    """The entries of some people over several periods, to be cut for each of these."""

    starts: Sequence[date]
    """The first days of the stretches, in order."""
    settled: Mapping[str, Sequence[tuple[date, _Key, Sum]]]
    """By person, with the first day of the stretch; of who moved by day."""
    parts: Sequence[_Part]

    def book(self, period: Period, roll: Roll) -> EntryBook:
        """What is in a period, of who is on the roll; where they were elsewhere it is not counted."""
        own: dict[str, dict[_Key, Sum]] = {}
        for person_id in self.settled if roll.ids is None else sorted(roll.ids & self.settled.keys()):
            moved = person_id in roll.movers
            for day, key, value in self.settled[person_id]:
                if day in period and (stay := roll.key(person_id, day) if moved else person_id):
                    sums = own.setdefault(stay, {})
                    sums[key] = sums[key] + value if key in sums else value
        shared = [
            _Shared(one.activity_id, roll.key(one.person_id, one.day), one.share, one.key, one.sum)
            for one in self.parts
            if one.day in period and (roll.ids is None or one.person_id in roll.ids)
        ]
        return EntryBook(own, shared)


def read_entries(
    session: Session, workspace_id: str, periods: Collection[Period], rolls: Collection[Roll], kinds: Collection[str]
) -> EntryLog:
    """The entries of these kinds in these periods, of who is on one of the rolls. Undone ones do not count."""
    starts = sorted({day for period in periods for day in (period.start, period.end)})
    within: dict[str, Any] = {"workspace_id": workspace_id, "start": starts[0], "end": starts[-1]}
    people = None if any(roll.everybody for roll in rolls) else frozenset().union(*(roll.ids or () for roll in rolls))
    movers = frozenset().union(*(roll.movers for roll in rolls))
    settled: defaultdict[str, list[tuple[date, _Key, Sum]]] = defaultdict(list)
    ask = _Asking(session, within, kinds)
    by_stretch = ask(_by_stretch(len(starts) - 2), people and people - movers, _cuts(starts))
    for person_id, number, kind, is_first, *values in by_stretch:
        if person_id not in movers:
            settled[person_id].append((starts[number], (kind, is_first), _sum(values)))
    for person_id, day, kind, is_first, *values in ask(_BY_DAY, movers):
        settled[person_id].append((day, (kind, is_first), _sum(values)))
    return EntryLog(starts, settled, list(_parts(ask, people)))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the log about some people, or (None) about everybody."""

    session: Session
    within: Mapping[str, Any]
    kinds: Collection[str]

    def __call__(
        self, questions: "_Questions", ids: Collection[str] | None, also: Mapping[str, Any] | None = None
    ) -> list[Any]:
        values = {**self.within, **(also or {})}
        if ids is None:
            return fetch_some(self.session, questions.everybodys, values, kind=self.kinds)
        return fetch_some(self.session, questions.of_some, values, id=ids, kind=self.kinds)


class _Questions:
    """A question about everybody, and the same about some; `column` is theirs."""

    def __init__(self, build: Callable[[OneOf], Any], column: Any) -> None:
        self.everybodys = PreparedForSome(build)
        self.of_some = PreparedForSome(lambda one_of: build(one_of).where(one_of(column, "id")))


_OF_FIVE = case((col(Activity.score).between(1, 5), col(Activity.score)))
_KEY = (col(Activity.kind), col(Activity.is_first))
_SUMS = (
    func.count(),
    func.sum(col(Activity.quantity)),
    func.sum(col(Activity.minutes)),
    func.sum(_OF_FIVE),
    func.count(_OF_FIVE),
    func.sum(case((or_(col(Activity.score) == 4, col(Activity.score) == 5), 1), else_=0)),
    cast(func.sum(col(Activity.reporting_minor)), BigInteger),  # PostgreSQL's sum of these is a Decimal
    func.count(case((and_(col(Activity.amount_minor).is_not(None), col(Activity.reporting_minor).is_(None)), 1))),
)
_WORKSPACE: Any = bindparam("workspace_id")
_SAME_ENTRY = and_(
    col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
)
_SOMEBODY_SHARES = exists().where(col(CreditShare.workspace_id) == _WORKSPACE)


def _counts(one_of: OneOf) -> list[ColumnElement[bool]]:
    return [
        col(Activity.workspace_id) == _WORKSPACE,
        col(Activity.happened_on) >= bindparam("start"),
        col(Activity.happened_on) < bindparam("end"),
        one_of(col(Activity.kind), "kind"),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    ]


def _summed(when: Any) -> _Questions:
    """The entries that nobody shares, summed by person and `when`."""
    is_shared = exists().where(_SAME_ENTRY).correlate(Activity)

    def build(one_of: OneOf) -> Any:
        whole = or_(~_SOMEBODY_SHARES, ~is_shared)  # where nobody shares, no entry has to be looked up
        wanted: Any = select(col(Activity.person_id), when.label("moment"), *_KEY, *_SUMS)
        return wanted.where(*_counts(one_of), whole).group_by(col(Activity.person_id), literal_column("moment"), *_KEY)

    return _Questions(build, col(Activity.person_id))


@cache
def _by_stretch(cuts: int) -> _Questions:
    """Of who never moved: by the number of the stretch, where time is cut so often."""
    day = col(Activity.happened_on)
    before: list[Any] = [(day < bindparam(f"cut_{n}"), literal_column(str(n))) for n in range(cuts)]
    return _summed(case(*before, else_=literal_column(str(cuts))) if before else literal_column("0"))


def _cuts(starts: Sequence[date]) -> dict[str, date]:
    return {f"cut_{n}": day for n, day in enumerate(starts[1:-1])}


_BY_DAY = _summed(col(Activity.happened_on))
"""Of who moved: where they were elsewhere it is not counted here."""


def _sum(values: Iterable[Any]) -> Sum:
    return Sum(*(int(value or 0) for value in values))


_ENTRY: tuple[Any, ...] = (
    col(Activity.id),
    col(Activity.happened_on),
    *_KEY,
    col(Activity.quantity),
    col(Activity.minutes),
    col(Activity.score),
    col(Activity.amount_minor),
    col(Activity.reporting_minor),
)
_SHARE: tuple[Any, ...] = (col(CreditShare.person_id), col(CreditShare.percent))
_SHARES_OF = PreparedForSome(
    lambda one_of: select(*_SHARE, col(CreditShare.activity_id)).where(
        col(CreditShare.workspace_id) == _WORKSPACE, one_of(col(CreditShare.person_id), "person_id")
    )
)
_ENTRIES = _Questions(lambda one_of: select(*_ENTRY).where(*_counts(one_of)), col(Activity.id))
_ALL_SHARED = _Questions(
    lambda one_of: select(*_SHARE, *_ENTRY).join(CreditShare, _SAME_ENTRY).where(*_counts(one_of)), col(Activity.id)
)


def _parts(ask: _Asking, people: Collection[str] | None) -> Iterator[_Part]:
    """The shared entries. The shares of some people are few: by their ids. By day, everybody's would be looked at."""
    if people is None:
        for person_id, percent, *entry in ask(_ALL_SHARED, None):
            yield _part(person_id, percent, entry)
        return
    given = fetch_some(ask.session, _SHARES_OF, ask.within, person_id=people)
    found = {entry[0]: entry for entry in ask(_ENTRIES, {activity_id for _, _, activity_id in given})}
    for person_id, percent, activity_id in given:
        if activity_id in found:
            yield _part(person_id, percent, found[activity_id])


def _part(person_id: str, percent: int, entry: Sequence[Any]) -> _Part:
    id_, day, kind, is_first, quantity, minutes, score, amount_minor, reporting_minor = entry
    score = score if score is not None and 1 <= score <= 5 else None
    satisfied = (score or 0, int(score is not None), int((score or 0) >= 4))
    unrated = int(amount_minor is not None and reporting_minor is None)
    whole = Sum(1, quantity, minutes or 0, *satisfied, reporting_minor or 0, unrated)
    return _Part(id_, person_id, day, percent / 100, (kind, is_first), whole)

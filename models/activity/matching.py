"""The entries around a change of the log, as the rule of one event sees them, and what it says of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from models.activity.kinds import Kind
from models.activity.measuring import AsTold, as_told_of
from models.activity.nearby import entries_like, entries_on, runs_of
from models.activity.records import Activity, ActivityChange, Source
from models.activity.sources import ALIKE, Events, Pair, Told, events_of
from models.references.links import batched_ids, event_key_of, links_of
from models.references.records import Fact

WORD = (Source.SLACK, Source.CRM, Source.CSV, Source.CALENDAR)
"""Whose word goes first for what an entry says: the person's own."""
ASKED = "asked"
"""In a split: it is none of several events that it could have been."""


@dataclass(frozen=True, slots=True)
class Around:
    """Entries that may tell of the same events, and what was found of them."""

    rows: Mapping[str, Activity]
    as_told: AsTold
    events: Events


def events_around(
    session: Session, workspace_id: str, whose: Collection[tuple[str, date]], also: Iterable[tuple[str, date]] = ()
) -> Iterator[Around]:
    """What is told of the events of these people on these days, and of all that hangs together with it.

    `also`: accounts and days where an entry stood before.
    """
    yield from _around(session, workspace_id, entries_on(session, workspace_id, whose), whose, also)


def events_with(session: Session, workspace_id: str, new: Sequence[Activity]) -> Iterator[Around]:
    """The same for entries that were just added, and for what may tell of one event with them: nothing else changes."""
    exact = [row for row in new if row.account_id is None or row.kind not in ALIKE]
    alike, ids = {_exactly(row) for row in exact}, {row.id for row in new}
    rows = entries_like(session, workspace_id, exact)
    seeds = [*new, *(row for row in rows if row.id not in ids and _exactly(row) in alike)]
    yield from _around(session, workspace_id, seeds, {(row.person_id, row.happened_on) for row in new}, ())


def _around(
    session: Session,
    workspace_id: str,
    seeds: Sequence[Activity],
    whose: Collection[tuple[str, date]],
    also: Iterable[tuple[str, date]],
) -> Iterator[Around]:
    exact: dict[object, list[Activity]] = defaultdict(list)
    places: dict[str, set[date]] = defaultdict(set)
    for account_id, day in also:
        places[account_id].add(day)
    is_new = not places and all(row.undone_at is None and row.source == Source.SLACK for row in seeds)
    for row in seeds:
        if row.account_id is not None and row.kind in ALIKE:
            places[row.account_id].add(row.happened_on)
        elif row.undone_at is None and (row.person_id, row.happened_on) in whose:
            exact[_exactly(row)].append(row)
    groups = [rows for rows in exact.values() if len(rows) > 1 or rows[0].same_as]
    runs = runs_of(session, workspace_id, places)
    found = [*groups, *runs]
    if is_new:  # at most logs nobody else tells of it: then nothing more is asked
        found = [some for some in found if any(_is_told_by_others(row) for row in some)]
    yield from _found(session, workspace_id, found)


def events_on(session: Session, workspace_id: str, account_id: str, days: Collection[date]) -> Iterator[Around]:
    """The same for an account, whoever was there."""
    yield from _found(session, workspace_id, runs_of(session, workspace_id, {account_id: set(days)}))


def _exactly(row: Activity) -> object:
    """What entries have in common of which the kind is the event. Without an account, all that they say."""
    said = (row.person_id, row.happened_on, row.kind, row.account_id, row.score)
    if row.account_id is not None and row.kind != Kind.NOTE:
        return said
    return (*said, row.minutes, row.quantity, (row.topic or "").casefold(), row.note if row.kind == Kind.NOTE else "")


def _is_told_by_others(row: Activity) -> bool:
    return row.source != Source.SLACK or row.same_as is not None or row.happened_at is not None


def _found(session: Session, workspace_id: str, groups: Iterable[list[Activity]]) -> Iterator[Around]:
    groups = list(groups)
    rows = {row.id: row for group in groups for row in group}
    if not rows:
        return
    as_told = as_told_of(session, workspace_id, rows.values())
    tellers = _tellers(session, workspace_id, rows)
    keys = links_of(session, workspace_id, Fact.EVENT, rows)
    apart, same = _said(session, workspace_id, rows)
    for group in groups:
        told = []
        for row in group:
            values = as_told.own.get(row.id, {})
            told.append(
                Told(
                    id=row.id,
                    tellers=tellers[row.id],
                    people=(row.person_id, *(who for who, _ in as_told.shares.get(row.id, ()) if who != row.person_id)),
                    kind=row.kind,
                    day=row.happened_on,
                    place=WORD.index(Source(row.source)),
                    start=values.get("happened_at", row.happened_at),
                    minutes=values.get("minutes", row.minutes),
                    units=max(1, row.quantity),
                    is_apart=row.is_apart,
                    keys=frozenset(event_key_of(link) for link in keys.get(row.id, ())),
                    words=f"{row.order_is_said} {row.is_first if row.order_is_said else None} {row.contact} {row.note}",
                )
            )
        yield Around({row.id: row for row in group}, as_told, events_of(told, apart, same))


def _tellers(session: Session, workspace_id: str, rows: Mapping[str, Activity]) -> dict[str, frozenset[str]]:
    linked = links_of(
        session, workspace_id, Fact.ACTIVITY, [id_ for id_, row in rows.items() if row.source != Source.SLACK]
    )
    return {
        id_: frozenset(link.origin for link in linked.get(id_, ())) or frozenset({row.source})
        for id_, row in rows.items()
    }


def _said(session: Session, workspace_id: str, ids: Collection[str]) -> tuple[set[Pair], set[Pair]]:
    """The pairs of which somebody said that they are two, and those that are one; what was said last is right.

    `ask`: what was said of them is taken back.
    """
    changes: list[ActivityChange] = []
    for some in batched_ids(ids):
        of_some = select(ActivityChange).where(
            ActivityChange.workspace_id == workspace_id,
            col(ActivityChange.activity_id).in_(some),
            col(ActivityChange.what).in_(("split", "join", "ask")),
        )
        changes += session.exec(of_some)
    said: dict[Pair, str] = {}
    for change in sorted(changes, key=lambda change: (change.changed_at, change.id)):
        for other in _ids_in(change.new.get("with")):
            said[frozenset((change.activity_id, other))] = change.what
    return {pair for pair, what in said.items() if what == "split"}, {
        pair for pair, what in said.items() if what == "join"
    }


def _ids_in(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def events_meant(session: Session, row: Activity) -> list[Activity]:
    """Of which events an entry may tell, when that has to be asked: an entry of each, by day and time; else nothing."""
    if row.account_id is None or row.kind not in ALIKE or row.undone_at is not None:
        return []
    for around in events_on(session, row.workspace_id, row.account_id, [row.happened_on]):
        if options := around.events.questions.get(row.id):
            return [around.rows[id_] for id_ in options]
    return []


def parted_from(session: Session, row: Activity) -> tuple[list[str], bool]:
    """From which entries somebody has parted this one, as far as that stands; and whether it was asked which it is."""
    apart, _ = _said(session, row.workspace_id, [row.id])
    splits = select(ActivityChange).where(
        ActivityChange.workspace_id == row.workspace_id,
        ActivityChange.activity_id == row.id,
        ActivityChange.what == "split",
    )
    latest = session.exec(splits.order_by(col(ActivityChange.changed_at).desc(), col(ActivityChange.id).desc())).first()
    was_asked = latest is not None and latest.new.get(ASKED) is True
    return sorted(id_ for pair in apart for id_ in pair if id_ != row.id), was_asked

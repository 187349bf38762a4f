"""What a calendar or a CRM knows better of an entry than whoever typed it: when it began, how long it took, who was there.

The entry that counts keeps the person's own words. What is measured is written beside them, and what it said itself stays
in its history: once the other source no longer tells of it, it says that again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.activity.records import Activity, ActivityChange, CreditShare, Source
from models.activity.sources import ALIKE
from models.references.links import batched_ids

MEASURED = "measured"
BETTER = (Source.CALENDAR, Source.CRM, Source.CSV, Source.SLACK)
"""Who knows best when it began and how long it took."""
Shares = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class AsTold:
    """What entries said themselves, and how their credit stands now."""

    own: Mapping[str, Mapping[str, Any]]
    """`happened_at` and `minutes` of those that are measured, as far as they differ."""
    shares: Mapping[str, Shares]
    """The split as their own source says it."""
    stored: Mapping[str, Shares]


def as_told_of(session: Session, workspace_id: str, rows: Iterable[Activity]) -> AsTold:
    """What these entries said before they were measured."""
    by_id = {row.id: row for row in rows}
    stored: dict[str, list[tuple[str, int]]] = defaultdict(list)
    latest: dict[str, ActivityChange] = {}
    for ids in batched_ids(by_id):
        split = select(CreditShare).where(
            CreditShare.workspace_id == workspace_id, col(CreditShare.activity_id).in_(ids)
        )
        for share in session.exec(split):
            stored[share.activity_id].append((share.person_id, share.percent))
        changes = select(ActivityChange).where(
            ActivityChange.workspace_id == workspace_id,
            col(ActivityChange.activity_id).in_(ids),
            ActivityChange.what == MEASURED,
        )
        for change in session.exec(changes.order_by(col(ActivityChange.id))):
            latest[change.activity_id] = change
    in_order = {id_: sorted(parts, key=_largest_first) for id_, parts in stored.items()}
    own = {id_: _as_said(by_id[id_], change) for id_, change in latest.items()}
    said = {id_: values.pop("shares") for id_, values in own.items() if "shares" in values}
    return AsTold(own, {**in_order, **said}, in_order)


def _largest_first(part: tuple[str, int]) -> tuple[int, str]:
    return -part[1], part[0]


def _as_said(row: Activity, change: ActivityChange) -> dict[str, Any]:
    """Field by field: what was edited since is the person's word again."""
    now = {"happened_at": _text(row.happened_at), "duration": row.minutes}
    said: dict[str, Any] = {}
    for name, field in (("happened_at", "happened_at"), ("duration", "minutes")):
        if name in change.new and now[name] == change.new[name] != change.old.get(name):
            value = change.old.get(name)
            said[field] = datetime.fromisoformat(str(value)) if name == "happened_at" and value else value
    if "shares" in change.new and change.new["shares"] != change.old.get("shares"):
        shares = change.old.get("shares")
        said["shares"] = [(who, part) for who, part in shares] if isinstance(shares, list) else []
    return said


def measure(session: Session, event: Sequence[Activity], told: AsTold, *, is_asked: bool) -> bool:
    """Write what is known best into the entry that counts, the first of `event`; returns whether that changed anything.

    While it is asked which event it is, it says only what it said itself.
    """
    first = event[0]
    own = told.own.get(first.id, {})
    said = {"happened_at": own.get("happened_at", first.happened_at), "minutes": own.get("minutes", first.minutes)}
    values, split = dict(said), list(told.shares.get(first.id, ()))
    if not is_asked and first.kind in ALIKE:
        for name in said:
            values[name] = _best(name, said[name], event, told)
        split = _split(event, told.shares)
    is_measured = values["happened_at"] != first.happened_at or values["minutes"] != first.minutes
    is_shared_otherwise = set(split) != set(told.stored.get(first.id, ()))
    if not is_measured and not is_shared_otherwise:
        return False
    old: dict[str, object] = {"happened_at": _text(said["happened_at"]), "duration": said["minutes"]}
    new: dict[str, object] = {"happened_at": _text(values["happened_at"]), "duration": values["minutes"]}
    if is_shared_otherwise or split != list(told.shares.get(first.id, ())):
        old["shares"], new["shares"] = _listed(told.shares.get(first.id, ())), _listed(split)
    first.happened_at, first.minutes = values["happened_at"], values["minutes"]
    if is_shared_otherwise:
        share_out(session, first, split)
    session.add(
        ActivityChange(
            workspace_id=first.workspace_id,
            activity_id=first.id,
            changed_at=max(row.created_at for row in event),
            what=MEASURED,
            old=old,
            new=new,
        )
    )
    return True


def _best(name: str, said: Any, event: Sequence[Activity], told: AsTold) -> Any:
    first = event[0]
    for row in sorted(event, key=lambda row: BETTER.index(Source(row.source))):
        value = said if row is first else told.own.get(row.id, {}).get(name, getattr(row, name))
        if value is not None:
            return value
    return None


def _split(event: Sequence[Activity], shares: Mapping[str, Shares]) -> list[tuple[str, int]]:
    """Who was there: as the person said it, else as another source does, else all alike."""
    first, people = event[0], list(dict.fromkeys(_people(event, shares)))
    for row in event:
        said = shares.get(row.id, ())
        if said and (row is first or {who for who, _ in said} >= set(people)):
            return list(said)
    if len(people) == 1:
        return []
    part, left = divmod(100, len(people))
    return sorted(((who, part + (number < left)) for number, who in enumerate(people)), key=_largest_first)


def _people(event: Sequence[Activity], shares: Mapping[str, Shares]) -> Iterable[str]:
    yield event[0].person_id
    yield from sorted({who for row in event for who in (row.person_id, *(one for one, _ in shares.get(row.id, ())))})


def share_out(session: Session, row: Activity, wanted: Shares) -> None:
    """The credit of an entry is split so from now on; nothing: it is all of the person whose entry it is."""
    stored = select(CreditShare).where(CreditShare.workspace_id == row.workspace_id, CreditShare.activity_id == row.id)
    for share in session.exec(stored):
        session.delete(share)
    session.flush()
    session.add_all(
        CreditShare(workspace_id=row.workspace_id, activity_id=row.id, person_id=who, percent=part)
        for who, part in wanted
    )
    session.flush()


def _listed(shares: Shares) -> list[list[object]]:
    return [[who, part] for who, part in shares]


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None

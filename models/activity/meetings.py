"""Stores which meetings are first: after a change of the log the rule (`meeting_order.py`) runs over the days around it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlmodel import Session

from models.activity.kinds import MEETINGS
from models.activity.meeting_order import Held, Order, around, orders
from models.activity.records import Activity
from models.prepared import Prepared, fetch, is_one_of, several, size_for


@dataclass(frozen=True)
class Settled:
    """What the rule decided."""

    changed: list[Activity] = field(default_factory=list)
    """Meetings stored before whose order changed."""
    previous: dict[str, date] = field(default_factory=dict)
    """For each added meeting that has one, and each that was asked about: the day of the meeting before it."""


@cache
def _held(size: int) -> Prepared:
    """Asked at every meeting, so built once."""
    entry = Activity.__table__.c  # type: ignore[attr-defined]
    said = (entry.is_first, entry.order_is_said)
    held = select(entry.id, entry.account_id, entry.happened_on, entry.happened_at, *said).where(
        entry.workspace_id == bindparam("workspace_id"),
        is_one_of(entry.account_id, "account_id", size),
        or_(*(entry.kind == kind for kind in sorted(MEETINGS))),
        entry.happened_on > bindparam("after"),
        entry.happened_on <= bindparam("until"),
        entry.undone_at.is_(None),
        entry.same_as.is_(None),
    )
    return Prepared(held)


def settle_orders(
    session: Session,
    workspace_id: str,
    account_ids: Collection[str],
    days: Collection[date],
    added: Iterable[Activity] = (),
    without_past: Collection[str] = (),
    asked: Collection[str] = (),
) -> Settled:
    """Set first or follow-up on the meetings with these accounts that `days` bear on.

    `days` are those on which a meeting came, went or changed; `added` are new rows that are not stored yet;
    accounts `without_past` have no meetings stored; of those `asked` about, by id, the one before is said as well.
    """
    if not account_ids:
        return Settled()
    with_past = [account_id for account_id in account_ids if account_id not in without_past]
    after, until = around(min(days))[0], around(max(days))[1]
    stored = _stored_between(session, workspace_id, with_past, after, until) if with_past else []
    by_account: dict[str | None, list[Held]] = defaultdict(list)
    for id_, account_id, day, at, is_first, is_said in stored:
        by_account[account_id].append(Held(id_, day, is_first if is_said else None, at))
    new = {meeting.id: meeting for meeting in added}
    for meeting in new.values():
        said = meeting.is_first if meeting.order_is_said else None
        by_account[meeting.account_id].append(Held(meeting.id, meeting.happened_on, said, meeting.happened_at))

    right: dict[str, Order] = {}
    for meetings in by_account.values():
        right |= orders(meetings)
    for meeting in new.values():
        meeting.is_first = right[meeting.id].is_first
    # Meetings before the first of `days` are only read as history: what decides *their* order may lie outside.
    changed = [
        _stored(session, workspace_id, id_)
        for id_, _, day, _, is_first, _ in stored
        if day >= min(days) and right[id_].is_first != is_first
    ]
    for meeting in changed:
        meeting.is_first = right[meeting.id].is_first
    return Settled(changed, {id_: day for id_ in (*new, *asked) if id_ in right and (day := right[id_].previous)})


def _stored_between(
    session: Session, workspace_id: str, account_ids: Collection[str], after: date, until: date
) -> Sequence[Any]:
    """The meetings with these accounts after the one day, up to and with the other."""
    size = size_for(len(account_ids))
    window = {"workspace_id": workspace_id, "after": after, "until": until}
    return fetch(session, _held(size), {**window, **several("account_id", account_ids, size)})


def _stored(session: Session, workspace_id: str, activity_id: str) -> Activity:
    return session.get_one(Activity, (workspace_id, activity_id))

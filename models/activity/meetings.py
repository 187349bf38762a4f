"""Keeping the stored order of meetings equal to what the rule says of the log."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.activity.kinds import MEETINGS
from models.activity.order import Held, Order, around, orders
from models.activity.records import Activity


@dataclass(frozen=True)
class Settled:
    """What the rule decided."""

    changed: list[Activity] = field(default_factory=list)
    """Meetings stored before whose order changed."""
    previous: dict[str, date] = field(default_factory=dict)
    """For each added meeting that has one: the day of the meeting before it."""


# Asked at every meeting: built once, which takes two thirds of its time off.
_HELD = select(
    col(Activity.id), col(Activity.account_id), col(Activity.happened_on),
    col(Activity.is_first), col(Activity.order_is_said),
).where(
    col(Activity.workspace_id) == bindparam("workspace_id"),
    col(Activity.account_id).in_(bindparam("account_ids", expanding=True)),
    col(Activity.kind).in_(list(MEETINGS)),
    col(Activity.happened_on) > bindparam("after"),
    col(Activity.happened_on) <= bindparam("until"),
    col(Activity.undone_at).is_(None),
)  # fmt: skip


def settle_orders(
    session: Session,
    workspace_id: str,
    account_ids: Collection[str],
    days: Collection[date],
    added: Iterable[Activity] = (),
    without_past: Collection[str] = (),
) -> Settled:
    """Set first or follow-up on the meetings with these accounts that `days` bear on.

    `days` are those on which a meeting came, went or changed; `added` are new rows that are not stored yet;
    accounts `without_past` have no meetings stored.
    """
    if not account_ids:
        return Settled()
    with_past = [account_id for account_id in account_ids if account_id not in without_past]
    after, until = around(min(days))[0], around(max(days))[1]
    window = {
        "workspace_id": workspace_id, "account_ids": with_past, "after": after, "until": until,
    }  # fmt: skip
    stored = session.execute(_HELD, window).all() if with_past else []
    by_account: dict[str | None, list[Held]] = defaultdict(list)
    for id_, account_id, day, is_first, is_said in stored:
        by_account[account_id].append(Held(id_, day, is_first if is_said else None))
    new = {meeting.id: meeting for meeting in added}
    for meeting in new.values():
        said = meeting.is_first if meeting.order_is_said else None
        by_account[meeting.account_id].append(Held(meeting.id, meeting.happened_on, said))

    right: dict[str, Order] = {}
    for meetings in by_account.values():
        right |= orders(meetings)
    for meeting in new.values():
        meeting.is_first = right[meeting.id].is_first
    # Meetings before the first of `days` are only read as history: what decides *their* order may lie outside.
    changed = [
        _stored(session, workspace_id, id_)
        for id_, _, day, is_first, _ in stored
        if day >= min(days) and right[id_].is_first != is_first
    ]
    for meeting in changed:
        meeting.is_first = right[meeting.id].is_first
    return Settled(changed, {id_: day for id_ in new if (day := right[id_].previous)})


def _stored(session: Session, workspace_id: str, activity_id: str) -> Activity:
    return session.get_one(Activity, (workspace_id, activity_id))

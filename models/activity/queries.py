"""Questions about the log: what somebody did lately, one entry, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.activity.records import Activity, ActivityChange, CreditShare, OwnKind
from models.period import week_of
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some, loaded
from models.refusal import Refusal
from models.team.records import Person


@dataclass(frozen=True)
class Noted:
    """An entry with the account it is about."""

    activity: Activity
    account: Account | None


def recent_entries(session: Session, person: Person, limit: int = 10) -> list[Noted]:
    """The person's latest entries by the day they happened, newest first; undone ones left out."""
    latest = (
        select(Activity, Account)
        .join(Account, _account_of, isouter=True)
        .where(
            Activity.workspace_id == person.workspace_id,
            Activity.person_id == person.id,
            col(Activity.undone_at).is_(None),
        )
        .order_by(col(Activity.happened_on).desc(), col(Activity.id).desc())
    )
    return [Noted(activity, account) for activity, account in session.exec(latest.limit(limit))]


def entries_of_batch(session: Session, workspace_id: str, batch_id: str) -> list[Noted]:
    """What was logged in one go, also when it was undone since. Refuses when there is none."""
    together = (
        select(Activity, Account)
        .join(Account, _account_of, isouter=True)
        .where(Activity.workspace_id == workspace_id, Activity.batch_id == batch_id)
        .order_by(Activity.id)
    )
    found = [Noted(activity, account) for activity, account in session.exec(together)]
    if not found:
        raise Refusal("activity.not_there")
    return found


def is_logged(session: Session, workspace_id: str, batch_id: str) -> bool:
    """Whether anything was logged in this go: what was only planned is no entry."""
    entry = select(Activity.id).where(Activity.workspace_id == workspace_id, Activity.batch_id == batch_id)
    return session.exec(entry.limit(1)).first() is not None


def entries_of_message(session: Session, workspace_id: str, message: str) -> list[Noted]:
    """What counts of what a message in Slack says, in the order in which it was logged; `message` is `channel:timestamp`."""
    said = (
        select(Activity, Account)
        .join(Account, _account_of, isouter=True)
        .where(Activity.workspace_id == workspace_id, Activity.message == message, col(Activity.undone_at).is_(None))
        .order_by(Activity.id)
    )
    return [Noted(activity, account) for activity, account in session.exec(said)]


def entry_with_id(session: Session, workspace_id: str, activity_id: str) -> Noted:
    """One entry, also when it was undone. Refuses one that is not in this workspace."""
    activity = session.get(Activity, (workspace_id, activity_id))
    if activity is None:
        raise Refusal("activity.not_there")
    account = session.get(Account, (workspace_id, activity.account_id)) if activity.account_id else None
    return Noted(activity, account)


def told_too(session: Session, workspace_id: str, activity_ids: Sequence[str]) -> list[Noted]:
    """The entries that tell of the same events as these from another source, and do not count while these do."""
    same = select(Activity.id).where(
        Activity.workspace_id == workspace_id,
        col(Activity.same_as).in_(activity_ids),
        col(Activity.undone_at).is_(None),
    )
    return [entry_with_id(session, workspace_id, id_) for id_ in session.exec(same.order_by(Activity.id))]


def last_logged(session: Session, person: Person) -> Activity | None:
    """What the person typed last and has not undone; entries of imports and calendars are not theirs to undo."""
    typed = (
        select(Activity)
        .where(
            Activity.workspace_id == person.workspace_id,
            Activity.person_id == person.id,
            col(Activity.batch_id).is_not(None),
            col(Activity.undone_at).is_(None),
        )
        .order_by(col(Activity.created_at).desc(), col(Activity.id).desc())
    )
    return session.exec(typed.limit(1)).first()


def own_kinds_of(session: Session, workspace_id: str) -> Sequence[OwnKind]:
    """The kinds that the workspace added for itself, by key."""
    return [loaded(session, OwnKind, row) for row in fetch(session, _OWN_KINDS, {"workspace_id": workspace_id})]


def names_of_own_kinds(session: Session, workspace_id: str, language: str) -> dict[str, str]:
    """What those kinds are called, by key."""
    return {kind.key: kind.label(language) for kind in own_kinds_of(session, workspace_id)}


_OWN_KINDS = Prepared(
    sa.select(sa.inspect(OwnKind).local_table)
    .where(col(OwnKind.workspace_id) == bindparam("workspace_id", type_=sa.String()))
    .order_by(col(OwnKind.key))
)


def credit_of(session: Session, workspace_id: str, activity_ids: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """The names and percentages of entries whose credit is split, largest part first."""
    credit: dict[str, list[tuple[str, int]]] = {}
    split = fetch_some(session, _CREDIT, {"workspace_id": workspace_id}, ids=activity_ids)
    for activity_id, name, percent in split:
        credit.setdefault(activity_id, []).append((name, percent))
    return credit


_CREDIT = PreparedForSome(
    lambda one_of: (
        select(col(CreditShare.activity_id), col(Person.name), col(CreditShare.percent))
        .join(
            Person, (col(Person.workspace_id) == CreditShare.workspace_id) & (col(Person.id) == CreditShare.person_id)
        )
        .where(
            col(CreditShare.workspace_id) == bindparam("workspace_id", type_=sa.String()),
            one_of(col(CreditShare.activity_id), "ids"),
        )
        .order_by(col(CreditShare.percent).desc(), col(Person.name))
    )
)


def history_of(session: Session, workspace_id: str, activity_id: str) -> Sequence[tuple[ActivityChange, str | None]]:
    """What was changed in an entry, oldest first, each with the name of who did it; None for a file."""
    changes = (
        select(ActivityChange, Person.name)
        .join(
            Person,
            (col(Person.workspace_id) == ActivityChange.workspace_id) & (col(Person.id) == ActivityChange.changed_by),
            isouter=True,
        )
        .where(ActivityChange.workspace_id == workspace_id, ActivityChange.activity_id == activity_id)
        .order_by(col(ActivityChange.changed_at), ActivityChange.id)
    )
    return list(session.exec(changes))


def changed_lately(session: Session, person: Person, limit: int) -> list[Noted]:
    """The person's entries that were changed last, the latest first; undone ones as well."""
    latest = func.max(col(ActivityChange.changed_at))
    changed = (
        select(Activity, Account)
        .join(
            ActivityChange,
            (col(ActivityChange.workspace_id) == Activity.workspace_id)
            & (col(ActivityChange.activity_id) == Activity.id),
        )
        .join(Account, _account_of, isouter=True)
        .where(Activity.workspace_id == person.workspace_id, Activity.person_id == person.id)
        .group_by(col(Activity.workspace_id), col(Activity.id), col(Account.workspace_id), col(Account.id))
        .order_by(latest.desc(), col(Activity.id).desc())
    )
    return [Noted(activity, account) for activity, account in session.exec(changed.limit(limit))]


def count_this_week(session: Session, person: Person, kind: str, today: date) -> int:
    """How many of a kind the person has this week, up to and with today."""
    window = {
        "workspace_id": person.workspace_id,
        "person_id": person.id,
        "kind": kind,
        "start": week_of(today).start,
        "today": today,
    }
    [[count]] = fetch(session, _COUNTED, window)
    return int(count)


# Asked after most logs: built once, which takes two thirds of its time off.
_COUNTED = Prepared(
    sa.select(func.coalesce(func.sum(Activity.quantity), 0)).where(
        col(Activity.workspace_id) == bindparam("workspace_id"),
        col(Activity.person_id) == bindparam("person_id"),
        col(Activity.kind) == bindparam("kind"),
        col(Activity.happened_on) >= bindparam("start"),
        col(Activity.happened_on) <= bindparam("today"),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
)

_account_of = (col(Account.workspace_id) == Activity.workspace_id) & (col(Account.id) == Activity.account_id)

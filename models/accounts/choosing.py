"""The accounts that a menu offers: one's own and recent ones first, in the order in which they were used last."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.accounts.naming import key_of
from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal
from models.team.records import Person

LATELY = 300
"""Entries of everybody that make an account a recent one."""


def accounts_to_choose(session: Session, person: Person, typed: str = "", limit: int = 20) -> list[Account]:
    """What to offer `person` who has typed so much of a name: an exact match, their own, recent ones, the rest.

    Their own are in the order of their latest entry or deal, the recent ones in that of anybody's latest entry. As long
    as nothing is typed the rest are the newest; then those that begin with it, by name.
    """
    own = _places(used_lately(session, person.workspace_id, [person.id]))
    recent = _places(_lately_used_by_anybody(session, person.workspace_id))
    last = len(own) + len(recent)
    typed_key = key_of(typed) if typed.strip() else ""

    def place(id_: str, key: str, owner_id: str | None, created_at: datetime) -> tuple[Any, ...]:
        is_own = id_ in own or owner_id == person.id
        at = own.get(id_, recent.get(id_, last))
        begins = bool(typed_key) and key.startswith(typed_key)
        return key != typed_key, not is_own, not begins, at, key if typed_key else -created_at.timestamp()

    found = select(col(Account.id), col(Account.key), col(Account.owner_id), col(Account.created_at)).where(
        Account.workspace_id == person.workspace_id,
        col(Account.removed_at).is_(None),
        col(Account.key).contains(typed_key, autoescape=True),
    )
    in_order = sorted(session.exec(found), key=lambda row: place(*row))
    return [session.get_one(Account, (person.workspace_id, id_)) for id_, *_ in in_order[:limit]]


def used_lately(session: Session, workspace_id: str, people: Collection[str] | None) -> list[str]:
    """Ids of the accounts with which one of `people` (None: anybody) did something, the latest first."""
    latest: dict[str, tuple[date, str]] = {}
    for account_id, day, id_ in _uses(session, workspace_id, people):
        if account_id is not None:
            latest[account_id] = max(latest.get(account_id, (date.min, "")), (day or date.min, id_))
    return sorted(latest, key=lambda account_id: latest[account_id], reverse=True)


def _uses(
    session: Session, workspace_id: str, people: Collection[str] | None
) -> Iterator[tuple[str | None, date | None, str]]:
    """Account, day and id of the entries that count and the deals that stand; of everybody's only the latest of each.

    Those of some people are not grouped here: SQLite would go through everybody's, account by account, to do it.
    """
    for record, person, day, stands in (
        (Activity, Activity.person_id, Activity.happened_on, col(Activity.undone_at).is_(None)),
        (Deal, Deal.owner_id, Deal.opened_on, col(Deal.removed_at).is_(None)),
    ):
        account_id, of_workspace = col(record.account_id), col(record.workspace_id) == workspace_id
        if people is None:
            grouped = select(account_id, func.max(day), func.max(record.id)).where(of_workspace, stands)
            yield from session.exec(grouped.group_by(account_id))
        else:
            yield from session.exec(
                select(account_id, col(day), col(record.id)).where(of_workspace, stands, col(person).in_(people))
            )


def _lately_used_by_anybody(session: Session, workspace_id: str) -> list[str]:
    newest = select(Activity.account_id).where(Activity.workspace_id == workspace_id, col(Activity.undone_at).is_(None))
    ids = session.exec(newest.order_by(col(Activity.id).desc()).limit(LATELY))
    return [id_ for id_ in dict.fromkeys(ids) if id_]


def _places(ids: Iterable[str]) -> dict[str, int]:
    return {id_: place for place, id_ in enumerate(ids)}

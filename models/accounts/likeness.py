"""Accounts that a typed name may stand for, from an index that is kept as long as the accounts are the same."""

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Engine, bindparam, func
from sqlmodel import Session, col

from models.accounts.index import AccountIndex, Alike
from models.accounts.records import Account
from models.prepared import Prepared, fetch


@dataclass(slots=True)
class _Kept:
    """An index with the state of the accounts that it was built from."""

    count: int
    latest: str
    index: AccountIndex


_KEPT: "WeakKeyDictionary[Engine, dict[str, _Kept]]" = WeakKeyDictionary()
_LOCK = Lock()

_STATE = Prepared(
    sa.select(func.count(), func.max(col(Account.id))).where(col(Account.workspace_id) == bindparam("workspace_id"))
)
_ADDED = Prepared(
    sa.select(col(Account.id), col(Account.name), col(Account.owner_id)).where(
        col(Account.workspace_id) == bindparam("workspace_id"), col(Account.id) > bindparam("latest")
    )
)


def accounts_alike(session: Session, workspace_id: str, typed: str, person_id: str) -> Alike | None:
    """What `typed`, which is no account, may stand for; the person's own accounts first."""
    return _index_of(session, workspace_id).alike(typed, person_id)


def _index_of(session: Session, workspace_id: str) -> AccountIndex:
    """The index as the accounts now stand: new accounts are added to it; where one is gone, it is built anew.

    A renamed account is found by its new name in the database (`accounts_with_keys`); only its likeness comes later.
    """
    [[count, latest]] = fetch(session, _STATE, {"workspace_id": workspace_id})
    latest = latest or ""
    with _LOCK:
        by_workspace = _KEPT.setdefault(session.get_bind().engine, {})
        kept = by_workspace.get(workspace_id)
        if kept is not None and (kept.count, kept.latest) == (count, latest):
            return kept.index
        since = kept.latest if kept is not None and kept.latest < latest else ""
        added = [
            (str(id_), str(name), owner)
            for id_, name, owner in fetch(session, _ADDED, {"workspace_id": workspace_id, "latest": since})
        ]
        if kept is not None and since and kept.count + len(added) == count:
            for account in added:
                kept.index.add(*account)
            kept.count, kept.latest = count, latest
            return kept.index
        if since:
            added = [
                (str(id_), str(name), owner)
                for id_, name, owner in fetch(session, _ADDED, {"workspace_id": workspace_id, "latest": ""})
            ]
        by_workspace[workspace_id] = _Kept(count, latest, AccountIndex(added))
        return by_workspace[workspace_id].index

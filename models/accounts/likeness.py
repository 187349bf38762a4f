"""Accounts that a typed name may stand for, from an index that is kept as long as the accounts are the same."""

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Engine, bindparam, func
from sqlmodel import Session, col

from models.accounts.index import AccountIndex, Alike
from models.accounts.records import Account, AccountChange
from models.prepared import Prepared, fetch


@dataclass(frozen=True, slots=True)
class _State:
    """What tells that the accounts are as they were: another number of one of these for whatever is done to them."""

    count: int
    latest: str
    """The newest id, or empty."""
    removed: tuple[int, str]
    """How many were removed, and when the latest of them."""
    changed: tuple[int, int]
    """How often one was renamed, merged or deleted, and how often that was taken back."""

    def is_followed_by(self, later: "_State") -> bool:
        """Whether nothing but new accounts came since."""
        return (self.removed, self.changed) == (later.removed, later.changed) and self.latest < later.latest


@dataclass(slots=True)
class _Kept:
    """An index with the state of the accounts that it was built from."""

    state: _State
    index: AccountIndex


_KEPT: "WeakKeyDictionary[Engine, dict[str, _Kept]]" = WeakKeyDictionary()
_LOCK = Lock()

_OF_WORKSPACE = col(Account.workspace_id) == bindparam("workspace_id")
_CHANGES = col(AccountChange.workspace_id) == bindparam("workspace_id")
_STATE = Prepared(
    sa.select(
        func.count(),
        func.max(col(Account.id)),
        func.count(col(Account.removed_at)),
        func.max(col(Account.removed_at)),
        sa.select(func.count()).select_from(AccountChange).where(_CHANGES).scalar_subquery(),
        sa.select(func.count(col(AccountChange.undone_at))).where(_CHANGES).scalar_subquery(),
    ).where(_OF_WORKSPACE)
)
_ADDED = Prepared(
    sa.select(
        func.coalesce(col(Account.merged_into_id), col(Account.id)), col(Account.name), col(Account.owner_id)
    ).where(
        _OF_WORKSPACE,
        col(Account.id) > bindparam("latest"),
        # Of those that are no accounts any more only the names that still mean another one.
        sa.or_(
            col(Account.removed_at).is_(None),
            sa.and_(col(Account.merged_into_id).is_not(None), col(Account.key) != col(Account.id)),
        ),
    )
)


def accounts_alike(session: Session, workspace_id: str, typed: str, person_id: str) -> Alike | None:
    """What `typed`, which is no account, may stand for; the person's own accounts first."""
    return _index_of(session, workspace_id).alike(typed, person_id)


def _index_of(session: Session, workspace_id: str) -> AccountIndex:
    """The index as the accounts now stand: new accounts are added to it; after anything else it is built anew."""
    state = _state_of(session, workspace_id)
    with _LOCK:
        by_workspace = _KEPT.setdefault(session.get_bind().engine, {})
        kept = by_workspace.get(workspace_id)
        if kept is not None and kept.state == state:
            return kept.index
        if kept is not None and kept.state.is_followed_by(state):
            added = _named_since(session, workspace_id, kept.state.latest)
            if kept.state.count + len(added) == state.count:
                for account in added:
                    kept.index.add(*account)
                kept.state = state
                return kept.index
        by_workspace[workspace_id] = _Kept(state, AccountIndex(_named_since(session, workspace_id, "")))
        return by_workspace[workspace_id].index


def _state_of(session: Session, workspace_id: str) -> _State:
    [[count, latest, removed, removed_at, changes, undone]] = fetch(session, _STATE, {"workspace_id": workspace_id})
    return _State(count, latest or "", (removed, str(removed_at or "")), (changes, undone))


def _named_since(session: Session, workspace_id: str, latest: str) -> list[tuple[str, str, str | None]]:
    """Ids, names and owners of the accounts that came after `latest`."""
    return [
        (str(id_), str(name), owner)
        for id_, name, owner in fetch(session, _ADDED, {"workspace_id": workspace_id, "latest": latest})
    ]

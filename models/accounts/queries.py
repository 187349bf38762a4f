"""Questions about accounts: by name, nearly by name, and while somebody types."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import and_, bindparam, func, or_
from sqlmodel import Session, col, select

from models.accounts.naming import core_of, key_of, looks_like
from models.accounts.records import Account
from models.prepared import Prepared, fetch, is_one_of, loaded, several, size_for

MOST_SUGGESTED = 3

# One slip of the pen leaves the first or the last half of a key as it is, and digits are never a slip: so the
# database leaves out almost every account before they are compared letter by letter.
_NEAR = select(Account.id, Account.name, Account.key).where(
    Account.workspace_id == bindparam("workspace_id"),
    col(Account.removed_at).is_(None),
    col(Account.key).like(bindparam("digits")),
    or_(
        and_(
            func.length(Account.key).between(bindparam("shortest"), bindparam("longest")),
            or_(
                col(Account.key).like(bindparam("begins"), escape="/"),
                col(Account.key).like(bindparam("ends"), escape="/"),
            ),
        ),
        col(Account.key).like(bindparam("core"), escape="/"),
    ),
)


def accounts_named(session: Session, workspace_id: str, names: Iterable[str]) -> dict[str, Account]:
    """The known accounts among `names`, by key (`key_of`), however they are spelled.

    Locks them on PostgreSQL, so that two first meetings with one account cannot be noted at once.
    """
    return accounts_with_keys(session, workspace_id, {key_of(name) for name in names})


def accounts_with_keys(session: Session, workspace_id: str, keys: Collection[str]) -> dict[str, Account]:
    """The accounts with these keys (folded names), by key; names without an account are left out."""
    if not keys:
        return {}
    size = size_for(len(keys))
    values = {"workspace_id": workspace_id, **several("key", keys, size)}
    found = (loaded(session, Account, row) for row in fetch(session, _with_keys(size), values))
    return {account.key: meant for account in found if (meant := living(session, account)) is not None}


@cache
def _with_keys(size: int) -> Prepared:
    """Asked at every log, so built once; in order of key, so that two requests never lock each other out."""
    account = Account.__table__  # type: ignore[attr-defined]
    is_named = is_one_of(account.c.key, "key", size)
    return Prepared(
        sa.select(account)
        .where(account.c.workspace_id == bindparam("workspace_id"), is_named)
        .order_by(account.c.key)
        .with_for_update()
    )


def accounts_like(session: Session, workspace_id: str, typed: str) -> list[Account]:
    """Known accounts that `typed` may be a slip for, at most three, nearest in length first."""
    key = key_of(typed)
    core, half = core_of(typed), (len(key) - 1) // 2
    near = {
        "workspace_id": workspace_id,
        "shortest": len(key) - 1,
        "longest": len(key) + 1,
        "begins": _like(key[:half]) + "%",
        "ends": "%" + _like(key[len(key) - half :]),
        "core": _like(core) + "%",
        "digits": "%" + "%".join(re.findall(r"\d+", key)) + "%",
    }
    known = session.exec(_NEAR, params=near).all()
    one_slip_away = process.extract(
        key, [its_key for _, _, its_key in known], scorer=OSA.distance, score_cutoff=1, limit=None
    )
    maybe = {place for _, _, place in one_slip_away}
    maybe |= {place for place, (_, _, its_key) in enumerate(known) if its_key.startswith(core)}
    alike = sorted(
        (abs(len(its_key) - len(key)), name, id_)
        for id_, name, its_key in (known[place] for place in maybe)
        if looks_like(typed, name)
    )
    return [session.get_one(Account, (workspace_id, id_)) for _, _, id_ in alike[:MOST_SUGGESTED]]


def search_accounts(session: Session, workspace_id: str, typed: str, limit: int = 20) -> Sequence[Account]:
    """Accounts whose name holds `typed`, those that begin with it first; by name when nothing is typed."""
    found = select(Account).where(Account.workspace_id == workspace_id, col(Account.removed_at).is_(None))
    if key := key_of(typed) if typed.strip() else "":
        begins = col(Account.key).startswith(key, autoescape=True)
        found = found.where(col(Account.key).contains(key, autoescape=True)).order_by(begins.desc())
    return session.exec(found.order_by(Account.key).limit(limit)).all()


def account_with_id(session: Session, workspace_id: str, account_id: str | None) -> Account | None:
    """The account with this id, or the one that it became part of, if it is one of this workspace."""
    account = session.get(Account, (workspace_id, account_id)) if account_id else None
    return living(session, account) if account else None


def living(session: Session, account: Account) -> Account | None:
    """The account itself, or the one that it became part of; None when it is no account any more."""
    while account.removed_at is not None:
        if account.merged_into_id is None:
            return None
        account = session.get_one(Account, (account.workspace_id, account.merged_into_id))
    return account


def _like(text: str) -> str:
    """Text as part of a LIKE pattern."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")

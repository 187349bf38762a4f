"""Questions about accounts: by name, nearly by name, and while somebody types."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import bindparam, func, or_
from sqlmodel import Session, col, select

from models.accounts.naming import core_of, key_of, looks_like
from models.accounts.records import Account

MOST_SUGGESTED = 3

# Asked at every log: built once, which takes two thirds of its time off.
_WITH_KEYS = (
    select(Account)
    .where(
        Account.workspace_id == bindparam("workspace_id"),
        col(Account.key).in_(bindparam("keys", expanding=True)),
    )
    .order_by(Account.key)
    .with_for_update()
)


def accounts_named(session: Session, workspace_id: str, names: Iterable[str]) -> dict[str, Account]:
    """The known accounts among `names`, by key (`key_of`), however they are spelled.

    Locks them on PostgreSQL, so that two first meetings with one account cannot be noted at once.
    """
    return accounts_with_keys(session, workspace_id, {key_of(name) for name in names})


def accounts_with_keys(session: Session, workspace_id: str, keys: Collection[str]) -> dict[str, Account]:
    """The same for names that are folded already."""
    if not keys:
        return {}
    found = session.exec(_WITH_KEYS, params={"workspace_id": workspace_id, "keys": list(keys)})
    return {account.key: account for account in found}


def accounts_like(session: Session, workspace_id: str, typed: str) -> list[Account]:
    """Known accounts that `typed` may be a slip for, at most three, nearest in length first."""
    key = key_of(typed)
    core = core_of(typed)
    near = select(Account.id, Account.name, Account.key).where(
        Account.workspace_id == workspace_id,
        or_(
            func.length(Account.key).between(len(key) - 1, len(key) + 1),
            col(Account.key).startswith(core, autoescape=True),
        ),
    )
    known = session.exec(near).all()
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
    found = select(Account).where(Account.workspace_id == workspace_id)
    if key := key_of(typed) if typed.strip() else "":
        begins = col(Account.key).startswith(key, autoescape=True)
        found = found.where(col(Account.key).contains(key, autoescape=True)).order_by(begins.desc())
    return session.exec(found.order_by(Account.key).limit(limit)).all()


def account_with_id(session: Session, workspace_id: str, account_id: str | None) -> Account | None:
    """The account with this id, if it is one of this workspace."""
    return session.get(Account, (workspace_id, account_id)) if account_id else None

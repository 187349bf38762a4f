"""Logging: what people did, noted as facts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from sqlalchemy import bindparam, select
from sqlmodel import Session

from models.accounts.naming import key_of
from models.accounts.queries import account_with_id, accounts_like, accounts_with_keys
from models.accounts.records import Account
from models.acting import Acting
from models.activity.drafts import keep_draft, meant, take_draft
from models.activity.entry import MOST_IN_A_BATCH, NewActivity, check, entries_in
from models.activity.kinds import MEETINGS
from models.activity.records import Activity, Source
from models.activity.storing import Logged, store
from models.prepared import Prepared, fetch, is_one_of, several, size_for
from models.refusal import Refusal
from models.team.records import Person


@dataclass(frozen=True)
class AccountUnclear:
    """Nothing is stored: `typed` is no account, but looks like one. The draft waits for the answer."""

    draft_id: str
    typed: str
    nearest: list[Account]


@dataclass(frozen=True)
class LikelyDuplicate:
    """Nothing is stored: this was logged already, it seems. The draft waits for the answer."""

    draft_id: str
    earlier: list[Activity]
    accounts: dict[str, Account]


@dataclass(frozen=True)
class ManyMeetings:
    """Nothing is stored: so many meetings with one account on one day are rare. The draft waits for the answer."""

    draft_id: str
    count: int
    account: str


Outcome: TypeAlias = Logged | AccountUnclear | LikelyDuplicate | ManyMeetings
MOST_MEETINGS_A_DAY = 3
"""With one account, before it is asked whether that is right."""


def log_activities(
    acting: Acting,
    entries: Sequence[NewActivity],
    *,
    known: Mapping[str, Account | None] | None = None,
    unclear: Mapping[str, Sequence[Account]] | None = None,
    is_no_duplicate: bool = False,
) -> Outcome:
    """Store what somebody did, or ask. Refuses what breaks a rule; then nothing is stored.

    `known` are accounts by key (`key_of`) that were looked up already; None where there is none. `unclear` are names
    that are asked about before an account is made of them, with the accounts that they may stand for.
    """
    session, workspace_id = acting.session, acting.workspace.workspace_id
    entries = _one_by_one(entries)
    for entry in entries:
        check(entry, acting.today)
    accounts = _known_accounts(session, workspace_id, entries, known or {})
    for entry, account in zip(entries, accounts, strict=True):
        if account is None and entry.account and not entry.is_new_account:
            is_asked_about = unclear is not None and entry.account in unclear
            nearest = list((unclear or {}).get(entry.account, ()))
            nearest = nearest or accounts_like(session, workspace_id, entry.account)
            if nearest or is_asked_about:
                return AccountUnclear(keep_draft(acting, entries, entry.account), entry.account, nearest)
    if not is_no_duplicate and (many := _many_meetings(entries, accounts)):
        count, name = many
        return ManyMeetings(keep_draft(acting, entries), count, name)
    if not is_no_duplicate and (earlier := _logged_before(session, acting.by, entries, accounts)):
        by_id = {account.id: account for account in accounts if account}
        return LikelyDuplicate(keep_draft(acting, entries), earlier, by_id)
    return store(acting, entries, accounts)


def mean_account(acting: Acting, draft_id: str, account_id: str | None) -> Outcome:
    """The answer to `AccountUnclear`: the known account, or None for a new one."""
    entries, typed = take_draft(acting.session, acting.by, draft_id)
    return log_activities(acting, meant(entries, typed, account_id))


def mean_person(acting: Acting, draft_id: str) -> Outcome:
    """The other answer to `AccountUnclear`: it is somebody's name, and no account."""
    entries, typed = take_draft(acting.session, acting.by, draft_id)
    said = [
        replace(entry, account=None, contact=entry.contact or typed) if entry.account == typed else entry
        for entry in entries
    ]
    return log_activities(acting, said)


def log_again(acting: Acting, draft_id: str) -> Outcome:
    """The answer to `LikelyDuplicate`: it happened twice."""
    entries, _ = take_draft(acting.session, acting.by, draft_id)
    return log_activities(acting, entries, is_no_duplicate=True)


def _one_by_one(entries: Sequence[NewActivity]) -> list[NewActivity]:
    """Three meetings with one account are three entries: one of them may be the first. Three calls stay one of three."""
    single: list[NewActivity] = []
    for entry in entries:
        count = entries_in(entry.kind, entry.quantity, is_order_said=entry.is_first is not None)
        single += [entry] if count == 1 else [replace(entry, quantity=1)] * count
    if not 1 <= len(single) <= MOST_IN_A_BATCH:
        raise Refusal("activity.batch_too_large", most=MOST_IN_A_BATCH)
    return single


def _many_meetings(entries: Sequence[NewActivity], accounts: Sequence[Account | None]) -> tuple[int, str] | None:
    """How many meetings with which account on one day, when they are more than anybody has."""
    together = Counter(
        (account.name if account else entry.account, entry.happened_on)
        for entry, account in zip(entries, accounts, strict=True)
        if entry.kind in MEETINGS
    )
    for (name, _), count in together.items():
        if name and count > MOST_MEETINGS_A_DAY:
            return count, name
    return None


def _known_accounts(
    session: Session, workspace_id: str, entries: Sequence[NewActivity], known: Mapping[str, Account | None]
) -> list[Account | None]:
    """For each entry its account, as far as there is one already."""
    keys = [key_of(entry.account) if entry.account and not entry.account_id else None for entry in entries]
    unseen = [key for key in keys if key and key not in known]
    named = {**known, **accounts_with_keys(session, workspace_id, unseen)}
    return [
        named.get(key) if key else account_with_id(session, workspace_id, entry.account_id)
        for entry, key in zip(entries, keys, strict=True)
    ]


def _logged_before(
    session: Session, person: Person, entries: Sequence[NewActivity], known: Sequence[Account | None]
) -> list[Activity]:
    """Entries of the same person, kind, account and day that somebody typed."""
    new = {
        (entry.kind, account.id, entry.happened_on) for entry, account in zip(entries, known, strict=True) if account
    }
    if not new:
        return []
    kinds, account_ids, days = (set(values) for values in zip(*new, strict=True))
    size = size_for(max(len(kinds), len(account_ids), len(days)))
    values = {
        "workspace_id": person.workspace_id,
        **several("kind", kinds, size),
        **several("account_id", account_ids, size),
        **several("day", days, size),
    }
    similar = fetch(session, _similar(size), values)
    return [
        session.get_one(Activity, (person.workspace_id, id_))
        for id_, person_id, *what in similar
        if person_id == person.id and tuple(what) in new
    ]


@cache
def _similar(size: int) -> Prepared:
    """Asked at every log, so built once.

    It does not name the person: with that, SQLite would look through all that they did on the day, instead of the
    little that anybody did with the account.
    """
    entry = Activity.__table__.c  # type: ignore[attr-defined]
    similar = select(entry.id, entry.person_id, entry.kind, entry.account_id, entry.happened_on).where(
        entry.workspace_id == bindparam("workspace_id"),
        is_one_of(entry.account_id, "account_id", size),
        is_one_of(entry.kind, "kind", size),
        is_one_of(entry.happened_on, "day", size),
        entry.undone_at.is_(None),
        entry.same_as.is_(None),
        entry.source == Source.SLACK.value,  # what another source told of is one event with it, and counts once
    )
    return Prepared(similar)

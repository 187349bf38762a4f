"""Taking back, putting back and editing what was logged. History stays: who, when, old, new, why."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models.accounts.actions import find_or_open_account
from models.accounts.brought_in import settle_accounts
from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.acting import Acting
from models.activity.entry import NewActivity, check
from models.activity.kinds import MEETINGS, rules_of
from models.activity.matching import ASKED, events_meant, parted_from
from models.activity.proposals import deals_meant
from models.activity.queries import Noted, entries_of_batch, entry_with_id, told_too
from models.activity.records import Activity, ActivityChange
from models.activity.settling import place_of, settle
from models.permissions import Right
from models.references.outgoing import bring_over_activities
from models.refusal import Refusal
from models.rights import About
from models.team.records import Person
from models.workspace.rates import to_reporting
from models.workspace.records import Workspace

LONGEST_REASON = 300


@dataclass(frozen=True)
class Correction:
    """An entry that was edited: how it reads now, and the change with its old and new values."""

    noted: Noted
    change: ActivityChange
    owner: Person


def undo_batch(acting: Acting, batch_id: str) -> list[Noted]:
    """Take back everything that was logged in one go. Refuses what is undone already."""
    return _undo(acting, entries_of_batch(acting.session, acting.by.workspace_id, batch_id), "")


def undo_entry(acting: Acting, activity_id: str, reason: str = "") -> list[Noted]:
    """Take back one entry. Refuses what is undone already; somebody else's needs a reason."""
    return _undo(acting, [entry_with_id(acting.session, acting.by.workspace_id, activity_id)], reason)


def put_back(acting: Acting, activity_ids: Sequence[str]) -> list[Noted]:
    """Make undone entries count again. Refuses when none of them is undone."""
    session, workspace_id = acting.session, acting.by.workspace_id
    entries = [entry_with_id(session, workspace_id, id_) for id_ in activity_ids]
    undone = [noted for noted in entries if noted.activity.undone_at is not None]
    if not undone:
        raise Refusal("activity.put_back_before")
    for noted in undone:
        acting.rights.require(Right.CORRECT_ENTRY, about_entry(noted.activity))
        noted.activity.undone_at = None
        _note(acting, noted.activity, "redo")
    settle(session, workspace_id, [noted.activity for noted in undone], now=acting.now)
    _bring_over(acting, [noted.activity for noted in undone])
    settle_accounts(session, (noted.account for noted in undone), acting.now)
    return undone


def edit_entry(acting: Acting, activity_id: str, wanted: NewActivity, reason: str = "") -> Correction | None:
    """Make an entry say what `wanted` says; None when it said so already. The credit split stays as it is.

    Refuses what breaks a rule, an undone entry, somebody else's entry (their manager may, with a reason).
    """
    session, workspace = acting.session, acting.workspace
    noted = entry_with_id(session, workspace.workspace_id, activity_id)
    row = noted.activity
    _require_correction(acting, row, reason)
    if row.undone_at is not None:
        raise Refusal("activity.not_there")
    check(wanted, acting.today)
    if wanted.happened_on > acting.today:
        raise Refusal("activity.in_the_future", day=wanted.happened_on, field="date")
    account = _account(session, row, wanted)
    before = (as_told(row, noted.account), place_of(row))
    _change(session, workspace, row, wanted, account)
    old, new = before[0], as_told(row, account)
    if old == new:
        return None
    changed = [name for name in old if old[name] != new[name]]
    said, says = {name: old[name] for name in changed}, {name: new[name] for name in changed}
    change = _note(acting, row, "edit", reason, said, says)
    session.flush()
    settle(session, workspace.workspace_id, [row], also=[before[1]], now=acting.now)
    _bring_over(acting, [row])
    settle_accounts(session, (noted.account, account), acting.now, moved=row)
    owner = session.get_one(Person, (workspace.workspace_id, row.person_id))
    return Correction(Noted(row, account), change, owner)


def count_apart(acting: Acting, activity_id: str, *, is_apart: bool) -> Noted:
    """An entry that tells of the same event as others counts beside them; or no longer does. It is never joined again.

    Of one that was none of several that it could have been (`mean_event`), that is asked again.
    Refuses an entry of which no other source told.
    """
    session, workspace_id = acting.session, acting.by.workspace_id
    noted = entry_with_id(session, workspace_id, activity_id)
    row, was_asked = noted.activity, False
    acting.rights.require(Right.CORRECT_ENTRY, about_entry(row))
    if is_apart:
        others = (
            [row.same_as] if row.same_as else [one.activity.id for one in told_too(session, workspace_id, [row.id])]
        )
        row.is_apart = row.is_apart or row.same_as is not None
    else:
        others, was_asked = parted_from(session, row)
        is_known = row.is_apart
        row.is_apart = False
        others = others or ([""] if is_known else [])
    if row.undone_at is not None or not others:
        raise Refusal("activity.told_once")
    what = "split" if is_apart else "ask" if was_asked else "join"
    _note(acting, row, what, new={"with": [other for other in others if other]})
    settle(session, workspace_id, [row], now=acting.now)
    return noted


def mean_event(acting: Acting, activity_id: str, event_id: str | None) -> Noted:
    """The answer to which of several events an entry tells of: that of `event_id`, or (None) another one.

    Refuses when it is not asked any more.
    """
    session, workspace_id = acting.session, acting.by.workspace_id
    noted = entry_with_id(session, workspace_id, activity_id)
    row = noted.activity
    acting.rights.require(Right.CORRECT_ENTRY, about_entry(row))
    options = events_meant(session, row)
    if not options or (event_id is not None and event_id not in {one.id for one in options}):
        raise Refusal("activity.told_once")
    if event_id is None:
        _note(acting, row, "split", new={"with": [one.id for one in options], ASKED: True})
    else:
        _note(acting, row, "join", new={"with": [event_id]})
    settle(session, workspace_id, [row], now=acting.now)
    return noted


def about_entry(entry: Activity) -> About:
    """Whose an entry is, for who may correct it."""
    return About(entry.workspace_id, entry.person_id)


def _require_correction(acting: Acting, entry: Activity, reason: str) -> None:
    """Refuses who may not correct the entry, and whoever corrects somebody else's without a reason."""
    acting.rights.require(Right.CORRECT_ENTRY, about_entry(entry))
    if not reason and entry.person_id != acting.by.id:
        raise Refusal("activity.why", field="reason")


def _undo(acting: Acting, entries: Sequence[Noted], reason: str) -> list[Noted]:
    session = acting.session
    counting = [noted for noted in entries if noted.activity.undone_at is None]
    if not counting:
        raise Refusal("activity.undone_before")
    for noted in counting:
        _require_correction(acting, noted.activity, reason)
        noted.activity.undone_at, noted.activity.same_as = acting.now, None
        _note(acting, noted.activity, "undo", reason)
    settle(session, acting.by.workspace_id, [noted.activity for noted in counting], now=acting.now)
    _bring_over(acting, [noted.activity for noted in counting])
    settle_accounts(session, (noted.account for noted in counting), acting.now)
    return counting


def _bring_over(acting: Acting, rows: Sequence[Activity]) -> None:
    bring_over_activities(acting.session, acting.workspace, rows, acting.by.id, acting.now)


def _account(session: Session, row: Activity, wanted: NewActivity) -> Account | None:
    """The account that is wanted; a new one belongs to the entry as if it had come with it."""
    if wanted.account_id:
        return account_with_id(session, row.workspace_id, wanted.account_id)
    if not wanted.account:
        return None
    return find_or_open_account(
        session, row.workspace_id, wanted.account, opened_on=wanted.happened_on, now=row.created_at
    )


def _change(
    session: Session, workspace: Workspace, row: Activity, wanted: NewActivity, account: Account | None
) -> None:
    """Write `wanted` into the row; the rate is that of the day it happened."""
    amount, is_meeting = wanted.amount, wanted.kind in MEETINGS
    reporting = to_reporting(session, workspace, amount, wanted.happened_on) if amount else None
    if row.account_id != (account.id if account else None):
        row.deal_id = None
    row.kind, row.happened_on = wanted.kind, wanted.happened_on
    row.account_id = account.id if account else None
    row.order_is_said = is_meeting and wanted.is_first is not None
    if not is_meeting or row.order_is_said:
        row.is_first = wanted.is_first if is_meeting else None
    row.quantity, row.minutes, row.score = wanted.quantity, wanted.minutes, wanted.score
    row.amount_minor, row.currency = (amount.minor, amount.currency) if amount else (None, None)
    row.reporting_minor = reporting.minor if reporting else None
    row.topic, row.contact, row.due_on, row.note = wanted.topic, wanted.contact, wanted.due_on, wanted.note
    if rules_of(row.kind).is_about_a_deal and row.account_id:
        place = (row.account_id, row.happened_on)
        row.deal_id = row.deal_id or deals_meant(session, workspace.workspace_id, [place]).get(place)
    else:
        row.deal_id = None


def as_told(row: Activity, account: Account | None) -> dict[str, object]:
    """An entry as its history tells it: values that JSON can hold, names instead of ids."""
    return {
        "kind": row.kind,
        "account": account.name if account else None,
        "happened_on": row.happened_on.isoformat(),
        "order": None if not row.order_is_said else ("first" if row.is_first else "follow_up"),
        "quantity": max(1, row.quantity),
        "duration": row.minutes,
        "amount": row.amount_minor,
        "currency": row.currency,
        "score": row.score,
        "topic": row.topic,
        "contact": row.contact,
        "due": row.due_on.isoformat() if row.due_on else None,
        "note": row.note,
    }


def _note(
    acting: Acting,
    row: Activity,
    what: str,
    reason: str = "",
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> ActivityChange:
    change = ActivityChange(
        workspace_id=row.workspace_id,
        activity_id=row.id,
        changed_by=acting.by.id,
        changed_at=acting.now,
        what=what,
        old=old or {},
        new=new or {},
        reason=reason[:LONGEST_REASON],
    )
    acting.session.add(change)
    return change

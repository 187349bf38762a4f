"""Storing entries that are clear: rows, accounts opened for them, their order, their deal, their credit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.accounts.actions import open_account
from models.accounts.naming import key_of
from models.accounts.records import Account
from models.acting import Acting
from models.activity.entry import NewActivity
from models.activity.kinds import MEETINGS, rules_of
from models.activity.meetings import Settled, settle_orders
from models.activity.planning import planned, told_by
from models.activity.proposals import settle_deals
from models.activity.records import Activity, CreditShare, PlannedVisit, Source
from models.activity.settling import place_of, settle_new, settle_places
from models.database import new_id
from models.prepared import Prepared, attached, built, execute
from models.references.outgoing import bring_over_activities
from models.team.records import Person
from models.territories.claims import claim_entries
from models.territories.records import CreditClaim
from models.workspace.rates import to_reporting


@dataclass(frozen=True)
class Logged:
    """What was stored. `batch_id` undoes all of it."""

    batch_id: str
    entries: list[Activity]
    accounts: dict[str, Account]
    """By id."""
    opened: list[Account]
    """The accounts that were new."""
    orders: Settled
    """The meetings before the new ones, and the other meetings that turned from first into follow-up, or back."""
    is_shared: bool = False
    """Whether the credit is split."""
    planned: Sequence[PlannedVisit] = ()
    """Visits of a day to come: no entries yet."""
    claims: Sequence[CreditClaim] = ()
    """What was done with accounts on somebody else's list: whose the credit is, is asked."""


def store(acting: Acting, entries: Sequence[NewActivity], known: Sequence[Account | None]) -> Logged:
    """Store `entries`, which keep the rules; `known` has each one's account, as far as there is one already."""
    session = acting.session
    _now_sells(session, acting.by)
    accounts, opened = _accounts(acting, entries, known)
    batch_id = new_id()
    said = list(zip(entries, accounts, strict=True))
    held = [(entry, account) for entry, account in said if entry.happened_on <= acting.today]
    rows = [_row(acting, entry, account, batch_id) for entry, account in held]
    orders, claims = Settled(), list[CreditClaim]()
    if rows:
        rows[0].id = batch_id
        orders = _settle(session, acting.workspace.workspace_id, rows, {account.id for account in opened})
        _insert(session, rows, [entry for entry, _ in held])
        told_by(session, acting.by, rows)
        claims = claim_entries(acting, [row for row, (entry, _) in zip(rows, held, strict=True) if not entry.shares])
        bring_over_activities(session, acting.workspace, rows, acting.by.id, acting.now)
    if rows and _settle_sources(acting, rows):
        orders = _orders_again(session, acting.workspace.workspace_id, rows, orders)
    ahead = [planned(acting, entry, account, batch_id) for entry, account in said if entry.happened_on > acting.today]
    by_id = {account.id: account for account in accounts if account}
    is_shared = bool(claims) or any(entry.shares for entry in entries)
    return Logged(batch_id, rows, by_id, opened, orders, is_shared, ahead, claims)


def _accounts(
    acting: Acting, entries: Sequence[NewActivity], known: Sequence[Account | None]
) -> tuple[list[Account | None], list[Account]]:
    """For each entry its account, and those that had to be opened for it."""
    opened: dict[str, Account] = {}
    accounts: list[Account | None] = []
    for entry, account in zip(entries, known, strict=True):
        if account is None and entry.account:
            key = key_of(entry.account)
            if key not in opened:
                opened[key] = open_account(
                    acting.session,
                    acting.workspace.workspace_id,
                    entry.account,
                    opened_on=min(entry.happened_on, acting.now.date()) if entry.happened_on <= acting.today else None,
                    owner_id=acting.by.id,
                    now=acting.now,
                )
            account = opened[key]
        accounts.append(account)
    return accounts, list(opened.values())


def _row(acting: Acting, entry: NewActivity, account: Account | None, batch_id: str) -> Activity:
    amount = entry.amount
    reporting = to_reporting(acting.session, acting.workspace, amount, entry.happened_on) if amount else None
    values = {
        "workspace_id": acting.workspace.workspace_id,
        "id": new_id(),
        "person_id": acting.by.id,
        "kind": entry.kind,
        "account_id": account.id if account else None,
        "deal_id": entry.deal_id,
        "contact": entry.contact,
        "happened_on": entry.happened_on,
        "happened_at": entry.happened_at,
        "is_first": entry.is_first if entry.kind in MEETINGS else None,
        "order_is_said": entry.kind in MEETINGS and entry.is_first is not None,
        "quantity": entry.quantity,
        "minutes": entry.minutes,
        "amount_minor": amount.minor if amount else None,
        "currency": amount.currency if amount else None,
        "reporting_minor": reporting.minor if reporting else None,
        "score": entry.score,
        "topic": entry.topic,
        "due_on": entry.due_on,
        "note": entry.note,
        "source": Source.SLACK,
        "batch_id": batch_id,
        "message": entry.message,
        "created_at": acting.now,
        "undone_at": None,
        "same_as": None,
        "is_apart": False,
    }
    return built(Activity, values)


def _insert(session: Session, rows: Sequence[Activity], entries: Sequence[NewActivity]) -> None:
    """Straight into the tables: a third of the time that the session takes for it."""
    for row in rows:
        execute(session, _INSERT, vars(row))
        attached(session, row)
    session.add_all(
        CreditShare(workspace_id=row.workspace_id, activity_id=row.id, person_id=share.person_id, percent=share.percent)
        for entry, row in zip(entries, rows, strict=True)
        for share in entry.shares
    )


_INSERT = Prepared(insert(Activity.__table__))  # type: ignore[attr-defined]


def _settle(session: Session, workspace_id: str, rows: Sequence[Activity], opened: Collection[str]) -> Settled:
    """Order the new meetings, connect the new proposals with their deals; `opened` accounts have no past."""
    about_deals = [row for row in rows if rules_of(row.kind).is_about_a_deal and row.account_id]
    if about_deals:
        settle_deals(session, workspace_id, {str(row.account_id) for row in about_deals}, about_deals)
    meetings = [row for row in rows if row.kind in MEETINGS and row.account_id]
    return settle_orders(
        session,
        workspace_id,
        {str(row.account_id) for row in meetings},
        {row.happened_on for row in meetings},
        meetings,
        without_past=opened,
    )


def _settle_sources(acting: Acting, rows: Sequence[Activity]) -> bool:
    """What another source has told of counts once; returns whether there is such a thing."""
    session, workspace_id = acting.session, acting.workspace.workspace_id
    if changed := settle_new(session, workspace_id, rows, acting.now):
        session.flush()
        settle_places(session, workspace_id, map(place_of, changed))
    return bool(changed)


def _orders_again(session: Session, workspace_id: str, rows: Sequence[Activity], before: Settled) -> Settled:
    """What comes before the new meetings, and what they changed, once the same told by others does not count."""
    meetings = {row.id: row for row in rows if row.kind in MEETINGS and row.account_id}
    accounts, days = {str(row.account_id) for row in meetings.values()}, {row.happened_on for row in meetings.values()}
    after = settle_orders(session, workspace_id, accounts, days, asked=meetings)
    return Settled([row for row in before.changed if row.same_as is None], after.previous)


def _now_sells(session: Session, person: Person) -> None:
    """Whoever logs for the first time is a rep, unless people report to them."""
    if person.is_rep:
        return
    about = col(Activity.person_id) == person.id
    has_logged = select(Activity.id).where(Activity.workspace_id == person.workspace_id, about).limit(1)
    reports = select(Person.id).where(
        Person.workspace_id == person.workspace_id, Person.manager_id == person.id, col(Person.ends_on).is_(None)
    )
    if session.exec(has_logged).first() is None and session.exec(reports.limit(1)).first() is None:
        person.is_rep = True

"""Visits that are planned: they count nowhere until they were held, and are asked about on their day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.accounts.queries import account_with_id
from models.accounts.records import Account
from models.accounts.use import is_in_use, was_tended
from models.acting import Acting
from models.activity.drafts import as_json, from_json
from models.activity.entry import NewActivity, check
from models.activity.kinds import MEETINGS, Kind
from models.activity.records import Activity, PlannedVisit
from models.prepared import Prepared, fetch
from models.refusal import Refusal
from models.team.records import Person


def plan_visit(acting: Acting, account: Account, day: date, note: str = "") -> PlannedVisit:
    """A visit to come. Refuses a day that is over, and one more than a year ahead."""
    if day < acting.today:
        raise Refusal("territories.plan_ahead", day=day, field="date")
    entry = NewActivity(Kind.VISIT, day, account_id=account.id, note=note)
    check(entry, acting.today)
    return planned(acting, entry, account, "")


def planned(acting: Acting, entry: NewActivity, account: Account | None, batch_id: str) -> PlannedVisit:
    """Keep the entry until it was held. The same visit is planned once, however often it is said."""
    session = acting.session
    if account is not None and (known := _same(session, acting.by, account.id, entry.happened_on)):
        return known
    visit = PlannedVisit(
        workspace_id=acting.workspace.workspace_id,
        person_id=acting.by.id,
        account_id=account.id if account else None,
        planned_on=entry.happened_on,
        entry=as_json(entry),
        batch_id=batch_id,
        created_at=acting.now,
    )
    visit.batch_id = batch_id or visit.id
    session.add(visit)
    session.flush()
    return visit


def visit_with_id(acting: Acting, visit_id: str) -> PlannedVisit:
    """The visit of a button. Refuses somebody else's, and one that was answered already."""
    visit = acting.session.get(PlannedVisit, (acting.workspace.workspace_id, visit_id))
    if visit is None or visit.person_id != acting.by.id:
        raise Refusal("territories.visit_not_there")
    if not _is_open(acting.session, visit):
        raise Refusal("territories.visit_answered")
    return visit


def entry_of(visit: PlannedVisit, today: date) -> NewActivity:
    """The entry that it becomes: on its day, or today when it was held earlier."""
    entry = from_json(visit.entry)
    day = min(visit.planned_on, today)
    return replace(entry, happened_on=day, account=None, account_id=visit.account_id, is_new_account=False)


def was_held(session: Session, visit: PlannedVisit, activity: Activity) -> None:
    """This entry tells that it took place; an account that was opened for it is one of ours from then on."""
    visit.activity_id = activity.id
    account = account_with_id(session, visit.workspace_id, visit.account_id)
    if account is not None and account.opened_on is None and account.created_at == visit.created_at:
        account.opened_on = activity.happened_on


def call_off(acting: Acting, visit: PlannedVisit) -> None:
    """It was not held: nothing of it counts."""
    visit.called_off_at = acting.now
    acting.session.flush()


def call_on_again(acting: Acting, visit_id: str) -> PlannedVisit:
    """It is planned after all. Refuses somebody else's."""
    visit = acting.session.get(PlannedVisit, (acting.workspace.workspace_id, visit_id))
    if visit is None or visit.person_id != acting.by.id:
        raise Refusal("territories.visit_not_there")
    visit.called_off_at = None
    acting.session.flush()
    return visit


def move_visit(acting: Acting, visit: PlannedVisit, day: date) -> date:
    """On another day; returns the day before it. Refuses a day that is over, and one more than a year ahead."""
    if day < acting.today:
        raise Refusal("territories.plan_ahead", day=day, field="date")
    check(replace(entry_of(visit, acting.today), happened_on=day), acting.today)
    was, visit.planned_on = visit.planned_on, day
    acting.session.flush()
    return was


def drop_visits(acting: Acting, batch_id: str) -> list[PlannedVisit]:
    """Take back what was planned in one go, as if it had never been said; with the accounts that it brought in."""
    session, workspace_id = acting.session, acting.workspace.workspace_id
    said = select(PlannedVisit).where(PlannedVisit.workspace_id == workspace_id, PlannedVisit.batch_id == batch_id)
    visits = [visit for visit in session.exec(said) if visit.activity_id is None]
    for visit in visits:
        if visit.person_id != acting.by.id:
            raise Refusal("activity.not_yours")
        session.delete(visit)
    session.flush()
    for visit in visits:
        account = account_with_id(session, workspace_id, visit.account_id)
        brought_in = account is not None and account.created_at == visit.created_at
        if account is not None and brought_in and not is_in_use(session, account) and not was_tended(session, account):
            account.removed_at = acting.now
    session.flush()
    return visits


def visits_planned(
    session: Session, workspace_id: str, first: date, last: date, people: Collection[str] | None = None
) -> list[PlannedVisit]:
    """What is planned from `first` to `last`, both included, and was not answered yet; in order of day."""
    held = sa.exists().where(
        col(Activity.workspace_id) == col(PlannedVisit.workspace_id),
        col(Activity.id) == col(PlannedVisit.activity_id),
        col(Activity.undone_at).is_(None),
    )
    ahead = select(PlannedVisit).where(
        PlannedVisit.workspace_id == workspace_id,
        col(PlannedVisit.planned_on) >= first,
        col(PlannedVisit.planned_on) <= last,
        col(PlannedVisit.called_off_at).is_(None),
        ~held,
    )
    if people is not None:
        ahead = ahead.where(col(PlannedVisit.person_id).in_(people))
    return list(session.exec(ahead.order_by(col(PlannedVisit.planned_on), col(PlannedVisit.id))))


def told_by(session: Session, person: Person, entries: Sequence[Activity]) -> None:
    """Meetings that were logged are what was planned with the same account on the same day: nobody is asked again."""
    met = {(row.account_id, row.happened_on): row for row in entries if row.kind in MEETINGS and row.account_id}
    if not met:
        return
    days = [day for _, day in met]
    values = {"workspace_id": person.workspace_id, "person_id": person.id, "first": min(days), "last": max(days)}
    for id_, account_id, day in fetch(session, _OPEN, values):
        if (row := met.get((account_id, day))) is not None:
            was_held(session, session.get_one(PlannedVisit, (person.workspace_id, id_)), row)


def accounts_of_visits(session: Session, visits: Sequence[PlannedVisit]) -> Mapping[str, Account]:
    """The accounts of visits, by the id that a visit names."""
    found = {v.account_id: account_with_id(session, v.workspace_id, v.account_id) for v in visits if v.account_id}
    return {id_: account for id_, account in found.items() if account is not None}


def _same(session: Session, person: Person, account_id: str, day: date) -> PlannedVisit | None:
    same = visits_planned(session, person.workspace_id, day, day, [person.id])
    return next((visit for visit in same if visit.account_id == account_id), None)


def _is_open(session: Session, visit: PlannedVisit) -> bool:
    if visit.called_off_at is not None:
        return False
    entry = session.get(Activity, (visit.workspace_id, visit.activity_id)) if visit.activity_id else None
    return entry is None or entry.undone_at is not None


# Asked at every meeting that is logged: built once.
_OPEN = Prepared(
    sa.select(col(PlannedVisit.id), col(PlannedVisit.account_id), col(PlannedVisit.planned_on)).where(
        col(PlannedVisit.workspace_id) == bindparam("workspace_id"),
        col(PlannedVisit.person_id) == bindparam("person_id"),
        col(PlannedVisit.planned_on) >= bindparam("first"),
        col(PlannedVisit.planned_on) <= bindparam("last"),
        col(PlannedVisit.called_off_at).is_(None),
        col(PlannedVisit.activity_id).is_(None),
    )
)

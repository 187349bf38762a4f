"""Which entries lie near others: on the same days of somebody, or in one run of days with an account."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import bindparam, inspect, sql
from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.activity.sources import ALIKE, NEAR
from models.prepared import PreparedForSome, among, fetch_some, loaded

FEW = 500
"""Days that are asked about one by one; more are looked up from the first to the last."""
WIDER = timedelta(days=14)


def entries_on(session: Session, workspace_id: str, whose: Collection[tuple[str, date]]) -> list[Activity]:
    """What these people did on these days, also what was taken back: what it hid may count again."""
    if not whose:
        return []
    people, days = {person_id for person_id, _ in whose}, {day for _, day in whose}
    theirs = select(Activity).where(
        Activity.workspace_id == workspace_id,
        col(Activity.person_id).in_(people),
        col(Activity.happened_on) >= min(days),
        col(Activity.happened_on) <= max(days),
    )
    if len(days) <= FEW:
        theirs = theirs.where(col(Activity.happened_on).in_(days))
    return [row for row in session.exec(theirs) if (row.person_id, row.happened_on) in whose]


def entries_like(session: Session, workspace_id: str, rows: Collection[Activity]) -> list[Activity]:
    """What the people of these entries did on their days, of the same kinds."""
    people, days = {row.person_id for row in rows}, {row.happened_on for row in rows}
    kinds = {row.kind for row in rows}
    found = fetch_some(session, _OF_DAYS, {"workspace_id": workspace_id}, people=people, days=days, kinds=kinds)
    return [loaded(session, Activity, values) for values in found]


def runs_of(session: Session, workspace_id: str, places: Mapping[str, Collection[date]]) -> list[list[Activity]]:
    """The entries with each of these accounts on days that hang together with the given ones: no day between is empty."""
    runs: list[list[Activity]] = []
    wider, around = dict(places), NEAR
    while wider:
        rows = _with_accounts(session, workspace_id, wider, around)
        for account_id, days in list(wider.items()):
            there = rows.get(account_id, {})
            reached = [day for day in sorted(there) if _hangs_together(day, days, there)]
            first, last = min(days) - around, max(days) + around
            if reached and around < 30 * WIDER and (reached[0] <= first or reached[-1] >= last):
                continue  # it goes on beyond what was looked at
            del wider[account_id]
            run: list[Activity] = []
            for number, day in enumerate(reached):
                if number and day - reached[number - 1] > NEAR:
                    runs.append(run)
                    run = []
                run += there[day]
            runs.append(run)
        around += WIDER
    return [run for run in runs if run]


def _hangs_together(day: date, days: Collection[date], there: Mapping[date, object]) -> bool:
    """Whether one gets from one of `days` to this one over days with entries (or the day beside it)."""
    for step in (NEAR, -NEAR):
        at = day
        while True:
            if at in days or at + step in days:
                return True
            if at + step not in there:
                break
            at += step
    return False


def _with_accounts(
    session: Session, workspace_id: str, places: Mapping[str, Collection[date]], around: timedelta
) -> dict[str, dict[date, list[Activity]]]:
    found: dict[str, dict[date, list[Activity]]] = defaultdict(lambda: defaultdict(list))
    every = [day for days in places.values() for day in days]
    asked = {"workspace_id": workspace_id, "first": min(every) - around, "last": max(every) + around}
    for values in fetch_some(session, _WITH_ACCOUNTS, asked, accounts=places):
        row = loaded(session, Activity, values)
        found[str(row.account_id)][row.happened_on].append(row)
    return found


_TABLE = inspect(Activity).local_table
_WITH_ACCOUNTS = PreparedForSome(
    lambda one_of: sql.select(_TABLE).where(
        col(Activity.workspace_id) == bindparam("workspace_id"),
        one_of(col(Activity.account_id), "accounts"),
        among(col(Activity.kind), ALIKE),
        col(Activity.happened_on).between(bindparam("first"), bindparam("last")),
        col(Activity.undone_at).is_(None),
    )
)
_OF_DAYS = PreparedForSome(
    lambda one_of: sql.select(_TABLE).where(
        col(Activity.workspace_id) == bindparam("workspace_id"),
        one_of(col(Activity.person_id), "people"),
        one_of(col(Activity.happened_on), "days"),
        one_of(col(Activity.kind), "kinds"),
    )
)

"""After a change of the log the rules decide again about what stands around it: one event, first meetings, revisions."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from datetime import date

from sqlmodel import Session, col, select

from models.activity.kinds import MEETINGS, Kind
from models.activity.meetings import settle_orders
from models.activity.proposals import settle_revisions
from models.activity.records import Activity
from models.activity.sources import Told, event_of, same_events
from models.team.records import Person

Place = tuple[str | None, date, str | None]
"""The account, day and deal that an entry bears on."""
FEW = 500
"""Days that are asked about one by one; more are looked up from the first to the last."""


def place_of(row: Activity) -> Place:
    """Where an entry stands."""
    return row.account_id, row.happened_on, row.deal_id


def settle(session: Session, workspace_id: str, rows: Iterable[Activity], also: Collection[Place] = ()) -> None:
    """Let the rules decide about the events, meetings and proposals around `rows`, and around where one stood before."""
    rows = list(rows)
    session.flush()
    days = {day for _, day, _ in also}
    whose = {(row.person_id, day) for row in rows for day in {row.happened_on, *days}}
    changed = settle_sources(session, workspace_id, whose)
    session.flush()
    settle_places(session, workspace_id, [*map(place_of, [*rows, *changed]), *also])


def settle_entries_of(session: Session, person: Person) -> None:
    """The same for all that somebody did: what was told of two people may be told of one by now."""
    session.flush()
    days = select(col(Activity.happened_on)).where(
        Activity.workspace_id == person.workspace_id, Activity.person_id == person.id, col(Activity.undone_at).is_(None)
    )
    changed = settle_sources(session, person.workspace_id, {(person.id, day) for day in session.exec(days)})
    session.flush()
    settle_places(session, person.workspace_id, map(place_of, changed))


def settle_places(session: Session, workspace_id: str, places: Iterable[Place]) -> None:
    """Find first meetings and revisions anew, where these entries stand."""
    by_account: dict[str, set[date]] = defaultdict(set)
    deals: set[str] = set()
    for account_id, day, deal_id in places:
        if account_id:
            by_account[account_id].add(day)
        if deal_id:
            deals.add(deal_id)
    for account_id, days in by_account.items():
        settle_orders(session, workspace_id, [account_id], days)
    settle_revisions(session, workspace_id, deals)
    session.flush()


def settle_sources(session: Session, workspace_id: str, whose: Collection[tuple[str, date]]) -> list[Activity]:
    """Find which entries of these people on these days tell of the same event; returns those of which that changed."""
    groups: dict[Hashable, list[Activity]] = defaultdict(list)
    for row in _entries(session, workspace_id, whose):
        groups[event_of(row)].append(row)
    changed: list[Activity] = []
    for rows in groups.values():
        told = (Told(row.id, row.source, max(1, row.quantity), row.is_apart) for row in rows)
        right = same_events(told) if len(rows) > 1 else {rows[0].id: None}
        for row in rows:
            if row.same_as != right[row.id]:
                row.same_as = right[row.id]
                changed.append(row)
                if row.same_as and row.kind in MEETINGS and not row.order_is_said:
                    row.is_first = None  # that is said of the event once
                if row.kind == Kind.PROPOSAL:
                    row.quantity = max(1, row.quantity)
    return changed


def _entries(session: Session, workspace_id: str, whose: Collection[tuple[str, date]]) -> list[Activity]:
    if not whose:
        return []
    people, days = {person_id for person_id, _ in whose}, {day for _, day in whose}
    counting = select(Activity).where(
        Activity.workspace_id == workspace_id,
        col(Activity.person_id).in_(people),
        col(Activity.happened_on) >= min(days),
        col(Activity.happened_on) <= max(days),
        col(Activity.undone_at).is_(None),
    )
    if len(days) <= FEW:
        counting = counting.where(col(Activity.happened_on).in_(days))
    return [row for row in session.exec(counting) if (row.person_id, row.happened_on) in whose]

"""After a change of the log the rules decide again about what stands around it: one event, first meetings, revisions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from models.activity.kinds import MEETINGS, Kind
from models.activity.matching import Around, events_around, events_with
from models.activity.measuring import measure
from models.activity.meetings import settle_orders
from models.activity.proposals import settle_revisions
from models.activity.records import Activity
from models.team.records import Person

Place = tuple[str | None, date, str | None]
"""The account, day and deal that an entry bears on."""


def place_of(row: Activity) -> Place:
    """Where an entry stands."""
    return row.account_id, row.happened_on, row.deal_id


def settle(
    session: Session, workspace_id: str, rows: Iterable[Activity], also: Collection[Place] = (), *, now: datetime
) -> None:
    """Let the rules decide about the events, meetings and proposals around `rows`, and around where one stood before."""
    rows = list(rows)
    session.flush()
    days = {day for _, day, _ in also}
    whose = {(row.person_id, day) for row in rows for day in {row.happened_on, *days}}
    stood = [(account, day) for account, day, _ in also if account]
    changed = settle_sources(session, workspace_id, whose, stood, now=now)
    session.flush()
    settle_places(session, workspace_id, [*map(place_of, [*rows, *changed]), *also])


def settle_entries_of(session: Session, person: Person, now: datetime) -> None:
    """The same for all that somebody did: what was told of two people may be told of one by now."""
    session.flush()
    days = select(col(Activity.happened_on)).where(
        Activity.workspace_id == person.workspace_id, Activity.person_id == person.id, col(Activity.undone_at).is_(None)
    )
    changed = settle_sources(session, person.workspace_id, {(person.id, day) for day in session.exec(days)}, now=now)
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


def settle_sources(
    session: Session,
    workspace_id: str,
    whose: Collection[tuple[str, date]],
    also: Iterable[tuple[str, date]] = (),
    *,
    now: datetime,
) -> list[Activity]:
    """Find which entries of these people on these days tell of the same event; returns those of which that, or what is
    known of it, changed.

    `also`: accounts and days where an entry stood before.
    """
    return _bound(session, events_around(session, workspace_id, whose, also), now)


def settle_new(session: Session, workspace_id: str, new: Sequence[Activity], now: datetime) -> list[Activity]:
    """The same after entries were added: only around those, as nothing else has changed."""
    return _bound(session, events_with(session, workspace_id, new), now)


def _bound(session: Session, found: Iterable[Around], now: datetime) -> list[Activity]:
    changed: list[Activity] = []
    for around in found:
        for told in around.events.of:
            event = [around.rows[one.id] for one in told]
            is_asked = any(row.id in around.events.questions for row in event)
            moved = [row for row in event if row.same_as != (None if row is event[0] else event[0].id)]
            for row in moved:
                row.same_as = None if row is event[0] else event[0].id
                if row.same_as and row.kind in MEETINGS and not row.order_is_said:
                    row.is_first = None  # that is said of the event once
                if row.kind == Kind.PROPOSAL:
                    row.quantity = max(1, row.quantity)
            changed += moved
            if measure(session, event, around.as_told, now, is_asked=is_asked):
                changed.append(event[0])  # also when it happened
            for row in event[1:]:
                measure(session, [row], around.as_told, now, is_asked=True)
    return changed

"""What stands out for one person today: their own entries and deals, held against the rules."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, func, or_, select

from models.activity.records import Activity, Source
from models.anomalies.rules import (
    MEETINGS_WITHOUT,
    WITHOUT_OVER,
    Entered,
    Found,
    bulk_at_the_end,
    repeated,
    taken_out,
    without_outcome,
)
from models.deals.records import Deal, DealChange, Outcome, StageChange
from models.period import first_instant, month_of, months_after
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.records import Workspace
from models.zones import zone_named

LOOKS_BACK = 130
"""Days: the end of last month, and the 60 days before it that say what is usual."""
MET = ("meeting", "visit", "demo")
CAME_OF_IT = ("lead", "proposal", "renewal")


def found_for(
    session: Session, workspace: Workspace, person: Person, calendar: Calendar, today: date
) -> Iterator[Found]:
    """What stands out now, asked about before or not; the plainest first."""
    entries, meetings = _entries(session, workspace, person, today)
    yield from bulk_at_the_end(entries, calendar, today)
    yield from repeated(entries, today)
    yield from _taken_out(session, workspace, person, today)
    first = min((entry.entered_on for entry in entries), default=today)
    if len(meetings) >= MEETINGS_WITHOUT:
        outcomes = _outcomes(session, person, {account for _, account in meetings if account}, today)
        yield from without_outcome([id_ for id_, _ in meetings], outcomes, calendar, first, today)


def _entries(
    session: Session, workspace: Workspace, person: Person, today: date
) -> tuple[list[Entered], list[tuple[str, str | None]]]:
    """What the person typed and counts, and of that the meetings of the last eight weeks with their accounts."""
    said = (
        *(Activity.kind, Activity.account_id, Activity.contact, Activity.quantity, Activity.minutes),
        *(Activity.amount_minor, Activity.score, Activity.topic, Activity.deal_id, Activity.note),
    )
    typed = sa.select(Activity.id, Activity.happened_on, Activity.created_at, *said).where(  # type: ignore[call-overload]
        col(Activity.workspace_id) == person.workspace_id,
        col(Activity.person_id) == person.id,
        col(Activity.happened_on) > today - timedelta(days=LOOKS_BACK),
        col(Activity.happened_on) <= today,
        col(Activity.source) == Source.SLACK.value,
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
        col(Activity.quantity) > 0,
    )
    zone = zone_named(person.zone, workspace.zone)
    entries, meetings = [], []
    for id_, happened_on, created_at, *words in session.execute(typed.order_by(col(Activity.happened_on))):
        entered_on = created_at.astimezone(zone).date()
        entries.append(Entered(id_, happened_on, entered_on, words[1], words[5] is not None, tuple(words)))
        if words[0] in MET and happened_on > today - timedelta(days=WITHOUT_OVER):
            meetings.append((id_, words[1]))
    return entries, meetings


def _outcomes(session: Session, person: Person, accounts: set[str], today: date) -> int:
    """How much came of it in eight weeks: of the person, or by anybody at one of these accounts."""
    since = today - timedelta(days=WITHOUT_OVER - 1)
    of_entries = or_(Activity.person_id == person.id, col(Activity.account_id).in_(accounts))
    of_deals = or_(Deal.owner_id == person.id, col(Deal.account_id).in_(accounts))
    entries = select(func.count()).where(
        Activity.workspace_id == person.workspace_id,
        col(Activity.kind).in_(CAME_OF_IT),
        col(Activity.happened_on) >= since,
        col(Activity.happened_on) <= today,
        col(Activity.undone_at).is_(None),
        of_entries,
    )
    steps = (
        select(func.count(col(StageChange.id)))
        .join(Deal, (col(Deal.workspace_id) == StageChange.workspace_id) & (col(Deal.id) == StageChange.deal_id))
        .where(
            StageChange.workspace_id == person.workspace_id,
            col(StageChange.happened_on) >= since,
            col(StageChange.happened_on) <= today,
            col(StageChange.undone_at).is_(None),
            of_deals,
        )
    )
    return session.exec(entries).one() + session.exec(steps).one()


def _taken_out(session: Session, workspace: Workspace, person: Person, today: date) -> Iterator[Found]:
    """Of last month and this one: deals of the person that they removed, or made open again after losing them."""
    zone = zone_named(person.zone, workspace.zone)
    months = [month_of(months_after(today.replace(day=1), -1)), month_of(today)]
    changes = (
        select(DealChange, Deal)
        .join(Deal, (col(Deal.workspace_id) == DealChange.workspace_id) & (col(Deal.id) == DealChange.deal_id))
        .where(
            DealChange.workspace_id == person.workspace_id,
            Deal.owner_id == person.id,
            or_(
                (col(DealChange.undone_by) == person.id)
                & (col(DealChange.undone_at) >= first_instant(months[0].start, zone))
                & col(DealChange.what).in_(("add", Outcome.LOST, Outcome.RETURNED)),
                (col(DealChange.changed_by) == person.id)
                & (col(DealChange.what) == "move")
                & (col(DealChange.changed_at) >= first_instant(months[0].start, zone)),
            ),
        )
    )
    moments = [
        (deal.id, at.astimezone(zone).date())
        for change, deal in session.exec(changes)
        if (at := _taken_at(change, deal))
    ]
    for month in months if moments else ():
        out = sorted({deal_id for deal_id, day in moments if day in month and day <= today})
        decided = select(col(Deal.outcome)).where(
            Deal.workspace_id == person.workspace_id,
            Deal.owner_id == person.id,
            col(Deal.removed_at).is_(None),
            col(Deal.outcome).is_not(None),
            col(Deal.closed_on) >= month.start,
            col(Deal.closed_on) < month.end,
        )
        outcomes = session.exec(decided).all()
        yield from taken_out(outcomes.count(Outcome.WON), len(outcomes), out, month)


def _taken_at(change: DealChange, deal: Deal) -> datetime | None:
    """When a change took the deal out; None for a slip mended within a day, and when the deal counts again."""
    if change.what == "add":
        out, since = deal.removed_at, change.changed_at
    elif change.what == "move":
        was_lost = change.old.get("outcome") in (Outcome.LOST, Outcome.RETURNED) and change.undone_at is None
        out = change.changed_at if was_lost and deal.outcome is None else None
        lost_on = change.old.get("closed_on")
        return out if out and lost_on != out.date().isoformat() else None
    else:
        out, since = (change.undone_at if deal.outcome is None else None), change.changed_at
    return out if out and out - since > timedelta(days=1) else None

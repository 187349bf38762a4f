"""Which meetings are asked about now: over, not logged by anybody, not a colleague's to log."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.activity.kinds import MEETINGS, Kind
from models.activity.records import Activity, CreditShare
from models.calendar.domains import accounts_by_domain
from models.calendar.records import OPEN, UNANSWERED, Suggestion, SuggestionState
from models.calendar.suggesting import ASKED_WITHIN, Asked, Suggested, with_whom
from models.period import Period
from models.prepared import PreparedForSome, fetch_some
from models.references.links import link_to, links_of
from models.references.records import Fact
from models.team.records import Person

ORIGIN = "calendar"
LIKE_A_MEETING = MEETINGS | {Kind.CALL, Kind.DEMO, Kind.NO_SHOW}
"""Kinds that a meeting of a calendar may have been logged as."""
APART = timedelta(minutes=60)
"""Two starts that are further from each other are two meetings, where a length says nothing else."""
MOST_ASKED = 8
"""In one message."""


@dataclass(frozen=True)
class Open:
    """A meeting that may be asked about, and with whom it was as far as that is known."""

    row: Suggestion
    whom: Suggested | Asked


def end_of(row: Suggestion) -> datetime:
    """When the meeting was over."""
    return row.starts_at + timedelta(minutes=row.minutes or 0)


def open_meetings(session: Session, person: Person, now: datetime) -> list[Suggestion]:
    """The person's meetings of which nothing was said yet: ended within three days, or still to come."""
    theirs = select(Suggestion).where(
        Suggestion.workspace_id == person.workspace_id,
        Suggestion.person_id == person.id,
        col(Suggestion.state).in_(OPEN),
    )
    rows = session.exec(theirs.order_by(col(Suggestion.starts_at), col(Suggestion.id)))
    return [row for row in rows if end_of(row) > now - ASKED_WITHIN]


def meetings_to_ask(session: Session, person: Person, zone: ZoneInfo, now: datetime) -> list[Open]:
    """Those that are over and were not asked about; what is logged, or asked of a colleague, is noted as such."""
    rows = [row for row in open_meetings(session, person, now) if row.state == SuggestionState.WAITING]
    return still_open(session, person, rows, zone, now)[:MOST_ASKED]


def meetings_that_wait(session: Session, person: Person, zone: ZoneInfo, now: datetime) -> list[Open]:
    """All that is over and of which nothing was said, asked about or not."""
    return still_open(session, person, open_meetings(session, person, now), zone, now)


def still_open(
    session: Session,
    person: Person,
    rows: Sequence[Suggestion],
    zone: ZoneInfo,
    now: datetime,
    chosen: Mapping[str, str | None] = MappingProxyType({}),
) -> list[Open]:
    """The rows that are over and that nobody has logged, with whom they were; what was logged is marked as that.

    `chosen`: by row the account that somebody says it was with, whatever the guests' domains mean.
    """
    accounts_of = accounts_by_domain(session, person.workspace_id)
    over = [row for row in rows if end_of(row) <= now and row.state in UNANSWERED]
    left = [row for row in over if not _is_of_colleague(session, row)]
    found = []
    for row in left:
        said = chosen.get(row.id)
        found.append(Open(row, Suggested(said, "") if said else with_whom(row.domains, accounts_of)))
    logged = _logged(session, person, found, zone)
    for one in found:
        if one.row.id in logged:
            one.row.state = SuggestionState.ALREADY_LOGGED
            one.row.activity_id = logged[one.row.id]
    session.flush()
    return [one for one in found if one.row.state in UNANSWERED]


def _is_of_colleague(session: Session, row: Suggestion) -> bool:
    """The same meeting in two calendars is one question: to its organizer, else to whose id comes first."""
    same = select(Suggestion).where(
        Suggestion.workspace_id == row.workspace_id, Suggestion.key == row.key, Suggestion.person_id != row.person_id
    )
    for other in session.exec(same):
        if other.state == SuggestionState.OF_COLLEAGUE:
            continue
        is_first = (not other.is_organizer, other.person_id) < (not row.is_organizer, row.person_id)
        if is_first or other.state == SuggestionState.LOGGED:
            row.state = SuggestionState.OF_COLLEAGUE
            return True
    return False


def _logged(session: Session, person: Person, found: Sequence[Open], zone: ZoneInfo) -> dict[str, str]:
    """By suggestion: the entry that tells of the same meeting. Each entry tells of one, the nearest in time."""
    told = {row.id: fact for row in (one.row for one in found) if (fact := entry_linked_to(session, row))}
    entries = _entries(session, person, {day_of(one.row, zone) for one in found})
    taken = _taken(session, person.workspace_id, [entry.id for entry in entries])
    shared = _shared_with(session, person, [entry.id for entry in entries])
    pairs = []
    for one in found:
        for entry in entries:
            if one.row.id not in told and entry.id not in taken and _may_be(one, entry, person, shared, zone):
                apart = abs(entry.happened_at - one.row.starts_at) if entry.happened_at else APART
                pairs.append((apart, one.row.starts_at, one.row.id, entry.id))
    used = set[str]()
    for _, _, row_id, entry_id in sorted(pairs):
        if row_id not in told and entry_id not in used:
            told[row_id] = entry_id
            used.add(entry_id)
    return told


def _may_be(one: Open, entry: Activity, person: Person, shared: set[str], zone: ZoneInfo) -> bool:
    ids = {one.whom.account_id} if isinstance(one.whom, Suggested) else set(one.whom.account_ids)
    if entry.account_id not in ids or entry.happened_on != day_of(one.row, zone):
        return False
    if entry.person_id not in (person.id, *one.row.with_ids) and entry.id not in shared:
        return False
    if entry.happened_at is None:
        return True
    return abs(entry.happened_at - one.row.starts_at) <= max(APART, timedelta(minutes=one.row.minutes or 0))


def day_of(row: Suggestion, zone: ZoneInfo) -> date:
    """The day where the person is."""
    return row.starts_at.astimezone(zone).date()


def entry_linked_to(session: Session, row: Suggestion) -> str | None:
    """The living entry that is known to be this very meeting."""
    link = link_to(session, row.workspace_id, ORIGIN, Fact.EVENT, row.key)
    entry = session.get(Activity, (row.workspace_id, link.fact_id)) if link else None
    return entry.id if entry is not None and entry.undone_at is None else None


def _taken(session: Session, workspace_id: str, entry_ids: Sequence[str]) -> set[str]:
    """Which of these entries are known to be another meeting of a calendar."""
    told = links_of(session, workspace_id, Fact.EVENT, entry_ids)
    return {entry_id for entry_id, links in told.items() if any(link.origin == ORIGIN for link in links)}


def _entries(session: Session, person: Person, days: Iterable[date]) -> list[Activity]:
    """What was held on these days and counts, by anybody: whose it is is looked at later."""
    wanted = list(days)
    if not wanted:
        return []
    theirs = select(Activity).where(
        Activity.workspace_id == person.workspace_id,
        col(Activity.happened_on).in_(wanted),
        col(Activity.kind).in_(sorted(LIKE_A_MEETING)),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    )
    return list(session.exec(theirs.order_by(col(Activity.id))))


def _shared_with(session: Session, person: Person, entry_ids: Sequence[str]) -> set[str]:
    """Which of these entries give the person credit, whoever logged them."""
    shares = select(CreditShare.activity_id).where(
        CreditShare.workspace_id == person.workspace_id,
        CreditShare.person_id == person.id,
        col(CreditShare.activity_id).in_(entry_ids),
    )
    return set(session.exec(shares))


def not_logged_in(session: Session, person: Person, period: Period, zone: ZoneInfo, now: datetime) -> int:
    """How many meetings of these days are over and stand in no log: the person's own business."""
    theirs = select(Suggestion).where(
        Suggestion.workspace_id == person.workspace_id,
        Suggestion.person_id == person.id,
        col(Suggestion.state).in_(UNANSWERED),
    )
    rows = [row for row in session.exec(theirs) if day_of(row, zone) in period]
    return len(still_open(session, person, rows, zone, now))


def by_day(rows: Iterable[Suggestion], zone: ZoneInfo) -> dict[date, list[Suggestion]]:
    """The meetings of each day."""
    found: defaultdict[date, list[Suggestion]] = defaultdict(list)
    for row in rows:
        found[day_of(row, zone)].append(row)
    return dict(found)


def also_in_calendar(session: Session, person: Person, entry_ids: Collection[str]) -> set[str]:
    """Which of these entries of theirs the person's own calendar holds as well. For nobody else's eyes."""
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    return {entry_id for (entry_id,) in fetch_some(session, _ALSO_THERE, whose, ids=entry_ids)}


_ALSO_THERE = PreparedForSome(
    lambda one_of: select(col(Suggestion.activity_id)).where(
        col(Suggestion.workspace_id) == bindparam("workspace_id"),
        col(Suggestion.person_id) == bindparam("person_id"),
        col(Suggestion.state) == SuggestionState.ALREADY_LOGGED,
        one_of(col(Suggestion.activity_id), "ids"),
    )
)

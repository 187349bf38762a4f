"""What a reading leaves behind: meetings that may be logged, without titles and addresses, and days away."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from models.calendar.domains import not_sales_of
from models.calendar.keys import event_key, series_key
from models.calendar.links import CADENCES
from models.calendar.occurrences import Absence, Occurrence, Reading
from models.calendar.records import OPEN, UNANSWERED, AbsenceQuestion, CalendarLink, Suggestion, SuggestionState
from models.calendar.suggesting import ASKED_WITHIN, Owner, colleagues_at, outside_domains, own_domains, silence
from models.delivery.records import Delivery
from models.team.enrolment import Standing
from models.team.leave import leave_of
from models.team.moves import today_in
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.workspace.queries import workspace_of

KEPT_FOR = timedelta(days=14)
LONGEST_DOMAINS = 20


def note_reading(session: Session, person: Person, link: CalendarLink, reading: Reading, now: datetime) -> None:
    """Keep what may be asked about; what is cancelled, declined or gone by now is asked about no longer, nor counted."""
    people = _people(session, person.workspace_id)
    owner = _owner(session, person, people, reading.owner_address, now)
    known = {row.key: row for row in _suggestions(session, person)}
    held: set[str] = set()
    silent: set[str] = set()
    for one in reading.occurrences:
        key = event_key(one.uid, one.planned_for)
        if silence(one, owner) is not None:
            silent.add(key)
            continue
        held.add(key)
        if one.end > now - ASKED_WITHIN:
            _note(session, person, one, key, known, owner, people, now)
    for row in known.values():
        is_gone = row.key in silent or (row.key not in held and not reading.cut_off)
        if is_gone and row.state in UNANSWERED:
            session.delete(row)
    for absence in reading.absences:
        _note_absence(session, person, absence, now)
    link.has_guests, link.events = reading.has_guests, reading.events
    link.cut_off = sorted(reading.cut_off)
    session.flush()


def _note(
    session: Session,
    person: Person,
    one: Occurrence,
    key: str,
    known: dict[str, Suggestion],
    owner: Owner,
    people: dict[str, Person],
    now: datetime,
) -> None:
    row, series = known.get(key), series_key(one.uid)
    if row is None and not one.is_recurring:
        # A single meeting that was moved: it is the same one, and what was said of it holds.
        row = next((other for other in known.values() if other.series == series and not other.is_recurring), None)
    if row is None:
        row = Suggestion(
            workspace_id=person.workspace_id,
            person_id=person.id,
            key=key,
            series=series,
            is_recurring=one.is_recurring,
            starts_at=one.start,
            created_at=now,
        )
    elif row.state not in UNANSWERED:
        return
    elif one.end > now or row.state == SuggestionState.EXPIRED:
        row.state = SuggestionState.WAITING  # it was moved to a later time: whoever was asked is asked once it is over
    known.pop(row.key, None)
    row.key, row.starts_at, row.minutes = key, one.start, one.minutes
    row.domains = list(outside_domains(one, owner))[:LONGEST_DOMAINS]
    row.is_organizer = one.organizer in owner.addresses
    there = colleagues_at(one, people.keys() - owner.addresses)
    row.with_ids = sorted({people[address].id for address in there if people[address].is_rep} - {person.id})
    known[key] = row
    session.add(row)


def _note_absence(session: Session, person: Person, absence: Absence, now: datetime) -> None:
    """Once an event; nothing when the days stand in Koers already."""
    key = series_key(absence.uid)
    asked = select(AbsenceQuestion).where(
        AbsenceQuestion.workspace_id == person.workspace_id,
        AbsenceQuestion.person_id == person.id,
        AbsenceQuestion.key == key,
    )
    if session.exec(asked).first() or leave_of(session, person, absence.first_day, absence.last_day):
        return
    session.add(
        AbsenceQuestion(
            workspace_id=person.workspace_id,
            person_id=person.id,
            key=key,
            first_day=absence.first_day,
            last_day=absence.last_day,
            created_at=now,
        )
    )


def _owner(session: Session, person: Person, people: dict[str, Person], calendar_address: str, now: datetime) -> Owner:
    """Whose calendar it is. How the calendar calls itself counts only where it is nobody else's address.

    Our domains are those of members who work here: a guest of the Slack, and who has left, may mail by a customer's.
    """
    today = today_in(workspace_of(session, person.workspace_id).zone, now)
    of_other = calendar_address in people and people[calendar_address].id != person.id
    addresses = {(person.email or "").lower(), "" if of_other else calendar_address} - {""}
    members = {mail for mail, one in people.items() if one.standing is None and is_at_work(one, today)}
    return Owner(
        addresses=frozenset(addresses),
        own_domains=own_domains(members | addresses),
        colleagues=frozenset(people),
        not_sales=not_sales_of(session, person),
    )


def _people(session: Session, workspace_id: str) -> dict[str, Person]:
    """Everybody of the workspace, by address; somebody of another workspace in a shared channel is a guest."""
    everybody = select(Person).where(
        Person.workspace_id == workspace_id,
        col(Person.email).is_not(None),
        func.coalesce(Person.standing, Standing.MEMBER.value) != Standing.STRANGER.value,
    )
    return {(one.email or "").lower(): one for one in session.exec(everybody)}


def _suggestions(session: Session, person: Person) -> list[Suggestion]:
    theirs = select(Suggestion).where(Suggestion.workspace_id == person.workspace_id, Suggestion.person_id == person.id)
    return list(session.exec(theirs))


def forget_old_meetings(session: Session, workspace_id: str, now: datetime) -> int:
    """Nobody's word within three days: it drops off. After 14 days it goes, and so do the words of what asked about it."""
    over = update(Suggestion).where(
        col(Suggestion.workspace_id) == workspace_id,
        col(Suggestion.state).in_(OPEN),
        col(Suggestion.starts_at) < now - ASKED_WITHIN - timedelta(days=1),
    )
    session.execute(over.values(state=SuggestionState.EXPIRED))
    old = now - KEPT_FOR
    questions = delete(AbsenceQuestion).where(
        col(AbsenceQuestion.workspace_id) == workspace_id,
        col(AbsenceQuestion.created_at) < old,
        col(AbsenceQuestion.last_day) < now.date(),
    )
    session.execute(questions)
    told = update(Delivery).where(
        col(Delivery.workspace_id) == workspace_id,
        col(Delivery.cadence).startswith(CADENCES),
        col(Delivery.finished_at) < old,
    )
    session.execute(told.values(message=None, about={}))
    meetings = delete(Suggestion).where(col(Suggestion.workspace_id) == workspace_id, col(Suggestion.starts_at) < old)
    return int(session.execute(meetings).rowcount)  # type: ignore[attr-defined]

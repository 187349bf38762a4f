"""What a rep's own calendar brings: meetings to log, once they are over; days away; word that it does not answer."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from jobs.cadence import Cadence, Occasion, Window
from messages.blocks import Message
from messages.calendar import prompts as messages
from models.calendar.asking import by_day, end_of, meetings_to_ask, open_meetings
from models.calendar.links import link_of
from models.calendar.meetings import meeting_views
from models.calendar.records import AbsenceQuestion, CalendarLink, Suggestion, SuggestionState
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.team.calendar import Calendar
from models.team.leave import leave_of
from models.team.records import Person

AFTER = timedelta(minutes=15)
"""Somebody who comes out of a meeting has a moment, but not at once."""
MORNING = time(8, 30)
EARLIEST, LATEST = time(11, 30), time(18, 30)
"""Between these the meetings of a day are asked about; later ones come next morning."""
BROKEN_AFTER = timedelta(hours=24)


def after_the_last(window: Window) -> Iterator[Due]:
    """A quarter of an hour after the last meeting of a day; on the morning after, what came later than that."""
    for person, _ in _linked(window):
        zone = window.zone_of(person)
        waiting = [
            row for row in open_meetings(window.session, person, window.moment) if row.state == SuggestionState.WAITING
        ]
        for day, rows in by_day(waiting, zone).items():
            for slot, at in _moments(window, person, day, rows, zone):
                if window.since < at <= window.now:
                    yield Due(person.id, slot, at, at_own_time=False)


def _moments(
    window: Window, person: Person, day: date, rows: list[Suggestion], zone: ZoneInfo
) -> Iterator[tuple[str, datetime]]:
    """When the meetings of a day are asked about: on the day, unless it is late by then; and the first morning after."""
    last = max(end_of(row) for row in rows) + AFTER
    earliest, latest = (instant_of(day, at, zone) for at in (EARLIEST, LATEST))
    if last <= latest and window.works_on(person)(day):
        yield day.isoformat(), max(last, earliest)
    for ahead in (1, 2, 3):
        morning = day + timedelta(days=ahead)
        if window.works_on(person)(morning):
            yield f"{morning.isoformat()}:morning", instant_of(morning, MORNING, zone)
            return


def meetings_to_log(occasion: Occasion) -> Message | None:
    """What is over, was not asked about and is logged by nobody; None when that is nothing any more."""
    person = occasion.person
    assert person is not None
    if not Calendar.of(occasion.session, person, occasion.workspace).works_on(occasion.today):
        return None  # leave was taken since; who is away for half a day is asked
    found = meetings_to_ask(occasion.session, person, occasion.zone, occasion.now)
    for one in found:
        one.row.state, one.row.asked_in = SuggestionState.ASKED, occasion.delivery.id
    views = meeting_views(occasion.session, person, found, occasion.zone)
    return messages.meetings(occasion.language, occasion.today, views) if views else None


def days_away(window: Window) -> Iterator[Due]:
    """Days away that a calendar told of, as soon as it did."""
    people = {person.id: person for person, _ in _linked(window)}
    asked = select(AbsenceQuestion).where(
        AbsenceQuestion.workspace_id == window.workspace.workspace_id,
        AbsenceQuestion.answer == "",
        col(AbsenceQuestion.person_id).in_(people),
    )
    for question in window.session.exec(asked):
        if window.since < question.created_at <= window.now:
            yield Due(question.person_id, question.key, question.created_at, {"id": question.id}, at_own_time=False)


def shall_i_note_it(occasion: Occasion) -> Message | None:
    """None when it is noted by now, or over."""
    person = occasion.person
    assert person is not None
    question = occasion.session.get(AbsenceQuestion, (person.workspace_id, str(occasion.about["id"])))
    if question is None or question.answer or question.last_day < occasion.today:
        return None
    if leave_of(occasion.session, person, question.first_day, question.last_day):
        return None
    return messages.away(occasion.language, question.id, question.first_day, question.last_day)


def not_answering(window: Window) -> Iterator[Due]:
    """Whose calendar has not answered for a day: once, until it answers again."""
    for person, link in _linked(window):
        at = (link.ok_at or link.added_at) + BROKEN_AFTER
        if link.error and link.told_at is None and at <= window.now:
            slot = f"{link.id[-12:]}@{(link.ok_at or link.added_at):%Y-%m-%dT%H:%M}"
            yield Due(person.id, slot, max(at, window.since), at_own_time=False)


def it_does_not_answer(occasion: Occasion) -> Message | None:
    """None when it answers again, or was forgotten."""
    person = occasion.person
    assert person is not None
    link = link_of(occasion.session, person)
    if link is None or not link.error:
        return None
    link.told_at = occasion.now
    return messages.broken(occasion.language, link.error)


def _linked(window: Window) -> list[tuple[Person, CalendarLink]]:
    """Whoever has a calendar."""
    links = select(CalendarLink).where(CalendarLink.workspace_id == window.workspace.workspace_id)
    by_person = {link.person_id: link for link in window.session.exec(links)}
    return [(person, by_person[person.id]) for person in window.people if person.id in by_person] if by_person else []


CADENCES = (
    Cadence(
        "calendar.meetings",
        after_the_last,
        meetings_to_log,
        useful_for=timedelta(hours=20),
        when="15 minutes after the last meeting of a day, or 08:30 on the working day after; at most once each",
        to="each rep who linked a calendar, about meetings with guests from outside that nobody logged",
    ),
    Cadence(
        "calendar.away",
        days_away,
        shall_i_note_it,
        useful_for=timedelta(days=14),
        when="when a linked calendar says that its owner is away, once",
        to="its owner, unless the days are noted",
    ),
    Cadence(
        "calendar.broken",
        not_answering,
        it_does_not_answer,
        useful_for=timedelta(days=3),
        when="when a linked calendar has not answered for a day, once",
        to="its owner",
    ),
)

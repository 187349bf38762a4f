"""Quarterly reviews: the pack in the first two weeks, what waits for the manager, reminders, what was missed, decisions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from jobs.cadence import Cadence, Occasion, Window
from jobs.prompts.deputy import FOR, said_so, slot_for, stand_in, whose
from jobs.prompts.qbr_turns import (
    MORNING,
    asked_in,
    name_of,
    owners_of,
    quarters_on,
    rests,
    teams_with_lead,
    waiting_reviews,
    whose_turn,
    window_of,
)
from jobs.prompts.review_turns import manager_above, named_before, reviewer
from messages.blocks import Message
from messages.qbr import prompts as messages
from messages.qbr.overview import Line
from messages.qbr.steps import REMARK
from messages.qbr.text import DecisionView, QbrView
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.preferences import own_wish
from models.period import quarter_of
from models.qbr.actions import open_qbr
from models.qbr.decisions import asks_from, due_between, owner_of, who_is_asked
from models.qbr.drafting import pack_of
from models.qbr.due import TEAM_ASKED_ON, asked_on, is_asked_about
from models.qbr.queries import last_day_of_rep, qbr_of, quarter_of_qbr
from models.qbr.records import QbrDecision, QbrState
from models.reviews.turns import MISSED_AFTER, REMINDERS_AFTER, Turn, is_missed, reminder_due
from models.team.deputy import will_write
from models.team.records import Person, Team

PREFERENCE = "qbr"
PROMPT, TO_WRITE, REMINDER, MISSED, DECISION = ("qbr.prompt", "qbr.write", "qbr.reminder", "qbr.missed", "qbr.decision")
TWO_WEEKS, HALF_A_YEAR = timedelta(days=14), timedelta(days=183)


def who_reports(window: Window) -> Iterator[Due]:
    """Each rep of the quarter before on their second working day; who leads a team, for it, on their sixth.

    The day is looked at first: on most days it is nobody's, and nothing else is asked.
    """
    running, quarter = quarters_on(window)
    leads: dict[str, Due] = {}
    for person in window.people:
        calendar, wish = window.calendars[person.id], window.wish_of(person, PREFERENCE)
        due = asked_in(window, person, asked_on(calendar, running), quarter, wish)
        if due and is_asked_about(person, calendar, quarter):
            yield due
        if due := asked_in(window, person, asked_on(calendar, running, TEAM_ASKED_ON), quarter, wish):
            leads[person.id] = due
    for team, lead in teams_with_lead(window, quarter) if leads else ():
        if due := leads.get(lead.id):
            slot = due.slot.replace(quarter.name, f"{quarter.name}:{team.id[-12:]}")
            yield replace(due, slot=slot, about={**due.about, "team": team.id})


def prompt(occasion: Occasion) -> Message | None:
    """Opens the review; None when it was handed in already."""
    session, workspace, person = occasion.session, occasion.workspace, occasion.person
    assert person is not None
    quarter = quarter_of(date.fromisoformat(occasion.about["quarter"]), workspace.fiscal_start_month)
    team = session.get(Team, (workspace.workspace_id, occasion.about.get("team") or ""))
    known = qbr_of(session, team or person, quarter.start)
    if known is not None and known.state != QbrState.OPEN:
        return None
    qbr = open_qbr(session, team or person, person, quarter, occasion.today)
    manager = will_write(session, workspace, person, occasion.today, until := last_day_of_rep(session, qbr))
    view = QbrView(
        qbr.id,
        team.name if team else person.name,
        person.name,
        quarter,
        qbr.state,
        pack_of(session, workspace, qbr, occasion.now),
        manager=manager.name if manager else "",
    )
    view = replace(view, people=owners_of(occasion, view))
    return messages.prompt(occasion.language, view, until, of_team=team is not None)


def managers_to_tell(window: Window) -> Iterator[Due]:
    """Each manager on the morning after a report came in, or on the morning of its last day without one."""
    for qbr, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, qbr)
        if manager is not None:
            day = waiting.since + timedelta(days=0 if qbr.state == QbrState.OPEN else 1)
            deputy = stand_in(window, manager, day)
            if deputy is None:
                yield from _morning(window, manager, window.calendars[manager.id].next_working_day(day))
            else:
                for due in _morning(window, deputy, day):
                    yield replace(due, slot=slot_for(due.slot, manager), about={FOR: manager.id})


def to_write(occasion: Occasion) -> Message | None:
    """What waits for this manager; None when all of it was named in an earlier message."""
    lines = _lines(occasion, reminding=False)
    if not {line.qbr_id for line in lines} - named_before(occasion, TO_WRITE):
        return None
    occasion.remember(reviews=[line.qbr_id for line in lines])
    return said_so(occasion, messages.to_write(occasion.language, lines))


def whom_to_remind(window: Window) -> Iterator[Due]:
    """Whoever's turn it is, two and four working days after it began; one message a day for all that waits."""
    for qbr, waiting in waiting_reviews(window):
        person = whose_turn(window, qbr, waiting)
        if person is not None:
            for days in REMINDERS_AFTER:
                yield from _morning(window, person, window.calendars[person.id].working_days_after(waiting.since, days))


def reminder(occasion: Occasion) -> Message | None:
    """What still waits for this person; None when they have done it all, or do not want it now."""
    lines = _lines(occasion, reminding=True)
    parts = [*_own(occasion), *([messages.to_write(occasion.language, lines, again=True)] if lines else [])]
    if not parts:
        return None
    return Message(parts[0].text, [block for part in parts for block in part.blocks])


def managers_above(window: Window) -> Iterator[Due]:
    """The manager of a manager who has not shared one five working days after their turn began."""
    for qbr, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, qbr)
        above = manager_above(window, qbr, manager) if manager and qbr.missed_on is None else None
        if manager is not None and above is not None:
            day = window.calendars[manager.id].working_days_after(waiting.since, MISSED_AFTER)
            yield from _morning(window, above, window.calendars[above.id].next_working_day(day))


def missed(occasion: Occasion) -> Message | None:
    """What below this person was not written in time, of the quarter before; each is told once."""
    window, told = window_of(occasion), []
    for qbr, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, qbr)
        is_told = qbr.missed_on is not None or qbr.quarter < quarters_on(window)[1].start
        if manager is None or is_told or manager_above(window, qbr, manager) != occasion.person:
            continue
        if is_missed(waiting, occasion.today, window.calendars[manager.id].working_days_after):
            qbr.missed_on = occasion.today
            told.append((name_of(occasion, qbr), manager.name, quarter_of_qbr(qbr)))
    return messages.missed(occasion.language, told) if told else None


def owners_to_ask(window: Window) -> Iterator[Due]:
    """Who was to do something by today, or on the next day that they work; who takes it over, when its owner has left."""
    today = window.now.date()
    for _, asked, day in _decisions_to_ask(window, today + timedelta(days=1)):
        yield from _morning(window, asked, day)


def decisions_due(occasion: Occasion) -> Message | None:
    """What is due today or was, and nobody ticked off."""
    assert occasion.person is not None
    mine = [
        DecisionView(one.id, one.text, owner_of(occasion.session, one).name, one.due_on, one.state)
        for one, asked, day in _decisions_to_ask(window_of(occasion), occasion.today)
        if asked.id == occasion.person.id and day > occasion.today - TWO_WEEKS
    ]
    return messages.decisions_due(occasion.language, mine) if mine else None


def _decisions_to_ask(window: Window, last: date) -> Iterator[tuple[QbrDecision, Person, date]]:
    """The open decisions due by `last`, with who is asked and on which day: after long leave that is long after."""
    today = window.now.date()
    for one in due_between(window.session, window.workspace.workspace_id, today - HALF_A_YEAR, last):
        asked = who_is_asked(window.session, one, today)
        if asked is not None and asked.id in window.calendars:
            first = asks_from(window.session, one, today)
            yield one, asked, window.calendars[asked.id].next_working_day(first)


def _morning(window: Window, person: Person, day: date) -> Iterator[Due]:
    """A delivery at 09:00 of the person's day, when that lies in the window; the day is its slot."""
    at = instant_of(day, MORNING, window.zone_of(person))
    if window.since < at <= window.now:
        yield Due(person.id, day.isoformat(), at)


def _lines(occasion: Occasion, *, reminding: bool) -> list[Line]:
    window = window_of(occasion)
    lines = []
    for qbr, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, qbr)
        if manager is None or manager != whose(occasion):
            continue
        days = window.calendars[manager.id].working_days_after
        if not reminding or reminder_due(waiting, occasion.today, days) is not None:
            standing = "open" if qbr.reported_on is None else QbrState.REPORTED.value
            lines.append(Line(name_of(occasion, qbr), quarter_of_qbr(qbr), standing, qbr.id, REMARK))
    return lines


def _own(occasion: Occasion) -> Iterator[Message]:
    assert occasion.person is not None
    window, wish = window_of(occasion), own_wish(occasion.session, occasion.person, PREFERENCE)
    for qbr, waiting in waiting_reviews(window):
        is_due = reminder_due(waiting, occasion.today, window.calendars[qbr.person_id].working_days_after)
        if qbr.person_id != occasion.person.id or is_due is None:
            continue
        if waiting.turn is Turn.REFLECT and not rests(wish, occasion.today):
            until = last_day_of_rep(occasion.session, qbr)
            yield messages.remind_report(occasion.language, qbr.id, quarter_of_qbr(qbr), until)
        elif waiting.turn is Turn.SIGN:
            yield messages.remind_sign(occasion.language, qbr.id, quarter_of_qbr(qbr))


CADENCES = (
    Cadence(
        PROMPT,
        who_reports,
        prompt,
        useful_for=TWO_WEEKS,
        when="09:00 or as they wish, on the second working day of the quarter; for a team on the sixth",
        to="each rep who worked in the quarter before; who leads a team, for it",
    ),
    Cadence(
        TO_WRITE,
        managers_to_tell,
        to_write,
        useful_for=timedelta(days=7),
        when="when a report came in, or at 09:00 five working days after it was asked for",
        to="the manager who writes the other half; while they are away, who stands in",
    ),
    Cadence(
        REMINDER,
        whom_to_remind,
        reminder,
        useful_for=timedelta(days=2),
        when="09:00, two and four working days after a turn began",
        to="whoever's turn the quarterly review is",
    ),
    Cadence(
        MISSED,
        managers_above,
        missed,
        useful_for=TWO_WEEKS,
        when="09:00, five working days after the manager's turn began",
        to="the manager's manager",
    ),
    Cadence(
        DECISION,
        owners_to_ask,
        decisions_due,
        useful_for=TWO_WEEKS,
        when="09:00 on the day by which something was decided to be done, or the next working day",
        to="who was to do it",
    ),
)

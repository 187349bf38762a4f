"""How the reviews of a quarter stand: for a manager rep by rep, for who leads managers by manager. Never what is in them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from models.period import Period
from models.qbr.due import asked_on, has_quarter_to_review
from models.qbr.queries import qbrs_of_quarter
from models.qbr.records import Qbr
from models.qbr.subjects import PERSON
from models.qbr.turns import waiting_for
from models.reviews.standing import NONE, NOT_DUE, ByManager, Standing, grouped, is_late
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.workspace.records import Workspace


def standings(
    session: Session, workspace: Workspace, people: Sequence[Person], quarter: Period, today: date
) -> list[Standing]:
    """How each of these people's review of the quarter stands, in their order."""
    opened = {
        qbr.scope_id: qbr
        for qbr in qbrs_of_quarter(session, workspace.workspace_id, quarter.start)
        if qbr.scope_kind == PERSON
    }
    calendars = calendars_of(session, workspace, people)
    found = []
    for person in people:
        qbr = opened.get(person.id)
        if qbr is not None:
            found.append(_standing(session, person, qbr, calendars, today))
        else:
            is_due = has_quarter_to_review(person, calendars[person.id], quarter) and is_at_work(person, today)
            found.append(Standing(person, NONE if is_due else NOT_DUE))
    return found


def is_asked(person: Person, calendar: Calendar, quarter: Period, running: Period, today: date) -> bool:
    """Whether the person has been asked by today about the quarter, or could begin by themselves."""
    day = asked_on(calendar, running)
    return has_quarter_to_review(person, calendar, quarter) and (day is None or day <= today)


def by_manager(
    session: Session, workspace: Workspace, people: Sequence[Person], quarter: Period, today: date
) -> list[ByManager]:
    """The reviews of these people by who writes the other half, those with most that is late first."""
    return [row for _, row in grouped(session, standings(session, workspace, people, quarter, today), today)]


def _standing(session: Session, person: Person, qbr: Qbr, calendars: Mapping[str, Calendar], today: date) -> Standing:
    shared_on = qbr.shared_at.date() if qbr.shared_at else None
    days = calendars[person.id].working_days_after
    waiting = waiting_for(qbr.state, qbr.opened_on, qbr.reported_on, shared_on, today, days)
    late = is_late(session, person, waiting.turn, waiting.since, today)
    return Standing(person, qbr.state, qbr.id, waiting.turn, late, qbr.missed_on is not None)

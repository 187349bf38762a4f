"""How the reviews of a quarter stand: for a manager rep by rep, for who leads managers by manager. Never what is in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.period import Period
from models.qbr.due import asked_on, has_quarter_to_review
from models.qbr.queries import qbrs_of_quarter
from models.qbr.records import CLOSED, Qbr, QbrState
from models.qbr.subjects import PERSON
from models.qbr.turns import waiting_for
from models.reviews.turns import MISSED_AFTER, Turn
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, reviewer_of
from models.workspace.records import Workspace

NONE, NOT_DUE = "none", "not_due"
"""Not asked yet; away, new, or no rep in that quarter."""


@dataclass(frozen=True)
class Standing:
    """One rep's review of the quarter."""

    person: Person
    state: str
    """`NONE`, `NOT_DUE`, or a state."""
    qbr_id: str = ""
    turn: Turn = Turn.NOTHING
    is_late: bool = False
    """The manager's turn has lasted five working days or more."""


@dataclass(frozen=True)
class ByManager:
    """The reviews of everybody whose manager's part somebody writes."""

    manager: str
    """Empty: nobody is there to."""
    due: int
    held: int
    """Signed, or disagreed with."""
    with_rep: int
    """The report or the signature is awaited."""
    with_manager: int
    late: int
    missed: int
    """Of these told to the manager above."""


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
    groups: defaultdict[str, list[Standing]] = defaultdict(list)
    names: dict[str, str] = {}
    missed = {qbr.id for qbr in qbrs_of_quarter(session, workspace.workspace_id, quarter.start) if qbr.missed_on}
    for one in standings(session, workspace, people, quarter, today):
        if one.state == NOT_DUE:
            continue
        manager = reviewer_of(session, one.person, today)
        key = manager.id if manager else ""
        names[key] = manager.name if manager else ""
        groups[key].append(one)
    rows = [_together(names[key], group, missed) for key, group in groups.items()]
    return sorted(rows, key=lambda row: (-row.late, -row.missed, row.held / row.due, row.manager))


def _together(manager: str, group: Sequence[Standing], missed: set[str]) -> ByManager:
    return ByManager(
        manager=manager,
        due=len(group),
        held=sum(one.state in CLOSED for one in group),
        with_rep=sum(one.turn in (Turn.REFLECT, Turn.SIGN) or one.state == NONE for one in group),
        with_manager=sum(one.turn is Turn.WRITE for one in group),
        late=sum(one.is_late for one in group),
        missed=sum(one.qbr_id in missed and one.state not in CLOSED for one in group),
    )


def _standing(session: Session, person: Person, qbr: Qbr, calendars: Mapping[str, Calendar], today: date) -> Standing:
    shared_on = qbr.shared_at.date() if qbr.shared_at else None
    days = calendars[person.id].working_days_after
    waiting = waiting_for(qbr.state, qbr.opened_on, qbr.reported_on, shared_on, today, days)
    manager = reviewer_of(session, person, today)
    is_late = False
    if waiting.turn is Turn.WRITE and manager is not None and qbr.state != QbrState.SHARED:
        own = Calendar.of(session, manager)
        is_late = today >= own.working_days_after(waiting.since, MISSED_AFTER)
    return Standing(person, qbr.state, qbr.id, waiting.turn, is_late)

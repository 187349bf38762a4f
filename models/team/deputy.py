"""Who stands in for a manager who is away: somebody named, else their own manager."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from models.refusal import Refusal
from models.team.calendar import Calendar, calendars_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, line_above, reviewer_of
from models.workspace.records import Workspace
from models.workspace.trail import Did, note


def is_away(calendar: Calendar, day: date) -> bool:
    """Whether leave covers all of a day that would have been worked; a weekend or a part-time day is no absence."""
    return calendar.is_with_us(day) and calendar.pattern_on(day) > 0 and calendar.works_on(day) == 0


def stands_in_for(session: Session, manager: Person, day: date, calendars: Mapping[str, Calendar]) -> Person | None:
    """Who gets what is due for the manager on `day`; None while they are not away, and when nobody is there for it.

    `calendars` are those of whom Slack can reach.
    """
    if manager.id not in calendars or not is_away(calendars[manager.id], day):
        return None
    named = session.get(Person, (manager.workspace_id, manager.deputy_id)) if manager.deputy_id else None
    candidates = [named, *line_above(session, manager, day)]
    return next(
        (one for one in candidates if one and one.id in calendars and calendars[one.id].works_on(day) > 0), None
    )


def deputy_on(session: Session, workspace: Workspace, manager: Person, day: date) -> Person | None:
    """The same of one manager: who will stand in on a day to come, as far as leave is known."""
    above = line_above(session, manager, day)
    named = session.get(Person, (manager.workspace_id, manager.deputy_id)) if manager.deputy_id else None
    reachable = {one.id: one for one in (manager, named, *above) if one and one.slack_user_id}
    return stands_in_for(session, manager, day, calendars_of(session, workspace, list(reachable.values())))


def will_write(session: Session, workspace: Workspace, person: Person, today: date, day: date) -> Person | None:
    """Who writes the other half of the person's review on `day`: their manager, or who stands in then."""
    manager = reviewer_of(session, person, today)
    return (deputy_on(session, workspace, manager, day) or manager) if manager else None


def is_deputy_of(session: Session, person: Person, manager: Person, day: date) -> bool:
    """Whether the person was named to stand in for the manager, and the manager is away on `day`."""
    return manager.deputy_id == person.id and is_away(Calendar.of(session, manager), day)


def name_deputy(
    session: Session, manager: Person, deputy: Person | None, today: date, by: Person, now: datetime
) -> Person | None:
    """Name somebody, or nobody; returns who it was before. Refuses oneself, who left, and who reports to them."""
    before = session.get(Person, (manager.workspace_id, manager.deputy_id)) if manager.deputy_id else None
    if deputy is not None:
        if deputy.id == manager.id:
            raise Refusal("deputy.not_oneself")
        if not is_at_work(deputy, today):
            raise Refusal("deputy.not_here", name=deputy.name)
        if any(above.id == manager.id for above in line_above(session, deputy, today)) and deputy.is_rep:
            raise Refusal("deputy.is_reviewed", name=deputy.name, manager=manager.name)
    manager.deputy_id = deputy.id if deputy else None
    if deputy is not before:
        note(
            session,
            manager.workspace_id,
            Did.DEPUTY,
            by=by.id,
            at=now,
            person_id=manager.id,
            detail=manager.deputy_id or "nobody",
        )
    session.flush()
    return before

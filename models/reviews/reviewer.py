"""Who reviews whom: the manager; who has none is reviewed by a leader."""

from datetime import date

from sqlmodel import Session, col, select

from models.team.records import Person


def is_at_work(person: Person, today: date) -> bool:
    """Whether the person has started and not left."""
    started = person.starts_on is None or person.starts_on <= today
    return started and (person.ends_on is None or person.ends_on >= today)


def line_above(session: Session, person: Person, today: date) -> list[Person]:
    """The people above in the reporting line who are still here, nearest first; a circle ends where it closes."""
    above: list[Person] = []
    seen = {person.id}
    at = person
    while at.manager_id is not None and at.manager_id not in seen:
        seen.add(at.manager_id)
        manager = session.get(Person, (person.workspace_id, at.manager_id))
        if manager is None:
            break
        if is_at_work(manager, today):
            above.append(manager)
        at = manager
    return above


def reviewer_of(session: Session, person: Person, today: date) -> Person | None:
    """Who writes the person's review: the nearest manager, else a leader; None when they are the only leader."""
    above = line_above(session, person, today)
    if above:
        return above[0]
    leaders = select(Person).where(
        Person.workspace_id == person.workspace_id, col(Person.is_leader).is_(True), Person.id != person.id
    )
    here = (leader for leader in session.exec(leaders.order_by(col(Person.created_at), col(Person.id))))
    return next((leader for leader in here if is_at_work(leader, today)), None)


def may_review(session: Session, viewer: Person, person: Person, today: date) -> bool:
    """Whether the viewer may write this person's review: anybody above in the line, or who stands in for them."""
    if viewer.workspace_id != person.workspace_id or viewer.id == person.id:
        return False
    if any(manager.id == viewer.id for manager in line_above(session, person, today)):
        return True
    reviewer = reviewer_of(session, person, today)
    return reviewer is not None and reviewer.id == viewer.id


def may_read(session: Session, viewer: Person, person: Person, today: date) -> bool:
    """Whether the viewer may read this person's shared reviews: the person, those above, and leaders."""
    if viewer.workspace_id != person.workspace_id:
        return False
    return viewer.id == person.id or viewer.is_leader or may_review(session, viewer, person, today)

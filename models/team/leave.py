"""Leave: being away is excused, not missed."""

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from models.refusal import Refusal
from models.team.records import DayPart, Leave, Person

LONGEST_LEAVE = 366
"""Days; a longer stretch is a typing error, or an end date."""


def take_leave(
    session: Session, person: Person, first_day: date, last_day: date, now: datetime, part: DayPart = DayPart.FULL
) -> Leave:
    """Note that `person` is away from `first_day` to `last_day`, both included.

    Refuses days in the wrong order, a stretch over a year, and days already taken.
    """
    if last_day < first_day:
        raise Refusal("leave.wrong_order", first_day=first_day, last_day=last_day)
    if (last_day - first_day).days >= LONGEST_LEAVE:
        raise Refusal("leave.too_long")
    for other in leave_of(session, person, first_day, last_day):
        if DayPart.FULL in (part, other.part) or part == other.part:
            raise Refusal("leave.already_away", first_day=other.first_day, last_day=other.last_day)
    leave = Leave(
        workspace_id=person.workspace_id,
        person_id=person.id,
        first_day=first_day,
        last_day=last_day,
        part=part,
        created_at=now,
    )
    session.add(leave)
    session.flush()
    return leave


def cancel_leave(session: Session, person: Person, leave_id: str) -> Leave:
    """Take a leave back. Refuses one that is not there (any more) or somebody else's."""
    leave = session.get(Leave, (person.workspace_id, leave_id))
    if leave is None or leave.person_id != person.id:
        raise Refusal("leave.not_there")
    session.delete(leave)
    return leave


def leave_of(session: Session, person: Person, first_day: date, last_day: date) -> list[Leave]:
    """The person's leave that touches the days from `first_day` to `last_day`, oldest first."""
    whose = {"workspace_id": person.workspace_id, "person_id": person.id}
    return list(session.exec(_TOUCHING, params={**whose, "first_day": first_day, "last_day": last_day}))


_TOUCHING = (
    select(Leave)
    .where(
        col(Leave.workspace_id) == bindparam("workspace_id"),
        col(Leave.person_id) == bindparam("person_id"),
        col(Leave.first_day) <= bindparam("last_day"),
        col(Leave.last_day) >= bindparam("first_day"),
    )
    .order_by(col(Leave.first_day))
)

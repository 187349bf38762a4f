"""Whose records count, as a condition in the database: of who moved only on the days on which they were there."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from models.team.membership import Roll


def on_the_roll(roll: Roll, person: Any, day: Any) -> ColumnElement[bool]:
    """That `person` was on the roll on `day`; always true of the whole workspace."""
    if roll.settled is None:
        return true()
    parts: list[ColumnElement[bool]] = [person.in_(sorted(roll.settled))]
    for stay in roll.stays:
        if stay.person.id in roll.movers:
            parts.append(and_(person == stay.person.id, day >= stay.first, day < stay.end))
    return or_(*parts)

"""Which quarterly reviews wait for somebody: those whose other half they write, and their own to report on or to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.period import Period, months_after
from models.prepared import Prepared, PreparedForSome, among, fetch, fetch_some
from models.qbr.records import CLOSED, Qbr
from models.qbr.subjects import TEAM
from models.qbr.turns import STILL_ASKED_FOR, waiting_for
from models.reviews.turns import Turn
from models.team.calendar import calendars_of
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work, people_below, people_with_ids, reviewer_of
from models.workspace.records import Workspace


@dataclass(frozen=True)
class WaitingQbr:
    """One that is not finished, with whose turn it is."""

    id: str
    name: str
    """Of the rep, or of the team."""
    team: str
    """Empty of a rep's."""
    quarter: Period
    turn: Turn


def qbrs_to_write(session: Session, workspace: Workspace, manager: Person, today: date) -> list[WaitingQbr]:
    """Those of which the turn is this manager's, the oldest quarter first: of reps, and of teams that others lead."""
    below = people_below(session, manager)
    if manager.is_leader:  # of who has no manager they write it
        values = {"workspace_id": workspace.workspace_id, "since": _since(today)}
        below = people_with_ids(session, workspace.workspace_id, [id_ for (id_,) in fetch(session, _REPORTERS, values)])
    found = _unfinished(session, workspace, below, today)
    return [
        one
        for reporter, one in found
        if one.turn is Turn.WRITE and (by := reviewer_of(session, reporter, today)) is not None and by.id == manager.id
    ]


def own_qbrs(session: Session, workspace: Workspace, person: Person, today: date) -> list[WaitingQbr]:
    """The person's own, and those of the team that they lead, to report on or to sign."""
    return [one for _, one in _unfinished(session, workspace, [person], today) if one.turn in (Turn.REFLECT, Turn.SIGN)]


def _unfinished(
    session: Session, workspace: Workspace, reporters: Sequence[Person], today: date
) -> list[tuple[Person, WaitingQbr]]:
    by_id = {person.id: person for person in reporters if is_at_work(person, today)}
    values = {"workspace_id": workspace.workspace_id, "since": _since(today)}
    rows = sorted(fetch_some(session, _UNFINISHED, values, person_id=by_id), key=lambda row: (row[4], row[0]))
    calendars = calendars_of(session, workspace, [by_id[id_] for id_ in dict.fromkeys(row[3] for row in rows)])
    found = []
    for id_, kind, scope_id, person_id, first_day, name, state, opened_on, reported_on, shared_at in rows:
        reporter, days = by_id[person_id], calendars[person_id].working_days_after
        turn = waiting_for(state, opened_on, reported_on, shared_at and shared_at.date(), today, days).turn
        team = session.get(Team, (workspace.workspace_id, scope_id)) if kind == TEAM else None
        quarter = Period(first_day, months_after(first_day, 3), name)
        of_team = team.name if team else ""
        found.append((reporter, WaitingQbr(id_, of_team or reporter.name, of_team, quarter, turn)))
    return found


def _since(today: date) -> date:
    return months_after(today.replace(day=1), -STILL_ASKED_FOR)


_THAT_WAIT: Any = (
    col(Qbr.workspace_id) == bindparam("workspace_id"),
    col(Qbr.quarter) >= bindparam("since"),
    ~among(col(Qbr.state), sorted(CLOSED)),
)
_REPORTERS = Prepared(select(col(Qbr.person_id)).where(*_THAT_WAIT).distinct())
_UNFINISHED = PreparedForSome(
    lambda one_of: select(
        *(col(Qbr.id), col(Qbr.scope_kind), col(Qbr.scope_id), col(Qbr.person_id), col(Qbr.quarter), col(Qbr.name)),
        *(col(Qbr.state), col(Qbr.opened_on), col(Qbr.reported_on), col(Qbr.shared_at)),
    ).where(*_THAT_WAIT, one_of(col(Qbr.person_id), "person_id"))
)

"""Quarterly reviews as data: a row for each, with its plan and decisions."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.exports.names import Names
from models.exports.writing import Row
from models.period import Period, first_instant
from models.qbr.actions import REPORT
from models.qbr.pack import Pack
from models.qbr.queries import decisions_of
from models.qbr.records import Qbr, QbrState
from models.qbr.subjects import PERSON
from models.scorecard.scope import Scope
from models.team.records import Team
from models.workspace.records import Workspace
from models.zones import zone_named

COLUMNS = (
    "id",
    "person",
    "team",
    "quarter",
    "state",
    *REPORT,
    "plan",
    "goals",
    "reviewer",
    "remarks",
    "decisions",
    "answer",
    "closed_at",
    "pack",
)


def qbr_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None
) -> Iterator[Row]:
    """The reviews of the people and teams in the scope, by quarter; with `period` of the quarters that begin in it.

    What was not handed in, and what a manager has not shared, is left out; with `at`, what came after that day too.
    """
    found = select(Qbr).where(Qbr.workspace_id == workspace.workspace_id)
    if scope.ids is not None:
        found = found.where(col(Qbr.scope_id).in_({*scope.ids, *scope.teams, scope.id}))
    if period:
        found = found.where(col(Qbr.quarter) >= period.start, col(Qbr.quarter) < period.end)
    if at:
        found = found.where(col(Qbr.opened_on) <= at)
    names = Names(session, workspace.workspace_id)
    teams = {
        team.id: team.name for team in session.exec(select(Team).where(Team.workspace_id == workspace.workspace_id))
    }
    end = first_instant(at + timedelta(days=1), zone_named(workspace.zone)) if at else None
    for qbr in session.exec(found.order_by(col(Qbr.quarter), col(Qbr.scope_kind), col(Qbr.scope_id))):
        yield _row(session, qbr, names, teams, at, end)


def _row(session: Session, qbr: Qbr, names: Names, teams: dict[str, str], at: date | None, end: datetime | None) -> Row:
    is_shared = qbr.shared_at is not None and (end is None or qbr.shared_at < end)
    is_closed = qbr.closed_at is not None and (end is None or qbr.closed_at < end)
    is_in = qbr.reported_on is not None and (at is None or qbr.reported_on <= at)
    state = qbr.state if is_closed else QbrState.SHARED if is_shared else QbrState.REPORTED if is_in else QbrState.OPEN
    decisions = decisions_of(session, [qbr]) if is_shared else []
    return {
        "id": qbr.id,
        "person": names.person(qbr.person_id),
        "team": None if qbr.scope_kind == PERSON else teams.get(qbr.scope_id),
        "quarter": qbr.name,
        "state": state,
        **{key: qbr.answers.get(key, "") if is_in else "" for key in REPORT},
        "plan": qbr.plan if is_in else [],
        "goals": list(qbr.goals.values()) if is_in else [],
        "reviewer": names.person(qbr.reviewer_id) if is_shared else None,
        "remarks": qbr.remarks if is_shared else "",
        "decisions": [
            {
                "text": one.text,
                "owner": names.person(one.owner_id),
                "due": one.due_on,
                "state": one.state if at is None or (one.settled_on and one.settled_on <= at) else "open",
            }
            for one in decisions
        ],
        "answer": qbr.answer if is_closed else "",
        "closed_at": qbr.closed_at if is_closed else None,
        "pack": _pack(qbr) if is_shared or is_closed else None,
    }


def _pack(qbr: Qbr) -> Row | None:
    """Without the words that two agreed on in their coaching: these are in no export."""
    return Pack.from_json(qbr.pack).for_reader("").as_json() if qbr.pack else None

"""The trail as rows: who changed rights, settings and connections, exported, imported, installed, erased, started a survey."""

from collections.abc import Iterator
from datetime import UTC, date

from sqlmodel import Session, col, or_, select

from models.exports.names import Names
from models.exports.writing import Row
from models.period import Period
from models.scorecard.scope import Scope, ScopeKind
from models.workspace.records import TrailEntry, Workspace
from models.zones import zone_named

COLUMNS = ("at", "who", "who_id", "did", "of_whom", "of_whom_id", "about", "detail", "from")


def trail_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None
) -> Iterator[Row]:
    """A row for each thing that was done, the oldest first; of people in the scope, or by them, when it is no workspace.

    Days are those of the workspace. `who` is empty where nobody in Slack did it: `from` says whether at a terminal.
    """
    names, zone = Names(session, workspace.workspace_id), zone_named(workspace.zone)
    entries = select(TrailEntry).where(TrailEntry.workspace_id == workspace.workspace_id)
    if scope.kind is not ScopeKind.WORKSPACE:
        ids = list(scope.ids or ())
        entries = entries.where(or_(col(TrailEntry.by_id).in_(ids), col(TrailEntry.person_id).in_(ids)))
    for entry in session.exec(entries.order_by(col(TrailEntry.at), col(TrailEntry.id))):
        day = entry.at.astimezone(zone).date()
        if (period is not None and not period.start <= day < period.end) or (at is not None and day > at):
            continue
        yield {
            "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
            "who": names.person(entry.by_id),
            "who_id": entry.by_id,
            "did": entry.did,
            "of_whom": names.person(entry.person_id),
            "of_whom_id": entry.person_id,
            "about": entry.about,
            "detail": entry.detail,
            "from": entry.way,
        }

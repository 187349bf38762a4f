"""The trail: who changed rights, settings and connections, exported, imported, installed, erased or started a survey.

note(session, "T1", Did.EXPORT, by=carla.id, at=now, about="deals csv")
Rows are only ever added (who is erased loses their id of Slack in them); what they are kept for is over after two years (`forget_old_trail`). No row says what was in
what was exported or written: only that it was, by whom, and from where.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, delete, event
from sqlmodel import Session, col

from models.workspace.records import TrailEntry

KEPT_FOR = timedelta(days=730)
LONGEST = 120
"""Characters of `about` and `detail`."""


class Did(StrEnum):
    """What somebody did."""

    RIGHTS = "rights"
    """Made somebody leader or admin, or no longer: `detail` is what they were and are."""
    MANAGER = "manager"
    """Gave somebody another manager: `detail` is the id of the new one and the day."""
    DEPUTY = "deputy"
    EXPORT = "export"
    IMPORT = "import"
    SETTING = "setting"
    SETTING_BACK = "setting taken back"
    CONNECTION = "connection"
    INSTALL = "install"
    UNINSTALL = "uninstall"
    ERASE = "erase"
    SURVEY = "survey"


class Way(StrEnum):
    """From where."""

    SLACK = "slack"
    TERMINAL = "terminal"
    BY_ITSELF = "by itself"
    """It follows from something else: a file, a last day, an event of Slack."""


def note(
    session: Session,
    workspace_id: str,
    did: Did,
    *,
    by: str | None,
    at: datetime,
    person_id: str | None = None,
    about: str = "",
    detail: str = "",
    way: Way | None = None,
) -> None:
    """One more row, in this transaction. `by` and `person_id` (of whom) are ids of people; who is nobody sits at the terminal."""
    session.add(
        TrailEntry(
            workspace_id=workspace_id,
            did=did.value,
            by_id=by,
            person_id=person_id,
            about=about[:LONGEST],
            detail=detail[:LONGEST],
            way=way or (Way.SLACK if by else Way.TERMINAL),
            at=at,
        )
    )


def as_in_slack(slack_user_id: str) -> str:
    """What an installation was about: by whose account in Slack. It goes when they are erased."""
    return f"as {slack_user_id}"


def level(*, is_leader: bool, is_admin: bool) -> str:
    """The rights that the trail tells of, in words of the roster."""
    return " ".join(name for name, has in (("leader", is_leader), ("admin", is_admin)) if has) or "none"


def forget_old_trail(session: Session, workspace_id: str, now: datetime) -> int:
    """Delete what is older than the trail is kept; returns how many rows."""
    old = delete(TrailEntry).where(col(TrailEntry.workspace_id) == workspace_id, col(TrailEntry.at) < now - KEPT_FOR)
    return cast("CursorResult[Any]", session.execute(old)).rowcount


@event.listens_for(TrailEntry, "before_update")
@event.listens_for(TrailEntry, "before_delete")
def _refuse(*_: object) -> None:
    raise RuntimeError("the trail is only ever added to")

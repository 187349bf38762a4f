"""Questions about tools: the list, one of it, its polls."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.refusal import Refusal
from models.team.records import Person
from models.tools.records import Tool, ToolPoll, ToolVoter
from models.workspace.queries import hold
from models.workspace.records import Workspace
from models.zones import zone_named


def tools_of(session: Session, workspace_id: str) -> Sequence[Tool]:
    """Those in use, in the order of their numbers."""
    found = select(Tool).where(Tool.workspace_id == workspace_id, col(Tool.removed_at).is_(None))
    return session.exec(found.order_by(col(Tool.number))).all()


def tool_numbered(session: Session, workspace_id: str, number: int) -> Tool:
    """The tool with this number. Refuses one that is not there (any more)."""
    tool = next((one for one in tools_of(session, workspace_id) if one.number == number), None)
    if tool is None:
        raise Refusal("tools.not_there", number=number)
    return tool


def tool_with_id(session: Session, workspace_id: str, tool_id: str) -> Tool:
    """The tool of a button. Refuses one that is not there (any more)."""
    tool = session.get(Tool, (workspace_id, tool_id))
    if tool is None or tool.removed_at is not None:
        raise Refusal("tools.not_there", number="")
    return tool


def latest_tool_by(session: Session, workspace_id: str, person_id: str) -> Tool | None:
    """What this person entered last and nobody removed."""
    own = [one for one in tools_of(session, workspace_id) if one.entered_by == person_id]
    return max(own, key=lambda one: one.id, default=None)


def next_number(session: Session, workspace_id: str) -> int:
    """The number of the next tool. Nobody else gets the same: the workspace is held until the commit."""
    hold(session, workspace_id)
    highest = session.exec(select(func.max(Tool.number)).where(Tool.workspace_id == workspace_id)).one()
    return (highest or 0) + 1


def day_of(workspace: Workspace, now: datetime) -> date:
    """The day that it is in the workspace: the one that opens and closes polls."""
    return now.astimezone(zone_named(workspace.zone)).date()


def polls_of(session: Session, workspace_id: str) -> Sequence[ToolPoll]:
    """Every poll that was not withdrawn, the newest first."""
    found = select(ToolPoll).where(ToolPoll.workspace_id == workspace_id, col(ToolPoll.withdrawn_at).is_(None))
    return session.exec(found.order_by(col(ToolPoll.opened_on).desc(), col(ToolPoll.id).desc())).all()


def voter_of(session: Session, poll: ToolPoll, person: Person) -> ToolVoter | None:
    """Whether, and how, somebody is asked in it."""
    found = select(ToolVoter).where(
        ToolVoter.workspace_id == poll.workspace_id, ToolVoter.poll_id == poll.id, ToolVoter.person_id == person.id
    )
    return session.exec(found).first()

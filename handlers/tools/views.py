"""Tools as values for the messages: what this reader may see of them."""

from collections.abc import Sequence
from datetime import date

from handlers.door.request import Request
from messages.tools.views import EvidenceView, Page, ToolView
from models.money import Money
from models.permissions import Right
from models.plan.queries import title_of
from models.team.records import Person
from models.tools.evidence import Adoption, adoptions_of, cost_a_year, heavy_projects, tool_evidence
from models.tools.queries import day_of, polls_of, tools_of
from models.tools.records import Tool, ToolPoll, ToolType


def page_view(request: Request) -> Page:
    """The list, as this reader may see it."""
    session, workspace = request.session, request.workspace
    tools = tools_of(session, workspace.workspace_id)
    sees_cost = request.rights.may(Right.SEE_COSTS)
    a_year, waiting = cost_a_year(session, workspace, tools, _today(request)) if sees_cost else (None, 0)
    have = {tool.kind for tool in tools}
    return Page(
        tool_views(request, tools),
        [kind.value for kind in ToolType if kind not in have],
        a_year,
        waiting,
        _heavy(request),
        sees_cost,
        request.rights.may(Right.KEEP_TOOLS),
    )


def tool_views(request: Request, tools: Sequence[Tool]) -> list[ToolView]:
    """With what the newest poll about each says, once it is over."""
    session, workspace_id, today = request.session, request.workspace.workspace_id, _today(request)
    found = {one.tool.id: one for one in adoptions_of(session, workspace_id, request.secrets, today)}
    running = {poll.tool_id: poll for poll in polls_of(session, workspace_id) if poll.closes_on >= today}
    return [_view(request, tool, found.get(tool.id), running.get(tool.id)) for tool in tools]


def tool_view(request: Request, tool: Tool) -> ToolView:
    """One of them."""
    return tool_views(request, [tool])[0]


def evidence_view(request: Request) -> EvidenceView:
    """What the list says about the function technology."""
    found = tool_evidence(request.session, request.workspace, request.secrets, _today(request))
    return EvidenceView(
        found.tools,
        found.types,
        found.missing,
        found.linked,
        found.owned,
        [(one.tool.name, one.result) for one in found.adoptions],
        _heavy(request),
    )


def _view(request: Request, tool: Tool, poll: Adoption | None, running: ToolPoll | None) -> ToolView:
    rights = request.rights
    owner = request.session.get(Person, (tool.workspace_id, tool.owner_id)) if tool.owner_id else None
    sees_cost = rights.may(Right.SEE_COSTS)
    known = sees_cost and tool.amount_minor is not None and tool.currency is not None
    return ToolView(
        tool.id,
        tool.number,
        tool.kind,
        tool.name,
        owner.name if owner else "",
        (owner.slack_user_id or "") if owner else "",
        Money(tool.amount_minor or 0, tool.currency or "") if known else None,
        tool.per,
        sees_cost,
        tool.links,
        poll.result if poll else None,
        poll.closed_on if poll else None,
        running.closes_on if running else None,
        running.id if running else "",
        rights.may(Right.KEEP_TOOLS),
        rights.may(Right.POLL_ABOUT_TOOLS),
    )


def _heavy(request: Request) -> list[str]:
    """System projects of the improvement plan, for who steers it."""
    if not request.rights.may(Right.CHANGE_PLAN):
        return []
    waiting = heavy_projects(request.session, request.person, request.today)
    return [title_of(action, request.language) for action in waiting]


def _today(request: Request) -> date:
    return day_of(request.workspace, request.now)

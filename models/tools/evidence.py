"""What the list of tools says about the function `technology` of the self-audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.money import Money
from models.plan.queries import actions_seen_by
from models.plan.records import ActionState, PlanAction
from models.team.records import Person
from models.tools.actions import A_YEAR
from models.tools.counting import Level, PollResult
from models.tools.polls import result_of_poll
from models.tools.queries import polls_of, tools_of
from models.tools.records import Tool, ToolType
from models.workspace.rates import Rates
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets


@dataclass(frozen=True)
class Adoption:
    """The newest poll about a tool that is over."""

    tool: Tool
    result: PollResult
    closed_on: date


@dataclass(frozen=True)
class ToolEvidence:
    """Counted from the list, beside what people answered in a survey."""

    tools: int
    types: int
    """Of the five, how many have a tool."""
    missing: Sequence[str]
    """Types without one."""
    linked: int
    """Tools that exchange data with something."""
    owned: int
    """Tools that somebody sees to."""
    adoptions: Sequence[Adoption] = ()
    """The least used first."""


def tool_evidence(session: Session, workspace: Workspace, secrets: Secrets | None, today: date) -> ToolEvidence:
    """What there is; without the key the polls stay closed. `today` is the workspace's day."""
    tools = tools_of(session, workspace.workspace_id)
    have = {tool.kind for tool in tools}
    found = adoptions_of(session, workspace.workspace_id, secrets, today)
    return ToolEvidence(
        len(tools),
        len(have),
        [kind.value for kind in ToolType if kind not in have],
        sum(bool(tool.links) for tool in tools),
        sum(tool.owner_id is not None for tool in tools),
        sorted(found, key=_least_used),
    )


def adoptions_of(session: Session, workspace_id: str, secrets: Secrets | None, today: date) -> list[Adoption]:
    """Of each tool the newest poll that is over, in the order of the tools."""
    newest: dict[str, Adoption] = {}
    tools = {tool.id: tool for tool in tools_of(session, workspace_id)}
    for poll in polls_of(session, workspace_id):
        if poll.tool_id in tools and poll.tool_id not in newest and (result := result_of_poll(secrets, poll, today)):
            newest[poll.tool_id] = Adoption(tools[poll.tool_id], result, poll.closes_on)
    return [newest[id_] for id_ in tools if id_ in newest]


def heavy_projects(session: Session, viewer: Person, today: date) -> list[PlanAction]:
    """System projects of the improvement plan that are proposed or running, as far as the viewer sees them."""
    waits = (ActionState.PROPOSED, ActionState.ACCEPTED)
    return [one for one in actions_seen_by(session, viewer, today) if one.is_heavy and one.state in waits]


def cost_a_year(session: Session, workspace: Workspace, tools: Sequence[Tool], today: date) -> tuple[Money | None, int]:
    """What these cost a year in the reporting currency, at the rates of `today`: a month's cost twelve times, a quarter's four.

    Also how many wait for a rate, and are not in it. None when no cost is known.
    """
    rates = Rates(session, workspace)
    known = [tool for tool in tools if tool.amount_minor is not None]
    worth = [
        minor * A_YEAR[tool.per]
        for tool in known
        if (minor := rates.worth(tool.amount_minor, tool.currency, today)) is not None
    ]
    return Money(sum(worth), workspace.currency) if worth else None, len(known) - len(worth)


def _least_used(one: Adoption) -> float:
    by_word = {Level.FEW: 0.0, Level.MOST: 1.0, Level.NOTHING: 2.0}
    return one.result.use.share if one.result.use.share is not None else by_word[one.result.use.level]

"""What people do with the list of tools: add one, change it, remove it, and undo each."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.acting import Acting
from models.money import LARGEST_AMOUNT, Money
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.tools.queries import next_number, tools_of
from models.tools.records import LONGEST_NAME, MOST_LINKS, Tool, ToolType

A_YEAR = {"month": 12, "quarter": 4, "year": 1}
"""How often a cost comes in a year."""


@dataclass(frozen=True)
class NewTool:
    """A tool as somebody wants it to stand in the list."""

    kind: ToolType
    name: str
    owner_id: str | None = None
    cost: Money | None = None
    per: str = "month"
    links: tuple[str, ...] = ()


def add_tool(acting: Acting, new: NewTool) -> Tool:
    """Put it into the list. Refuses who is neither manager nor leader, a name that is there, and what cannot be."""
    acting.rights.require(Right.KEEP_TOOLS)
    _check(acting, new)
    workspace_id = acting.workspace.workspace_id
    tool = Tool(
        workspace_id=workspace_id,
        number=next_number(acting.session, workspace_id),
        kind=new.kind,
        name=new.name.strip(),
        entered_by=acting.by.id,
        created_at=acting.now,
    )
    _put(tool, new)
    acting.session.add(tool)
    acting.session.flush()
    return tool


def change_tool(acting: Acting, tool: Tool, new: NewTool) -> Tool:
    """Have it say this from now on; what it said before can be undone. Refuses what `add_tool` refuses."""
    acting.rights.require(Right.KEEP_TOOLS)
    _check(acting, new, tool)
    said = as_said(tool)
    if said == new:
        return tool
    _put(tool, new)
    tool.before = _to_store(said)
    acting.session.flush()
    return tool


def remove_tool(acting: Acting, tool: Tool) -> Tool:
    """It is not used any more."""
    acting.rights.require(Right.KEEP_TOOLS)
    tool.removed_at = acting.now
    acting.session.flush()
    return tool


def undo_tool(acting: Acting, tool_id: str) -> tuple[Tool, str]:
    """Undo what was done last: a removal, a change, or that it was added. Returns it and which of the three."""
    acting.rights.require(Right.KEEP_TOOLS)
    tool = acting.session.get(Tool, (acting.workspace.workspace_id, tool_id))
    if tool is None:
        raise Refusal("tools.not_there", number="")
    if tool.removed_at is not None:
        tool.removed_at, what = None, "restored"
    elif tool.before is not None:
        _put(tool, _stored(tool.before))
        tool.before, what = None, "as_before"
    else:
        tool.removed_at, what = acting.now, "removed"
    acting.session.flush()
    return tool, what


def as_said(tool: Tool) -> NewTool:
    """What the list says of it now."""
    cost = Money(tool.amount_minor, tool.currency) if tool.amount_minor is not None and tool.currency else None
    return NewTool(ToolType(tool.kind), tool.name, tool.owner_id, cost, tool.per, tuple(tool.links))


def _check(acting: Acting, new: NewTool, tool: Tool | None = None) -> None:
    name = new.name.strip()
    if not name:
        raise Refusal("tools.which_name", field="name")
    if len(name) > LONGEST_NAME or any(len(link) > LONGEST_NAME for link in new.links):
        raise Refusal("tools.text_too_long", limit=LONGEST_NAME, field="name" if len(name) > LONGEST_NAME else "links")
    if len(new.links) > MOST_LINKS:
        raise Refusal("tools.too_many_links", most=MOST_LINKS, field="links")
    if new.per not in A_YEAR:
        raise Refusal("tools.per_what", field="per")
    if new.cost is not None and not 0 <= new.cost.amount <= LARGEST_AMOUNT:
        raise Refusal("tools.absurd_cost", field="cost")
    if new.owner_id is not None and acting.session.get(Person, (acting.workspace.workspace_id, new.owner_id)) is None:
        raise Refusal("tools.unknown_owner", field="owner")
    same = [one for one in tools_of(acting.session, acting.workspace.workspace_id) if one.name.lower() == name.lower()]
    if any(tool is None or one.id != tool.id for one in same):
        raise Refusal("tools.is_there", name=name, number=same[0].number, field="name")


def _put(tool: Tool, new: NewTool) -> None:
    tool.kind, tool.name, tool.owner_id = new.kind, new.name.strip(), new.owner_id
    tool.amount_minor = new.cost.minor if new.cost else None
    tool.currency = new.cost.currency if new.cost else None
    tool.per, tool.links = new.per, _each(new.links)


def _each(links: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(link.strip() for link in links if link.strip()))


def _to_store(said: NewTool) -> dict[str, object]:
    cost = [said.cost.minor, said.cost.currency] if said.cost else None
    about = {"kind": said.kind.value, "name": said.name, "owner": said.owner_id}
    return {**about, "cost": cost, "per": said.per, "links": list(said.links)}


def _stored(row: dict[str, object]) -> NewTool:
    cost, links, owner = row["cost"], row["links"], row["owner"]
    money = Money(int(cost[0]), str(cost[1])) if isinstance(cost, list) else None
    named = tuple(map(str, links)) if isinstance(links, list) else ()
    return NewTool(
        ToolType(str(row["kind"])), str(row["name"]), str(owner) if owner else None, money, str(row["per"]), named
    )

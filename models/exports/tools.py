"""The tools as rows. What people answered in polls is in none of them."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from models.exports.names import Names
from models.exports.writing import Row, money
from models.tools.records import Tool
from models.workspace.records import Workspace

COLUMNS = ("number", "type", "name", "owner", "cost", "currency", "per", "linked_with")


def tool_rows(
    session: Session, workspace: Workspace, tools: Sequence[Tool], *, with_costs: bool = True
) -> Iterator[Row]:
    """A row for each tool in use."""
    names = Names(session, workspace.workspace_id)
    for tool in tools:
        row: Row = {
            "number": tool.number,
            "type": tool.kind,
            "name": tool.name,
            "owner": names.person(tool.owner_id),
            "linked_with": ", ".join(tool.links),
        }
        if with_costs:
            row |= {"cost": money(tool.amount_minor, tool.currency), "currency": tool.currency, "per": tool.per}
        yield row

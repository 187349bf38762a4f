"""The values of tools: one of the list, the page, the evidence for the survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.money import Money
from models.tools.counting import PollResult


@dataclass(frozen=True)
class ToolView:
    """A tool, as this reader may see it."""

    id: str
    number: int
    kind: str
    name: str
    owner: str = ""
    owner_user: str = ""
    """The owner's Slack user, for the form."""
    cost: Money | None = None
    per: str = "month"
    sees_cost: bool = False
    links: Sequence[str] = ()
    result: PollResult | None = None
    """Of the newest poll that is over."""
    polled_on: date | None = None
    polled_until: date | None = None
    """A poll runs until then."""
    poll_id: str = ""
    may_change: bool = False
    may_poll: bool = False


@dataclass(frozen=True)
class Page:
    """The list of tools."""

    tools: Sequence[ToolView]
    missing: Sequence[str]
    """Types without a tool."""
    a_year: Money | None = None
    """What they cost a year; None: nobody entered a cost, or not for this reader."""
    waiting: int = 0
    """Tools that wait for a rate."""
    heavy: Sequence[str] = ()
    """Titles of system projects of the improvement plan, as they stand there."""
    sees_cost: bool = False
    may_change: bool = False


@dataclass(frozen=True)
class EvidenceView:
    """What the list says about the function `technology`."""

    tools: int
    types: int
    missing: Sequence[str]
    linked: int
    owned: int
    adoptions: Sequence[tuple[str, PollResult]] = ()
    """The tool's name, and its newest poll."""
    heavy: Sequence[str] = ()

"""Which gap comes first: by how far, how many people, what the skill brings and what a role does with it. Ties stay ties."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.team.records import SalesRole

USUAL_IMPACT = 2
"""Of a statement of which the file says nothing: the workspace's own."""
CORE, SIDE = 1.5, 0.5
"""What a role lives by counts half as much again; what it hardly does counts half."""

_CORE: Mapping[str, frozenset[str]] = {
    SalesRole.SDR: frozenset({"prospecting", "first_conversation", "discovery"}),
    SalesRole.BDR: frozenset({"prospecting", "first_conversation", "discovery"}),
    SalesRole.PRESALES: frozenset({"discovery", "solution_value", "product_market"}),
    SalesRole.INSIDE: frozenset({"discovery", "closing", "pipeline_discipline"}),
    SalesRole.ACCOUNT: frozenset({"account_growth", "solution_value", "negotiation"}),
    SalesRole.FIELD: frozenset({"first_conversation", "closing", "territory_time"}),
    SalesRole.CHANNEL: frozenset({"account_growth", "negotiation", "product_market"}),
}
_SIDE: Mapping[str, frozenset[str]] = {
    SalesRole.SDR: frozenset({"negotiation", "closing", "account_growth", "proposal_writing"}),
    SalesRole.BDR: frozenset({"negotiation", "closing", "account_growth", "proposal_writing"}),
    SalesRole.PRESALES: frozenset({"prospecting", "negotiation", "closing", "territory_time"}),
    SalesRole.INSIDE: frozenset({"territory_time"}),
    SalesRole.ACCOUNT: frozenset({"prospecting"}),
    SalesRole.CHANNEL: frozenset({"prospecting"}),
}

Item = TypeVar("Item")


@dataclass(frozen=True)
class Ranked(Generic[Item]):
    """The first few, and those that weigh alike where not all of them would fit."""

    first: tuple[Item, ...] = ()
    alike: tuple[Item, ...] = ()


def role_weight(sales_role: str | None, skill: str) -> float:
    """How much a skill counts for somebody in that role: 1.5, 1 or 0.5."""
    if skill in _CORE.get(sales_role or "", ()):
        return CORE
    return SIDE if skill in _SIDE.get(sales_role or "", ()) else 1.0


def ranked(items: Iterable[Item], weight: Callable[[Item], float], most: int) -> Ranked[Item]:
    """The heaviest, at most `most`. Items of one weight come in together or, where there is no room for all, as alike."""
    left = sorted(items, key=weight, reverse=True)
    first: list[Item] = []
    while left and len(first) < most:
        alike = [one for one in left if abs(weight(one) - weight(left[0])) < 1e-9]
        if len(first) + len(alike) > most:
            return Ranked(tuple(first), tuple(alike))
        first += alike
        left = left[len(alike) :]
    return Ranked(tuple(first))

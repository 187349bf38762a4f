"""Proposals and their revisions: on one deal the first proposal counts, later ones revise it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal on one deal. `id` is in order of logging."""

    id: str
    happened_on: date
    quantity: int


def counted(proposals: Iterable[Offered]) -> dict[str, int]:
    """How many each proposal of one deal counts for: the earliest as it was logged (at least 1), the others 0."""
    in_order = sorted(proposals, key=lambda offered: (offered.happened_on, offered.id))
    return {offered.id: 0 if place else max(1, offered.quantity) for place, offered in enumerate(in_order)}

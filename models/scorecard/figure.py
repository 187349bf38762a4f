"""A figure: a value, what it rests on, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """What a KPI comes to in a period. `value` None means undefined, and `reason` says why: never a false zero."""

    value: float | None
    n: int = 0
    """How many records it rests on."""
    reason: str | None = None
    """A key: the words stand in `messages/templates/scorecard.j2` as `why_<reason>`."""
    numerator: float | None = None
    denominator: float | None = None
    """Of ratios and means, so that they can be aggregated and explained."""
    by_channel: Mapping[str, float] | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Records that could not be counted, by reason: a deal without a value, for instance."""
    beside: Mapping[str, float] = field(default_factory=dict)
    """Further figures that belong to it: the share of satisfied customers, the renewal rate."""


def undefined(reason: str, left_out: Mapping[str, int] | None = None) -> Figure:
    """No figure, and why."""
    return Figure(None, reason=reason, left_out=left_out or {})


def ratio(numerator: float, denominator: float, n: int, reason: str) -> Figure:
    """Numerator over denominator; undefined, for that reason, when there is nothing to divide by."""
    if denominator == 0:
        return undefined(reason)
    return Figure(numerator / denominator, n, numerator=numerator, denominator=denominator)

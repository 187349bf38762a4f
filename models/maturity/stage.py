"""The maturity stage, from the scores of the seven functions (domain, section 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from math import floor

from models.audit.questions import FUNCTIONS

ANSWERED_FROM = 0.6
"""Share of the invited who finished; below it there is no stage."""
_NOISE = 1e-9
"""A mean of 3 may come out as 2.9999999999999996."""


class Maturity(IntEnum):
    """The five stages (lineage: SEI CMM, CSO Insights SRP matrix, SBI)."""

    AD_HOC = 1
    EMERGING = 2
    DEFINED = 3
    MANAGED = 4
    OPTIMISING = 5


STAGE_NAMES: dict[int, tuple[str, str]] = {
    Maturity.AD_HOC: ("Ad hoc", "Ad hoc"),
    Maturity.EMERGING: ("Emerging", "In opbouw"),
    Maturity.DEFINED: ("Defined", "Vastgelegd"),
    Maturity.MANAGED: ("Managed", "Gestuurd"),
    Maturity.OPTIMISING: ("Optimising", "Steeds beter"),
}
"""English and Dutch."""


def stage_name(stage: int, language: str) -> str:
    """The name of a stage in that language."""
    return STAGE_NAMES[stage][language == "nl"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of 1 to 5; None with the reason: `too_few_answered` or `function_missing`."""

    value: int | None
    capped_by: str | None = None
    """The function that holds it down: the lowest, where the mean alone would give more."""
    reason: str | None = None
    by_mean: int | None = field(default=None, compare=False)
    """What the mean alone would give."""


def stage_of(functions: Mapping[str, float | None], answered_share: float) -> Stage:
    """The floor of the mean of the function scores, at most one above the floor of the lowest.

    None when less than 60 % answered or a function has no score.
    """
    if answered_share < ANSWERED_FROM - _NOISE:
        return Stage(None, reason="too_few_answered")
    scores = {key: score for key in FUNCTIONS if (score := functions.get(key)) is not None}
    if len(scores) < len(FUNCTIONS):
        return Stage(None, reason="function_missing")
    lowest = min(scores, key=lambda key: scores[key])
    by_mean = floor(sum(scores.values()) / len(scores) + _NOISE)
    cap = floor(scores[lowest] + _NOISE) + 1
    if cap < by_mean:
        return Stage(cap, capped_by=lowest, by_mean=by_mean)
    return Stage(by_mean, by_mean=by_mean)

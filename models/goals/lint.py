"""Advice when a goal is set (domain, section 6): what makes it weak, in the order of what to mend first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models.scorecard.kpis import Kpi, Level, Timing, Unit

FAR_ABOVE = Decimal(2)
"""A target of more than so many times the best of the last four periods is a wish."""


class Weakness(StrEnum):
    """What can be weak about a goal. The words: `advice_<weakness>` in `templates/goals.j2`."""

    NO_KPI = "no_kpi"
    ONLY_LAG = "only_lag"
    NO_SOURCE = "no_source"
    NOT_INFLUENCED = "not_influenced"
    FAR_ABOVE_BEST = "far_above_best"


@dataclass(frozen=True)
class Advice:
    """One weakness, with the KPIs it is about and the figures that show it."""

    weakness: Weakness
    kpis: tuple[str, ...] = ()
    target: Decimal | None = None
    best: Decimal | None = None
    unit: Unit | None = None


@dataclass(frozen=True)
class Proposed:
    """What is known about one milestone when the goal is set."""

    kpi: Kpi
    target: Decimal
    best_of_four: Decimal | None = None
    """The best of the last four periods of the same length; None when there is no figure."""
    has_source: bool = True
    """Whether anything is recorded yet from which the KPI is computed."""


@dataclass(frozen=True)
class GoalProposal:
    """A goal as far as advice needs it."""

    of_one_rep: bool
    milestones: Sequence[Proposed] = field(default_factory=tuple)


def advice_on(goal: GoalProposal) -> list[Advice]:
    """What is weak about the goal; an empty list is praise."""
    found: list[Advice] = []
    milestones = goal.milestones
    if not milestones:
        return [Advice(Weakness.NO_KPI)]
    if all(one.kpi.timing is Timing.LAG for one in milestones):
        found.append(Advice(Weakness.ONLY_LAG, tuple(one.kpi.key for one in milestones)))
    if goal.of_one_rep and (team_level := [one.kpi.key for one in milestones if one.kpi.level is Level.TEAM]):
        found.append(Advice(Weakness.NOT_INFLUENCED, tuple(team_level)))
    if empty := [one.kpi.key for one in milestones if not one.has_source]:
        found.append(Advice(Weakness.NO_SOURCE, tuple(empty)))
    for one in milestones:
        if _is_far_above(one):
            found.append(Advice(Weakness.FAR_ABOVE_BEST, (one.kpi.key,), one.target, one.best_of_four, one.kpi.unit))
    return found


def _is_far_above(one: Proposed) -> bool:
    best = one.best_of_four
    if best is None or best <= 0 or one.kpi.lower_is_better:
        return False
    return one.target > FAR_ABOVE * best

"""The figures of a team that count its reps: how many are at their target."""

from collections.abc import Callable, Mapping, Sequence

from models.scorecard.facts import Facts
from models.scorecard.figure import Figure, undefined
from models.scorecard.formulas import cross_upsell_value
from models.scorecard.line import Line


def reps_at_target(facts: Facts, sales: Sequence[Line]) -> Figure:
    """14. Reps with attainment of 100 % or more of their sales target."""
    return _at_target(sales, "no_sales_targets")


def cross_upsell(facts: Facts, sold: Sequence[Line]) -> Figure:
    """17. Reps at or above their cross- and upselling target; beside it the won value of the team."""
    value = cross_upsell_value(facts).value
    beside = {} if value is None else {"cross_upsell_value": value}
    return _at_target(sold, "no_cross_upsell_targets", beside)


def _at_target(lines: Sequence[Line], reason: str, beside: Mapping[str, float] | None = None) -> Figure:
    with_target = [line.pace for line in lines if line.pace is not None]
    if not with_target:
        return Figure(None, reason=reason, beside=beside or {}) if lines else undefined("no_reps")
    there = sum(1 for pace in with_target if pace.attainment >= 1)
    return Figure(there, len(with_target), beside={"reps": len(with_target), **(beside or {})})


REPS_AT_TARGET = "reps_at_target"
TEAM_FIGURES: dict[str, Callable[[Facts, Sequence[Line]], Figure]] = {
    REPS_AT_TARGET: reps_at_target,
    "cross_upsell": cross_upsell,
}


def key_of_rep(key: str) -> str:
    """The KPI of each rep that a team figure counts."""
    return "sales_by_channel" if key == REPS_AT_TARGET else key

"""How much each KPI counts in a score: usual weights, which a workspace may replace by role."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from models.refusal import Refusal
from models.scorecard.by_role import EVERYBODY, Row, latest_on
from models.scorecard.kpis import KPIS, Level, kpi_of
from models.scorecard.own_kpis import definitions_of, own_kpis_on
from models.workspace.records import Workspace

Weights: TypeAlias = Mapping[str, Mapping[str, float]]
"""By sales role (the key `EVERYBODY` for all others), the weight of a KPI. What it does not say keeps its usual one."""

OWN = "own"
"""Among the chosen weights: those with which a workspace defined its own KPIs, below what is set by role."""
ORDINARY = 1.0
USUAL: Mapping[str, float] = {
    "sales_by_channel": 4,
    "first_meetings": 3,
    "follow_ups": 3,
    "proposals": 3,
    "pipeline": 2,
    "training_hours": 0.5,
}
"""What differs from the ordinary weight: sales, and the three that lead to them, are heavy; training is light."""
OF_THE_MANAGER = frozenset({"coaching"})
"""What the manager does, though it is counted by rep: in no rep's score. Nor is any figure of a whole team."""
HEAVIEST = 100


def weights_on(workspace: Workspace, day: date) -> Weights:
    """What the workspace had set on a day. A period that is over keeps the weights of its last day."""
    own = {one.key: one.weight for one in definitions_of(workspace)}
    chosen: dict[str, dict[str, float]] = {OWN: own} if own else {}
    for (role, kpi), text in latest_on((Row.stored(row) for row in workspace.kpi_weights), day).items():
        chosen.setdefault(role, {})[kpi] = float(text)
    return chosen


def counted_keys(workspace: Workspace, day: date) -> list[str]:
    """The KPIs that can count in a rep's score."""
    own = list(own_kpis_on(workspace, day))
    return [key for key in KPIS if key not in OF_THE_MANAGER and kpi_of(key, of_one_rep=True).level is Level.REP] + own


def weight_of(role: str | None, kpi: str, chosen: Weights | None = None, *, of_one_rep: bool = True) -> float:
    """The weight of a KPI in the score of a rep with this role, or (not `of_one_rep`) of a team; 0: it does not count."""
    if of_one_rep and kpi in KPIS and (kpi in OF_THE_MANAGER or kpi_of(kpi, of_one_rep=True).level is Level.TEAM):
        return 0
    for key in (role or EVERYBODY, EVERYBODY, OWN):
        if (weight := (chosen or {}).get(key, {}).get(kpi)) is not None:
            return weight
    return USUAL.get(kpi, ORDINARY)


def check_weights(role: str | None, chosen: Weights) -> None:
    """Refuses weights below 0 or above 100, and those with which nothing would count in a rep's score."""
    given = {**chosen.get(EVERYBODY, {}), **chosen.get(role or EVERYBODY, {})}
    for kpi, weight in given.items():
        if not 0 <= weight <= HEAVIEST:
            raise Refusal("scorecard.weight_out_of_range", kpi=kpi)
    if not any(weight_of(role, kpi, chosen) for kpi in {*KPIS, *given}):
        raise Refusal("scorecard.no_weights")

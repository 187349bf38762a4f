"""What fits each stage: which figures to look at, what comes by itself, how deep a review goes. Correct it as a list.

| stage        | figures                                   | by itself                 | review |
|--------------|-------------------------------------------|---------------------------|--------|
| 1 Ad hoc     | activity: meetings, proposals             | digest, review            | short  |
| 2 Emerging   | + pipeline, sales, coaching               | digest, review, coaching  | short  |
| 3 Defined    | + rates, training, customers kept         | digest, review, coaching  | full   |
| 4 Managed    | + value, cycle, satisfaction, the team    | digest, review, coaching  | full   |
| 5 Optimising | all 21                                    | digest, review, coaching  | full   |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.maturity.stage import Maturity
from models.scorecard.kpis import KPIS

PROMPTS = ("digest", "review", "coaching")
"""What can come by itself; the names of the wishes in `models/delivery/preferences.py`."""


class Depth(StrEnum):
    """How much a monthly review asks."""

    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Recommended:
    """What to switch on; all else is left for a later stage."""

    focus: tuple[str, ...]
    """Keys of KPIs."""
    prompts: tuple[str, ...]
    depth: Depth


_FIRST = ("first_meetings", "follow_ups", "proposals", "new_customers")
_SECOND = (*_FIRST, "pipeline", "sales_by_channel", "coaching")
_THIRD = (*_SECOND, "close_rate", "returned_leads", "new_accounts", "renewals", "training_hours")
_FOURTH = (
    *_THIRD,
    "weighted_pipeline",
    "sales_cycle",
    "deal_size",
    "csat",
    "cross_upsell",
    "reps_on_track",
    "reps_at_target",
)

RECOMMENDED: Mapping[int, Recommended] = {
    Maturity.AD_HOC: Recommended(_FIRST, ("digest", "review"), Depth.SHORT),
    Maturity.EMERGING: Recommended(_SECOND, PROMPTS, Depth.SHORT),
    Maturity.DEFINED: Recommended(_THIRD, PROMPTS, Depth.FULL),
    Maturity.MANAGED: Recommended(_FOURTH, PROMPTS, Depth.FULL),
    Maturity.OPTIMISING: Recommended(tuple(KPIS), PROMPTS, Depth.FULL),
}

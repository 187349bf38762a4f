"""The table of the KPIs. A sales manager can read and correct it; `formulas.py` says how each is computed.

Two rows of the source list repeat another: 19 is 7, and 22 is 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.facts import Facts
from models.scorecard.figure import Figure
from models.scorecard.formulas import (
    DECIDED,
    FIRST_MEETINGS,
    FIRST_WINS,
    FOLLOW_UPS,
    FORMULAS,
    PROPOSALS,
    RENEWALS,
    RETURNED_DEALS,
    RETURNED_LEADS,
    SCORES,
    TRAINING,
    WON,
    WON_CROSS_UPSELL,
    WON_RECENTLY,
    WON_RENEWALS,
)
from models.scorecard.measure import How, Measure


class Quadrant(StrEnum):
    """The four quadrants of the scorecard."""

    FIND = "find"
    CLOSE = "close"
    GROW = "grow"
    DEVELOP = "develop"


class Timing(StrEnum):
    """Lead: what you do now. Lag: what came of it."""

    LEAD = "lead"
    LAG = "lag"


class Level(StrEnum):
    """Whose figure it is: a rep's (and so also a team's), or only a team's."""

    REP = "rep"
    TEAM = "team"


class Unit(StrEnum):
    """What it is counted in. Rates are 0 to 1; money is in the reporting currency."""

    COUNT = "count"
    MONEY = "money"
    RATE = "rate"
    SCORE = "score"
    HOURS = "hours"
    DAYS = "days"


class InTime(StrEnum):
    """How it behaves in time, and so how it compares with its target."""

    FLOW = "flow"
    """Adds up day by day: compared with what was expected to date."""
    RATIO = "ratio"
    """A ratio, mean or median: compared with the target itself."""
    SNAPSHOT = "snapshot"
    """How things stand at the end of the period, never summed over days: compared with the target itself."""


class Source(StrEnum):
    """Which facts feed it."""

    ACTIVITIES = "activities"
    DEALS = "deals"
    PIPELINE = "pipeline"
    ACCOUNTS = "accounts"
    ROSTER = "roster"
    COSTS = "costs"
    REVIEWS = "reviews"
    COACHING = "coaching"
    REPS = "reps"
    """The figures of each rep of the team."""


Counted: TypeAlias = CountedEntries | CountedDeals | Source
"""What a KPI counts; a bare source where it takes all that the source has, or no single records of it."""


@dataclass(frozen=True, slots=True)
class Kpi:
    """One row of the table."""

    number: int
    key: str
    english: str
    dutch: str
    quadrant: Quadrant
    timing: Timing
    level: Level
    unit: Unit
    kind: InTime
    counts: tuple[Counted, ...]
    """Its formula computes with these, and "Why this number?" lists their records."""
    lower_is_better: bool = False
    by_channel: bool = False
    also: tuple[int, ...] = field(default=())
    """Rows of the source list that repeat this one."""
    measure: Measure | None = None
    """Of a KPI of a workspace's own: what it computes."""
    sources: frozenset[Source] = field(init=False, repr=False, compare=False)
    """Which facts have to be read for it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", frozenset(_source_of(counted) for counted in self.counts))

    @property
    def is_seasonal(self) -> bool:
        """Sales come with the season; meetings and training do not."""
        return self.kind is InTime.FLOW and Source.DEALS in self.sources

    def label(self, language: str) -> str:
        """Its name in that language."""
        return self.dutch if language == "nl" else self.english


def figure_of(kpi: Kpi, facts: Facts) -> Figure:
    """What a KPI comes to. Raises KeyError for one that counts reps: see `team_figures.py`."""
    return kpi.measure.of(facts) if kpi.measure else FORMULAS[kpi.key](facts)


def _source_of(counted: Counted) -> Source:
    match counted:
        case CountedEntries():
            return Source.ACTIVITIES
        case CountedDeals():
            return Source.DEALS
        case _:
            return counted


FIND, CLOSE, GROW, DEVELOP = Quadrant
LEAD, LAG = Timing
REP, TEAM = Level
COUNT, MONEY, RATE, SCORE, HOURS, DAYS = Unit
FLOW, RATIO, SNAPSHOT = InTime

# fmt: off
_TABLE = (
    #   #   key                  English                       Nederlands                       quadrant timing level unit   in time   counts, or is fed by
    Kpi(1,  "first_meetings",    "First sales meetings",       "Eerste gesprekken",             FIND,    LEAD, REP,  COUNT, FLOW,     (FIRST_MEETINGS,)),
    Kpi(2,  "follow_ups",        "Follow-up meetings",         "Vervolggesprekken",             CLOSE,   LEAD, REP,  COUNT, FLOW,     (FOLLOW_UPS,)),
    Kpi(3,  "proposals",         "Qualified proposals",        "Gekwalificeerde voorstellen",   CLOSE,   LEAD, REP,  COUNT, FLOW,     (PROPOSALS,)),
    Kpi(4,  "new_customers",     "New customers",              "Nieuwe klanten",                FIND,    LAG,  REP,  COUNT, FLOW,     (FIRST_WINS,)),
    Kpi(5,  "sales_by_channel",  "Sales by channel",           "Omzet per kanaal",              CLOSE,   LAG,  REP,  MONEY, FLOW,     (WON,), by_channel=True, also=(22,)),
    Kpi(6,  "renewals",          "Contract renewals",          "Contractverlengingen",          GROW,    LAG,  REP,  COUNT, FLOW,     (RENEWALS, WON_RENEWALS)),
    Kpi(7,  "csat",              "Customer satisfaction",      "Klanttevredenheid",             GROW,    LAG,  REP,  SCORE, RATIO,    (SCORES,), also=(19,)),
    Kpi(8,  "pipeline",          "Pipeline value",             "Pipelinewaarde",                FIND,    LEAD, REP,  MONEY, SNAPSHOT, (Source.PIPELINE,)),
    Kpi(9,  "weighted_pipeline", "Weighted pipeline",          "Gewogen pipeline",              CLOSE,   LEAD, REP,  MONEY, SNAPSHOT, (Source.PIPELINE,)),
    Kpi(10, "turnover",          "Rep turnover",               "Verloop",                       DEVELOP, LAG,  TEAM, COUNT, FLOW,     (Source.ROSTER,), lower_is_better=True),
    Kpi(11, "training_hours",    "Training hours",             "Trainingsuren",                 DEVELOP, LEAD, REP,  HOURS, FLOW,     (TRAINING,)),
    Kpi(12, "coaching",          "Coaching sessions",          "Coachingsgesprekken",           DEVELOP, LEAD, REP,  COUNT, FLOW,     (Source.COACHING,)),
    Kpi(13, "reps_on_track",     "Reps on track",              "Verkopers op koers",            DEVELOP, LAG,  TEAM, COUNT, SNAPSHOT, (Source.REVIEWS,)),
    Kpi(14, "reps_at_target",    "Reps at target",             "Verkopers op target",           DEVELOP, LAG,  TEAM, COUNT, SNAPSHOT, (Source.REPS, Source.DEALS)),
    Kpi(15, "close_rate",        "Close rate",                 "Scoringspercentage",            CLOSE,   LAG,  REP,  RATE,  RATIO,    (DECIDED,)),
    Kpi(16, "returned_leads",    "Returned leads",             "Leads terug naar marketing",    FIND,    LEAD, REP,  COUNT, FLOW,     (RETURNED_LEADS, RETURNED_DEALS), lower_is_better=True),
    Kpi(17, "cross_upsell",      "Cross- & upselling",         "Cross- & upselling",            GROW,    LAG,  TEAM, COUNT, SNAPSHOT, (Source.REPS, WON_CROSS_UPSELL)),
    Kpi(18, "sales_cycle",       "Sales cycle",                "Verkoopcyclus",                 CLOSE,   LAG,  REP,  DAYS,  RATIO,    (WON,), lower_is_better=True),
    Kpi(20, "coca",              "Cost of customer acquisition", "Kosten per nieuwe klant",     FIND,    LAG,  TEAM, MONEY, RATIO,    (Source.COSTS, Source.DEALS), lower_is_better=True),
    Kpi(21, "deal_size",         "Average deal size",          "Gemiddelde dealwaarde",         CLOSE,   LAG,  REP,  MONEY, RATIO,    (WON_RECENTLY,)),
    Kpi(23, "new_accounts",      "New accounts by channel",    "Nieuwe accounts per kanaal",    FIND,    LAG,  REP,  COUNT, FLOW,     (Source.ACCOUNTS,), by_channel=True),
)
# fmt: on

KPIS: dict[str, Kpi] = {kpi.key: kpi for kpi in _TABLE}
"""By key, in the order of their numbers."""

UNIT_OF: Mapping[How, Unit] = {How.COUNT: Unit.COUNT, How.AMOUNT: Unit.MONEY, How.HOURS: Unit.HOURS}
"""In which unit records are added up."""

OF_THE_COMPANY = frozenset({"coca"})
"""Figures that only the company has: costs are entered for it as a whole."""

COUNTED_KINDS = frozenset(
    kind
    for kpi in KPIS.values()
    for counted in kpi.counts
    if isinstance(counted, CountedEntries)
    for kind in counted.kinds
)
"""The kinds of activity that are summed in the database."""

_OF_ONE_REP = {"cross_upsell": replace(KPIS["cross_upsell"], level=REP, unit=MONEY, kind=FLOW)}
"""A team counts its reps at their cross- and upselling target; one rep sees the value that they sold."""


def kpi_of(key: str, *, of_one_rep: bool) -> Kpi:
    """The row of a KPI, as it is for one rep or for a team. Raises KeyError."""
    return _OF_ONE_REP.get(key, KPIS[key]) if of_one_rep else KPIS[key]


QUADRANT_NAMES: dict[Quadrant, dict[str, str]] = {
    Quadrant.FIND: {"en": "Find", "nl": "Vinden"},
    Quadrant.CLOSE: {"en": "Close", "nl": "Binnenhalen"},
    Quadrant.GROW: {"en": "Grow", "nl": "Uitbouwen"},
    Quadrant.DEVELOP: {"en": "Develop", "nl": "Ontwikkelen"},
}


@lru_cache
def kpi_fed_by(kind: str, is_first: bool | None) -> str | None:
    """The key of the KPI that an entry of the log feeds; of several the first of the table, None when there is none."""
    for kpi in KPIS.values():
        if any(isinstance(counted, CountedEntries) and counted.has(kind, is_first) for counted in kpi.counts):
            return kpi.key
    return None


def in_quadrant(quadrant: Quadrant) -> list[Kpi]:
    """The KPIs of a quadrant, in the order of their numbers."""
    return [kpi for kpi in KPIS.values() if kpi.quadrant is quadrant]

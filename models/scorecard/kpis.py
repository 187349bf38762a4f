"""The table of the KPIs. A sales manager can read and correct it; `formulas.py` says how each is computed.

Two rows of the source list repeat another: 19 is 7, and 22 is 5.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum


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


class Kind(StrEnum):
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
    kind: Kind
    sources: frozenset[Source]
    lower_is_better: bool = False
    by_channel: bool = False
    weight: float = 1.0
    also: tuple[int, ...] = field(default=())
    """Rows of the source list that repeat this one."""

    def label(self, language: str) -> str:
        """Its name in that language."""
        return self.dutch if language == "nl" else self.english


FIND, CLOSE, GROW, DEVELOP = Quadrant
LEAD, LAG = Timing
REP, TEAM = Level
COUNT, MONEY, RATE, SCORE, HOURS, DAYS = Unit
FLOW, RATIO, SNAPSHOT = Kind
ACTIVITIES, DEALS, PIPELINE, ACCOUNTS, ROSTER, COSTS, REVIEWS, COACHING, REPS = (frozenset({s}) for s in Source)

# fmt: off
_TABLE = (
    #   #   key                  English                       Nederlands                       quadrant timing level unit   in time   fed by
    Kpi(1,  "first_meetings",    "First sales meetings",       "Eerste gesprekken",             FIND,    LEAD, REP,  COUNT, FLOW,     ACTIVITIES),
    Kpi(2,  "follow_ups",        "Follow-up meetings",         "Vervolggesprekken",             CLOSE,   LEAD, REP,  COUNT, FLOW,     ACTIVITIES),
    Kpi(3,  "proposals",         "Qualified proposals",        "Gekwalificeerde voorstellen",   CLOSE,   LEAD, REP,  COUNT, FLOW,     ACTIVITIES),
    Kpi(4,  "new_customers",     "New customers",              "Nieuwe klanten",                FIND,    LAG,  REP,  COUNT, FLOW,     DEALS),
    Kpi(5,  "sales_by_channel",  "Sales by channel",           "Omzet per kanaal",              CLOSE,   LAG,  REP,  MONEY, FLOW,     DEALS, by_channel=True, also=(22,)),
    Kpi(6,  "renewals",          "Contract renewals",          "Contractverlengingen",          GROW,    LAG,  REP,  COUNT, FLOW,     ACTIVITIES | DEALS),
    Kpi(7,  "csat",              "Customer satisfaction",      "Klanttevredenheid",             GROW,    LAG,  REP,  SCORE, RATIO,    ACTIVITIES, also=(19,)),
    Kpi(8,  "pipeline",          "Pipeline value",             "Pijplijnwaarde",                FIND,    LEAD, REP,  MONEY, SNAPSHOT, PIPELINE),
    Kpi(9,  "weighted_pipeline", "Weighted pipeline",          "Gewogen pijplijn",              CLOSE,   LEAD, REP,  MONEY, SNAPSHOT, PIPELINE),
    Kpi(10, "turnover",          "Rep turnover",               "Verloop",                       DEVELOP, LAG,  TEAM, COUNT, FLOW,     ROSTER, lower_is_better=True),
    Kpi(11, "training_hours",    "Training hours",             "Opleidingsuren",                DEVELOP, LEAD, REP,  HOURS, FLOW,     ACTIVITIES),
    Kpi(12, "coaching",          "Coaching sessions",          "Coachingsgesprekken",           DEVELOP, LEAD, REP,  COUNT, FLOW,     COACHING),
    Kpi(13, "reps_on_track",     "Reps on track",              "Verkopers op koers",            DEVELOP, LAG,  TEAM, COUNT, SNAPSHOT, REVIEWS),
    Kpi(14, "reps_at_target",    "Reps at target",             "Verkopers op doel",             DEVELOP, LAG,  TEAM, COUNT, SNAPSHOT, REPS | DEALS),
    Kpi(15, "close_rate",        "Close rate",                 "Slagingspercentage",            CLOSE,   LAG,  REP,  RATE,  RATIO,    DEALS),
    Kpi(16, "returned_leads",    "Returned leads",             "Teruggegeven leads",            FIND,    LEAD, REP,  COUNT, FLOW,     ACTIVITIES | DEALS, lower_is_better=True),
    Kpi(17, "cross_upsell",      "Cross- & upselling",         "Cross- & upselling",            GROW,    LAG,  TEAM, COUNT, SNAPSHOT, REPS | DEALS),
    Kpi(18, "sales_cycle",       "Sales cycle",                "Verkoopcyclus",                 CLOSE,   LAG,  REP,  DAYS,  RATIO,    DEALS, lower_is_better=True),
    Kpi(20, "coca",              "Cost of customer acquisition", "Acquisitiekosten",            FIND,    LAG,  TEAM, MONEY, RATIO,    COSTS | DEALS, lower_is_better=True),
    Kpi(21, "deal_size",         "Average deal size",          "Gemiddelde dealwaarde",         CLOSE,   LAG,  REP,  MONEY, RATIO,    DEALS),
    Kpi(23, "new_accounts",      "New accounts by channel",    "Nieuwe accounts per kanaal",    FIND,    LAG,  REP,  COUNT, FLOW,     ACCOUNTS, by_channel=True),
)
# fmt: on

KPIS: dict[str, Kpi] = {kpi.key: kpi for kpi in _TABLE}
"""By key, in the order of their numbers."""

_OF_ONE_REP = {"cross_upsell": replace(KPIS["cross_upsell"], level=REP, unit=MONEY, kind=FLOW)}
"""A team counts its reps at their cross- and upselling target; one rep sees the value that they sold."""


def kpi_of(key: str, *, of_one_rep: bool) -> Kpi:
    """The row of a KPI, as it is for one rep or for a team. Raises KeyError."""
    return _OF_ONE_REP.get(key, KPIS[key]) if of_one_rep else KPIS[key]


QUADRANT_NAMES: dict[Quadrant, tuple[str, str]] = {
    Quadrant.FIND: ("Find", "Vinden"),
    Quadrant.CLOSE: ("Close", "Sluiten"),
    Quadrant.GROW: ("Grow", "Groeien"),
    Quadrant.DEVELOP: ("Develop", "Ontwikkelen"),
}
"""English and Dutch."""


def in_quadrant(quadrant: Quadrant) -> list[Kpi]:
    """The KPIs of a quadrant, in the order of their numbers."""
    return [kpi for kpi in KPIS.values() if kpi.quadrant is quadrant]

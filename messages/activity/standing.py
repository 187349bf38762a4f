"""Where somebody stands after what they logged: against a target, or how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from messages.blocks import progress
from messages.words import Words
from models.money import Money
from models.scorecard.kpis import Kpi

_TYPICAL_TARGETS = {"csat": "4", "renewals": "1/week", "returned_leads": "1/week", "proposals": "2/week"}
"""What a target may be set to, where 8 a week makes no sense. A week is the same word in both languages."""


@dataclass(frozen=True)
class Standing:
    """Where the person stands on one figure of the scorecard, with a target."""

    label: str
    unit: str
    actual: float | None
    target: float
    period: str
    """`week`, `month`, `quarter` or `year`."""
    is_reached: bool = False
    """What was just logged took it across the target."""
    best_before: float | None = None
    """The best period of this year until what was just logged surpassed it."""
    is_met: bool = False
    """The target was reached before, or is one to stay below: the number says enough."""
    is_over: bool = False
    """No working day of the period is left."""
    status: str | None = None
    adds_up: bool = True
    """Counted day by day; else a ratio or mean, which is compared with the target itself."""
    to_go: float | None = None
    """What is still missing; None when the target is met."""
    last_day: date | None = None
    currency: str = "EUR"
    kpi: Kpi | None = None

    def money(self, value: float) -> Money:
        """A value of this figure as money."""
        return Money.of(Decimal(str(value)), self.currency)


@dataclass(frozen=True)
class CountedOnly:
    """How many of a kind there are this week, where no target is set. `kpi` is what a target could be set for."""

    count: int
    kpi: str | None = None
    kind: str = ""
    """What was counted."""


@dataclass(frozen=True)
class CountsElsewhere:
    """The entry was back-dated out of the running `period` (`week`, `month`, `quarter`)."""

    period: str


StandingView: TypeAlias = Standing | CountedOnly | CountsElsewhere


def said_of(say: Words, standing: StandingView, names: Mapping[str, str] | None = None) -> str:
    """The sentence or two about where the person stands.

    `names` of the kinds when several things were logged in one go, where “it” would be any of them.
    """
    if isinstance(standing, CountsElsewhere):
        return say(
            "activity.earlier_counts_elsewhere" if names else "activity.counts_elsewhere", period=standing.period
        )
    if isinstance(standing, CountedOnly):
        target = (
            standing.kpi and f"/target {say.typed_kpi(standing.kpi)} {_TYPICAL_TARGETS.get(standing.kpi, '8/week')}"
        )
        name = (names or {}).get(standing.kind, "")
        return say("activity.counted", count=standing.count, target=target, name=name)
    if not standing.adds_up:
        return say("activity.progress_ratio", standing=standing)
    bar = progress((standing.actual or 0) / standing.target if standing.target else 0)
    text = say("activity.progress", standing=standing, bar=bar)
    mood = say("activity.mood", standing=standing)
    return f"{text}\n{mood}" if mood else text

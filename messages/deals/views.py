"""The pipeline as values that messages take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.money import Money
from models.period import Period


@dataclass(frozen=True)
class Sum:
    """Some open deals, added up. `name` is a stage, a person or a month (`2026-12`, `overdue`, `later`, `no_date`)."""

    name: str
    deals: int
    value: Money
    weighted: Money
    without_value: int = 0
    without_rate: int = 0
    without_probability: int = 0


@dataclass(frozen=True)
class CoverageView:
    """How what is open covers what is missing; `reason` says why there is no ratio."""

    ratio: float | None
    ratio_in_period: float | None
    open: Money
    missing: Money | None
    reason: str | None = None


@dataclass(frozen=True)
class VelocityView:
    """n × size × rate / cycle; `reason` says why there is none."""

    per_day: Money | None
    deals: float = 0
    size: Money | None = None
    rate: float | None = None
    cycle: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class PaceRow:
    """A stage: how often deals go on from it, and how long they stay. Rate and days are None when nothing tells them."""

    stage: str
    rate: float | None
    decided: int
    days: int | None
    entered: int
    still_there: int


@dataclass(frozen=True)
class ForecastRow:
    """A month of the forecast, and what was forecast before it began."""

    month: Period
    won: Money
    commit: Money
    best: Money
    before: Money | None
    """The commit on the eve of the month …"""
    best_before: Money | None
    """… and the best case."""
    off: float | None
    is_over: bool


@dataclass(frozen=True)
class PipelineView:
    """The pipeline of somebody, a team, a line or the company. `name` is empty for one's own."""

    name: str
    period: Period
    total: Sum
    coverage: CoverageView
    velocity: VelocityView
    stages: Sequence[Sum] = ()
    people: Sequence[Sum] = ()
    months: Sequence[Sum] = ()
    pace: Sequence[PaceRow] = ()
    forecast: Sequence[ForecastRow] = ()
    signs: Mapping[str, Sum] = field(default_factory=dict)
    """By what a deal is (`slipped`, `pushed`, `silent`, `stuck`)."""
    ref: str = ""
    """Whose and of when, for the buttons."""
    table: str = "stages"
    certain: int = 75
    """The probability (percent) from which a deal is in the commit."""

"""A scorecard as a value: what the messages show of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.period import Period
from models.scorecard.kpis import Kpi, Quadrant
from models.scorecard.role_figures import RoleFigures


@dataclass(frozen=True)
class Row:
    """One KPI: its figure, target and status."""

    kpi: Kpi
    value: float | None
    target: float | None = None
    status: str | None = None
    reason: str | None = None
    to_go: float | None = None
    """What is missing to the target, of something that adds up."""
    is_over: bool = False
    """No working day is left."""
    by_channel: Mapping[str, float] = field(default_factory=dict)
    compared: float | None = None
    """Of a team: the value of those who have the target; None of one person."""
    by_others: float | None = None
    """What those without it added to the value."""
    people_target: float | None = None
    """What the people's own targets come to, where the team's differs."""
    beside: Mapping[str, float] = field(default_factory=dict)
    """Further figures that belong to it, by their key."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Records that could not be counted, by reason."""


@dataclass(frozen=True)
class ChangeView:
    """What is more or less than in the period before; `day` when only its first days are looked at."""

    period: Period
    day: date | None
    score: float | None
    sales: float | None


@dataclass(frozen=True)
class TrendView:
    """The figure of a KPI in each of the last weeks (or months), oldest first."""

    kpi: Kpi
    is_weekly: bool
    parts: Sequence[tuple[Period, float]]


@dataclass(frozen=True)
class Board:
    """A scorecard by quadrant. `ref` says whose and of when, for the menus; it holds no figures."""

    name: str
    period: Period
    as_of: date
    is_running: bool
    elapsed_days: float
    total_days: float
    currency: str
    rows: Sequence[Row]
    score: float | None
    kpis_counted: int
    worst: Kpi | None
    quadrants: Mapping[Quadrant, tuple[float | None, int]]
    """Score and how many KPIs it rests on."""
    ref: str = ""
    periods: Sequence[tuple[str, str]] = ()
    """Other periods to switch to: a key of the words, and the ref."""
    in_detail: bool = False
    """Somebody asked for these KPIs: show each, with its channels."""
    focus: Collection[str] = ()
    """Keys of the KPIs that a leader chose for the company; empty: all."""
    sales: Row | None = None
    """Stands beside the score."""
    change: ChangeView | None = None
    is_employed: bool = True
    counts_from: date | None = None
    """Since when Koers knows them, where that is a day of the period or after it."""
    is_too_early: bool = False
    """Everything in it is too early to judge: there is no score to tell yet."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the company calls quadrants, by quadrant and language, `find_en` …"""
    trend: TrendView | None = None
    """Of the most important lead KPI of one person."""
    first: Sequence[str] = ()
    """Keys of the KPIs that the role of one person sees first, in its order."""
    of_role: RoleFigures | None = None
    """What their role looks at besides, as things stand now."""
    is_line: bool = False
    """It is of everybody below the person of this name."""

    @property
    def title(self) -> str:
        """The key of its title's words."""
        return "scorecard.line_title" if self.is_line else "scorecard.title"

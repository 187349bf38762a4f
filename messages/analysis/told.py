"""An analysis in words: what messages, the PDF and the CSV are made of alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from messages.figures import value_text
from messages.words import Words
from models.money import Money
from models.period import Period
from models.scorecard.kpis import Unit

Cell = str | tuple[float, str]
"""A text, or a number with how it is written."""
NOTHING = "–"


@dataclass(frozen=True)
class Chart:
    """The one chart of an analysis."""

    kind: Literal["bar", "line"]
    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float]]
    """By name; the first one is what the lines show that stand in for the chart."""
    texts: Sequence[str]
    """How each value of the first series is written."""


@dataclass(frozen=True)
class Told:
    """An analysis, told."""

    sentence: str
    """What it means, as a sales leader would say it."""
    facts: Sequence[str] = ()
    """Further figures, a line each."""
    chart: Chart | None = None
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    notes: Sequence[str] = ()
    """What is left out of it, and what it rests on."""
    lacks: Sequence[str] = ()
    """What is missing, and the command or import that brings it."""


@dataclass(frozen=True)
class AnalysisView:
    """An analysis with everything around it. `ref` says which, whose and of when; it holds no figures."""

    key: str
    scope: str
    period: Period
    currency: str
    result: Any
    """What the analysis of that key found."""
    ref: str = ""
    channel: str | None = None
    is_line: bool = False
    """It is of everybody below the person of this name."""
    periods: Sequence[tuple[str, str]] = ()
    """Other periods: a key of the words, and the ref."""
    scopes: Sequence[tuple[str, str]] = ()
    """Other subjects: a name, and the ref; more than one, or none."""
    others: Mapping[str, str] = field(default_factory=dict)
    """The other analyses of the same subject: by key the ref."""
    next_one: str = ""
    """The key of the next one."""


def money(say: Words, view: AnalysisView, value: float) -> str:
    """`€12,500`."""
    return value_text(say, value, Unit.MONEY, view.currency)


def money_cell(say: Words, view: AnalysisView, value: float | None) -> Cell:
    """An amount in a table."""
    return NOTHING if value is None else (round(value, 2), money(say, view, value))


def share_cell(say: Words, value: float | None, decimals: int = 0) -> Cell:
    """A share in a table, in percent."""
    return NOTHING if value is None else (round(value * 100, 2), say.percent(value, decimals))


def number_cell(say: Words, value: float | None, decimals: int = 1) -> Cell:
    """A number in a table."""
    return NOTHING if value is None else (round(value, decimals), say.number(value, decimals))


def small_change(say: Words, view: AnalysisView, value: float) -> str:
    """An amount of a few units, with its cents: `€43`, `€0.85`."""
    return say.money(Money.of(Decimal(str(round(value, 2))), view.currency))


def part_name(say: Words, part: Period) -> str:
    """The name of a part of a period, short enough for a chart: `Nov 26`, `Q4 26`, `2026`."""
    if part.days > 92:
        return f"{part.start:%Y}"
    if part.days > 31:
        name = part.name.partition("-")[2]
        return f"{name} {part.name[2:4]}" if name.startswith("Q") else say.day(part.start, "MMM yy")
    return say.day(part.start, "MMM yy")


def columns(say: Words, *which: str) -> list[str]:
    """The headings of a table."""
    return [say.bare("analysis.column", which=one) for one in which]


def lack(say: Words, which: str, number: int = 0) -> str:
    """What is missing, and what brings it."""
    return say("analysis.lack", which=which, number=number)


def unsold(say: Words, without_value: int = 0, without_rate: int = 0) -> tuple[str, list[str]]:
    """What is said where the sum of the sales is nought, and what is missing: deals of unknown value are sales too."""
    if without_value or without_rate:
        return say("analysis.sold_unknown"), []
    return say("analysis.nothing_sold"), [lack(say, "nothing_won")]


def left_out(say: Words, **numbers: int) -> list[str]:
    """What could not be counted, and how many there are of it."""
    return [say("analysis.left_out", reason=reason, number=number) for reason, number in numbers.items() if number]

"""Which target holds on a day, and what it comes to in a period.

A target fills whole periods of its own type, from the one that holds its first day: 48,000 a month from 5 June is
48,000 for June. What a day asks never depends on the period that is looked at, so days, weeks, months and quarters
add up to the year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from models.period import Period, PeriodType, period_of
from models.scorecard.kpis import InTime, Kpi
from models.scorecard.targets.presets import Preset
from models.scorecard.targets.spread import Spread


class SetFor(StrEnum):
    """Where a target comes from."""

    PERSON = "person"
    TEAM = "team"
    ROLE = "role"
    WORKSPACE = "workspace"
    PRESET = "preset"
    MEMBERS = "members"
    """The sum of the targets of a team's people."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A target as it was set: so much per week, month, quarter or year from a day on. `value` None ended it."""

    value: Decimal | None
    period_type: PeriodType
    effective_from: date

    @classmethod
    def stored(cls, value: str | None, period_type: str, effective_from: date) -> "InForce":
        """From the columns of the table."""
        return cls(None if value is None else Decimal(value), PeriodType(period_type), effective_from)

    def starts(self, fiscal_start_month: int) -> date:
        """The first day of the period of its own type that holds the day from which it was set."""
        if self.effective_from == date.min:
            return date.min
        return period_of(self.period_type, self.effective_from, fiscal_start_month).start


@dataclass(frozen=True, slots=True)
class Layer:
    """What was set for one subject, oldest first; where none of it holds, the layer below it does."""

    set_for: SetFor
    rows: Sequence[InForce]


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """The target of a period, prorated, and what it was made from."""

    value: float
    set_for: SetFor
    stated: Decimal
    """As it was set …"""
    period_type: PeriodType
    """… per this."""
    is_prorated: bool = False
    """Lowered for a joiner, a leaver, a ramp or a long absence."""


def target_in(kpi: Kpi, period: Period, layers: Sequence[Layer], spread: Spread) -> TargetFigure | None:
    """What the layers (the nearest first) ask in `period`; None when nothing was in force, and when the person was
    not with us or on long leave all along: nothing can be asked of them.

    Of ratios and snapshots it is what holds on the last day of the period.
    """
    if kpi.kind is not InTime.FLOW:
        found = held_on(period.last_day, layers, spread.fiscal_start_month)
        return None if found is None else _figure(float(_value(found[0])), found[0], found[1])
    whole = asked = 0.0
    latest: tuple[InForce, SetFor] | None = None
    is_asked = False
    for stretch, row, set_for in _stretches(period, layers, spread.fiscal_start_month):
        part = spread.part(row.period_type, stretch, is_seasonal=kpi.is_seasonal)
        whole += float(_value(row)) * part.whole
        asked += float(_value(row)) * part.asked
        is_asked = is_asked or part.asked > 0
        latest = (row, set_for)
    if latest is None or not is_asked:
        return None
    return _figure(round(asked, 6), *latest, is_prorated=abs(asked - whole) > 1e-9)


def held_on(day: date, layers: Sequence[Layer], fiscal_start_month: int = 1) -> tuple[InForce, SetFor] | None:
    """The target that holds on a day, and for whom it was set."""
    for layer in layers:
        row = next((row for row in reversed(layer.rows) if row.starts(fiscal_start_month) <= day), None)
        if row is not None and row.value is not None:
            return row, layer.set_for
    return None


def _stretches(
    period: Period, layers: Sequence[Layer], fiscal_start_month: int
) -> Iterator[tuple[Period, InForce, SetFor]]:
    """The period, cut where another target begins to hold; stretches without any are left out."""
    if len(layers) == 1 and len(layers[0].rows) == 1:  # as most have it, and a year of everybody has many of these
        row = layers[0].rows[0]
        if row.value is not None and row.starts(fiscal_start_month) <= period.start:
            yield period, row, layers[0].set_for
            return
    starts = {row.starts(fiscal_start_month) for layer in layers for row in layer.rows}
    cuts = [period.start, *sorted(start for start in starts if period.start < start < period.end), period.end]
    for first, end in pairwise(cuts):
        if found := held_on(first, layers, fiscal_start_month):
            yield (Period(first, end), *found)


def gaps_in(period: Period, rows: Sequence[InForce], fiscal_start_month: int = 1) -> list[Period]:
    """The stretches of the period in which none of these holds."""
    layers = [Layer(SetFor.TEAM, rows)]
    gaps, first = [], period.start
    for stretch, _, _ in _stretches(period, layers, fiscal_start_month):
        if first < stretch.start:
            gaps.append(Period(first, stretch.start))
        first = stretch.end
    if first < period.end:
        gaps.append(Period(first, period.end))
    return gaps


def _value(row: InForce) -> Decimal:
    assert row.value is not None
    return row.value


def _figure(value: float, row: InForce, set_for: SetFor, *, is_prorated: bool = False) -> TargetFigure:
    return TargetFigure(value, set_for, _value(row), row.period_type, is_prorated)


def of_preset(preset: Preset) -> InForce:
    """A role's default: in force since ever."""
    return InForce(preset.value, preset.period_type, date.min)


def together(kpi: Kpi, targets: Iterable[TargetFigure | None]) -> TargetFigure | None:
    """What the targets of several people come to: added up; for a ratio only when all are the same."""
    given = [target for target in targets if target is not None]
    if not given:
        return None
    first = given[0]
    if kpi.kind is InTime.RATIO:
        same = all(target.value == first.value for target in given)
        return TargetFigure(first.value, SetFor.MEMBERS, first.stated, first.period_type) if same else None
    total = sum(target.value for target in given)
    stated = sum((target.stated for target in given), Decimal(0))
    prorated = any(target.is_prorated for target in given)
    return TargetFigure(round(total, 6), SetFor.MEMBERS, stated, first.period_type, prorated)

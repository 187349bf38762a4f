"""The KPIs of a workspace's own: rows like those of the table, made from what an admin defined."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.kpis import KPIS, UNIT_OF, InTime, Kpi, Level, Quadrant, Timing, Unit, kpi_of
from models.scorecard.measure import How, Measure, Part
from models.workspace.records import Workspace

FIRST_NUMBER = 101


@dataclass(frozen=True, slots=True)
class Counts:
    """What is added up, as an admin said it: entries of kinds, or deals with an outcome."""

    how: str
    kinds: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def part(self) -> Part:
        """The same as a value that computes."""
        if self.kinds:
            return Part(How(self.how), CountedEntries(frozenset(self.kinds)))
        deals = CountedDeals(
            frozenset(self.outcomes),
            frozenset(self.types) or None,
            channels=frozenset(self.channels) or None,
            products=frozenset(self.products) or None,
        )
        return Part(How(self.how), deals)

    @classmethod
    def stored(cls, data: Mapping[str, Any]) -> "Counts":
        """From JSON."""
        return cls(data["how"], **{name: tuple(value) for name, value in data.items() if name != "how"})


@dataclass(frozen=True, slots=True)
class OwnKpi:
    """A KPI as it was defined. Its key is public: it is never renamed."""

    key: str
    english: str
    dutch: str
    top: Counts
    bottom: Counts | None = None
    quadrant: str = Quadrant.GROW.value
    unit: str = ""
    """Of a ratio: `rate`, or `count` for a plain number; else empty, for it follows from what is added up."""
    weight: float = 1
    lower_is_better: bool = False
    retired_on: str | None = None
    """The first day on which it is not asked any more; what is over keeps it."""

    def to_store(self) -> dict[str, object]:
        """As JSON can hold it."""
        return {**asdict(self), "top": asdict(self.top), "bottom": asdict(self.bottom) if self.bottom else None}

    @classmethod
    def stored(cls, data: Mapping[str, Any]) -> "OwnKpi":
        """From JSON."""
        bottom = Counts.stored(data["bottom"]) if data["bottom"] else None
        return cls(**{**data, "top": Counts.stored(data["top"]), "bottom": bottom})

    def row(self, number: int) -> Kpi:
        """As a row of the table."""
        measure = Measure(self.top.part(), self.bottom.part() if self.bottom else None)
        counts = tuple(part.counted for part in measure.parts)
        by_deeds = all(isinstance(counted, CountedEntries) for counted in counts)
        return Kpi(
            number,
            self.key,
            self.english,
            self.dutch,
            Quadrant(self.quadrant),
            Timing.LEAD if by_deeds else Timing.LAG,
            Level.REP,
            self._unit(measure),
            InTime.FLOW if self.bottom is None else InTime.RATIO,
            counts,
            lower_is_better=self.lower_is_better,
            measure=measure,
        )

    def _unit(self, measure: Measure) -> Unit:
        if self.bottom is None:
            return UNIT_OF[measure.top.how]
        if measure.top.how.value == self.bottom.how:
            return Unit(self.unit or Unit.RATE)
        return Unit(self.unit or UNIT_OF[measure.top.how])


def definitions_of(workspace: Workspace) -> list[OwnKpi]:
    """All that were defined, retired ones too, in the order in which they came."""
    return [OwnKpi.stored(data) for data in workspace.own_kpis]


def own_kpis_of(workspace: Workspace) -> dict[str, Kpi]:
    """All of them by key, retired ones too."""
    return {one.key: one.row(FIRST_NUMBER + at) for at, one in enumerate(definitions_of(workspace))}


def own_kpis_on(workspace: Workspace, day: date) -> dict[str, Kpi]:
    """Those that were not retired by that day."""
    if not workspace.own_kpis:
        return {}
    rows = own_kpis_of(workspace)
    gone = {one.key for one in definitions_of(workspace) if one.retired_on and one.retired_on <= day.isoformat()}
    return {key: kpi for key, kpi in rows.items() if key not in gone}


def kpi_in(workspace: Workspace, key: str, *, of_one_rep: bool) -> Kpi:
    """The row of a KPI, one of the table or one of the workspace's own. Raises KeyError."""
    return kpi_of(key, of_one_rep=of_one_rep) if key in KPIS else own_kpis_of(workspace)[key]


def kinds_counted(workspace: Workspace) -> frozenset[str]:
    """The kinds of activity that its own KPIs count."""
    kinds: set[str] = set()
    for one in definitions_of(workspace) if workspace.own_kpis else ():
        kinds.update(one.top.kinds, one.bottom.kinds if one.bottom else ())
    return frozenset(kinds)


def own_kpi_fed_by(workspace: Workspace, kind: str, day: date) -> str | None:
    """The first of its own KPIs that counts entries of this kind, or their hours; None when there is none."""
    for key, kpi in own_kpis_on(workspace, day).items():
        counts = kpi.kind is InTime.FLOW and kpi.unit is not Unit.MONEY
        if counts and any(isinstance(one, CountedEntries) and kind in one.kinds for one in kpi.counts):
            return key
    return None


def retired(one: OwnKpi, day: date) -> OwnKpi:
    """The same, not asked any more from that day on."""
    return replace(one, retired_on=day.isoformat())

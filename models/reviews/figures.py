"""A month's numbers as a review shows and keeps them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast


@dataclass(frozen=True)
class Figure:
    """One KPI of the month. `value` is None when there is none, and `reason` says why."""

    kpi: str
    unit: str
    value: float | None
    target: float | None
    status: str | None
    pace: float | None = None
    """Against what was expected to date; 1 is exactly as expected."""
    reason: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """What a KPI of the workspace's own was called then, by language; empty for one of the table."""
    is_lead: bool = True
    """Whether it says what somebody does, rather than what comes of it."""
    weight: float | None = None
    """In the score; None in what was stored before it was kept."""


@dataclass(frozen=True)
class MonthFigures:
    """All of them, and what they add up to. Money is in `currency`, whole units."""

    status: str | None
    """The status of the month as a whole; None when no KPI had a target."""
    score: float | None
    counted: int
    """How many KPIs the score rests on."""
    worst: str | None
    """The KPI that is furthest from its target."""
    currency: str
    rows: tuple[Figure, ...]

    def as_json(self) -> dict[str, object]:
        """As it is stored with the review."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, object]) -> "MonthFigures":
        """The figures as `as_json` stored them."""
        values = cast("dict[str, Any]", dict(stored))
        rows = tuple(Figure(**row) for row in values.pop("rows"))
        return cls(rows=rows, **values)

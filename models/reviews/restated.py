"""What a signed review would say by now: it stands beside the numbers that were signed, never in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from sqlmodel import Session

from models.reviews.figures import Figure, MonthFigures
from models.reviews.month import figures_of_month
from models.reviews.queries import rep_of
from models.reviews.records import Review
from models.workspace.records import Workspace

SAME = 0.005
"""Closer than that is the same figure: half a cent; of a rate, half of a hundredth of a per cent."""


class Measured(Protocol):
    """A figure of a KPI, of a month or of a quarter."""

    @property
    def kpi(self) -> str:
        """Its key."""

    @property
    def value(self) -> float | None:
        """None where it is undefined."""

    @property
    def unit(self) -> str:
        """`count`, `money`, `rate` …"""


Row = TypeVar("Row", bound=Measured)


@dataclass(frozen=True)
class Restated(Generic[Row]):
    """A figure that reads otherwise by now."""

    row: Row
    """As it was signed."""
    now: float | None


def restated(session: Session, workspace: Workspace, review: Review, now: datetime) -> list[Restated[Figure]]:
    """The figures of the signed month that were corrected since; those without a target are left out."""
    if not review.figures:
        return []
    signed = [row for row in MonthFigures.from_json(review.figures).rows if row.target is not None]
    current = figures_of_month(session, workspace, rep_of(session, review), review.month, now)
    return differences(signed, current.rows)


def differences(signed: Sequence[Row], today: Sequence[Row]) -> list[Restated[Row]]:
    """Which of the signed figures differ from those of today, in their order."""
    values = {row.kpi: row.value for row in today}
    return [
        Restated(row, values[row.kpi])
        for row in signed
        if row.kpi in values and _differs(row.value, values[row.kpi], row.unit)
    ]


def _differs(was: float | None, now: float | None, unit: str) -> bool:
    if was is None or now is None:
        return was is not now
    return abs(was - now) >= (SAME / 100 if unit == "rate" else SAME)

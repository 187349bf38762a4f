"""What a signed review would say by now: it stands beside the numbers that were signed, never in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.qbr.drafting import rows_of
from models.qbr.pack import Pack, Row
from models.qbr.queries import quarter_of_qbr
from models.qbr.records import Qbr
from models.qbr.subjects import scope_of
from models.scorecard.scorecard import scorecard_of
from models.workspace.records import Workspace

SAME = 0.005
"""Closer than that is the same figure: half a cent; of a rate, half of a hundredth of a per cent."""


@dataclass(frozen=True)
class Restated:
    """A figure that reads otherwise by now."""

    row: Row
    """As it was signed."""
    now: float | None


def restated(session: Session, workspace: Workspace, qbr: Qbr, now: datetime) -> list[Restated]:
    """The figures of the closed quarter that were corrected since; those without a target are left out."""
    if not qbr.pack:
        return []
    signed = Pack.from_json(qbr.pack)
    card = scorecard_of(session, workspace, scope_of(session, workspace, qbr), quarter_of_qbr(qbr), now)
    return differences(signed.planned, rows_of(card))


def differences(signed: Sequence[Row], today: Sequence[Row]) -> list[Restated]:
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

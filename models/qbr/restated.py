"""What a signed quarterly review would say by now: beside the numbers that were signed, never in their place."""

from datetime import datetime
from typing import TypeAlias

from sqlmodel import Session

from models.qbr.drafting import rows_of
from models.qbr.pack import Pack, Row
from models.qbr.queries import quarter_of_qbr
from models.qbr.records import Qbr
from models.qbr.subjects import scope_of
from models.reviews.restated import Restated as RestatedFigure
from models.reviews.restated import differences
from models.scorecard.scorecard import scorecard_of
from models.workspace.records import Workspace

Restated: TypeAlias = RestatedFigure[Row]


def restated(session: Session, workspace: Workspace, qbr: Qbr, now: datetime) -> list[Restated]:
    """The figures of the closed quarter that were corrected since; those without a target are left out."""
    if not qbr.pack:
        return []
    signed = Pack.from_json(qbr.pack)
    card = scorecard_of(session, workspace, scope_of(session, workspace, qbr), quarter_of_qbr(qbr), now)
    return differences(signed.planned, rows_of(card))

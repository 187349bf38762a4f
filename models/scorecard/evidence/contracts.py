"""The contracts behind the rate of renewals: those whose last day alone says that a renewal was due."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from models.period import Period
from models.scorecard.evidence.record import Evidence
from models.scorecard.reading.contracts import read_contracts_due
from models.scorecard.scope import Scope


def contracts_behind(
    session: Session, workspace_id: str, scope: Scope, period: Period, last_day: date
) -> Iterator[Evidence]:
    """Each part of one, on its last day: renewed, or run out."""
    for due in read_contracts_due(session, workspace_id, period, scope.roll, last_day):
        contract = due.contract
        kind = "contract_renewed" if due.is_renewed else "contract"
        ids = (f"deal:{contract.deal_id}", contract.ends_on, kind, contract.owner_id, contract.account_id)
        yield Evidence(*ids, share=due.percent / 100 if scope.is_person else 1.0)

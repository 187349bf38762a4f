"""The open deals and the account plan of a review, as of the day on which it is made."""

from datetime import datetime

from sqlmodel import Session

from models.period import quarter_of
from models.qbr.pack import Accounts, Pipeline
from models.scorecard.kpis import Source
from models.scorecard.reading.people import read_facts
from models.scorecard.scope import Scope
from models.scorecard.scorecard import SALES, scorecard_of
from models.workspace.records import Workspace


def pipeline_of(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> Pipeline:
    """What is open now, against what the running quarter's sales target still asks."""
    today = scope.today(now)
    quarter = quarter_of(today, workspace.fiscal_start_month)
    facts = read_facts(session, workspace, scope, quarter, today, (Source.PIPELINE,)).together()
    value = sum((part.deal.reporting_minor or 0) * part.share for part in facts.open_deals)
    weighted = sum(
        (part.deal.reporting_minor or 0) * (part.deal.probability or 0) / 100 * part.share for part in facts.open_deals
    )
    sales = scorecard_of(session, workspace, scope, quarter, now, kpis=[SALES]).sales
    missing = None if sales.target is None else max(0.0, sales.target.value - (sales.figure.value or 0))
    open_value = facts.money(value)
    return Pipeline(
        open_count=len(facts.open_deals),
        open_value=open_value,
        weighted=facts.money(weighted),
        missing=missing,
        coverage=open_value / missing if missing else None,
    )


def accounts_of(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> Accounts | None:
    """The account plan: None where no account has a cadence."""
    return None

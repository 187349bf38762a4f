"""Deals as data, with headings that an import recognises."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, select

from models.deals.promises import first_promises
from models.deals.queries import of_workspace, stages_of
from models.deals.records import Deal, DealShare, StageChange
from models.deals.snapshot import steps_at
from models.deals.stages import OUTCOMES, Stages
from models.exports.names import Names
from models.exports.writing import Row, money
from models.period import Period
from models.references.links import spelled_ids
from models.references.records import Fact
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

COLUMNS = (
    "id",
    "number",
    "owner",
    "title",
    "product",
    "account",
    "stage",
    "opened",
    "closed",
    "moved",
    "expected_close",
    "first_expected_close",
    "contract_ends_on",
    "value",
    "currency",
    "reporting_value",
    "channel",
    "type",
    "probability",
    "reason",
    "shares",
    "source",
)


def deal_rows(session: Session, workspace: Workspace, scope: Scope, period: Period | None, day: date) -> Iterator[Row]:
    """The deals of the scope as they stood at the end of `day`, by number.

    With `period` those that were open at some time in it, or decided in it. What was taken back is left out.
    """
    workspace_id = workspace.workspace_id
    names = Names(session, workspace_id)
    stages = stages_of(session, workspace_id)
    splits = select(DealShare.deal_id, DealShare.person_id, DealShare.percent).where(
        DealShare.workspace_id == workspace_id
    )
    shares = names.shares(list(session.exec(splits)))
    called = spelled_ids(session, workspace_id, Fact.DEAL)
    promised = first_promises(session, of_workspace(workspace_id, scope.ids))
    for deal, step in steps_at(session, workspace_id, day, scope.ids):
        row = {"id": called.get(deal.id, deal.id), **_row(deal, step, workspace, names, stages, day)}
        if period is None or _touches(row, period):
            first = promised.get(deal.id, deal.expected_close)
            yield {**row, "first_expected_close": first, "shares": shares.get(deal.id, []), "source": deal.source}


def _row(deal: Deal, step: StageChange, workspace: Workspace, names: Names, stages: Stages, day: date) -> Row:
    is_decided = step.stage in OUTCOMES
    probability = stages.probability(step.stage, day) if step.probability is None else step.probability
    return {
        "number": deal.number,
        "owner": names.person(deal.owner_id),
        "title": deal.title,
        "product": deal.product,
        "account": names.account(deal.account_id),
        "stage": step.stage,
        "opened": deal.opened_on,
        "closed": deal.closed_on if is_decided else None,
        "moved": step.happened_on,
        "expected_close": deal.expected_close,
        "contract_ends_on": deal.contract_ends_on,
        "value": money(step.value_minor, deal.currency),
        "currency": deal.currency,
        "reporting_value": money(step.reporting_minor, workspace.currency),
        "channel": deal.channel,
        "type": deal.deal_type,
        "probability": probability,
        "reason": deal.reason if is_decided else "",
    }


def _touches(row: Row, period: Period) -> bool:
    began = row["opened"] is None or row["opened"] < period.end
    ended = row["stage"] in OUTCOMES and (row["closed"] is None or row["closed"] < period.start)
    return began and not ended

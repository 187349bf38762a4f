"""The open deals and the account plan of a review, as of the day on which it is made: the figures of `/deal pipeline` and
`/territory` on that day."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.money import decimals_of
from models.period import quarter_of
from models.pipeline.coverage import coverage_of
from models.pipeline.open_deals import total_of
from models.pipeline.past import past_of
from models.pipeline.signs import Signs, signs_of
from models.qbr.pack import Accounts, DealLine, Pipeline
from models.scorecard.scope import Scope, ScopeKind
from models.territories.coverage import coverage
from models.territories.whose import Sort, Whose, field_of
from models.workspace.records import Workspace

LISTED = 10
"""Silent deals by name."""


def pipeline_of(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> Pipeline:
    """What is open now, against what the running quarter's sales target still asks; and what of it is silent."""
    today = scope.today(now)
    quarter = quarter_of(today, workspace.fiscal_start_month)
    past = past_of(session, workspace, scope, today)
    deals = past.open_on(today)
    total, covered = total_of(deals), coverage_of(session, workspace, scope, quarter, now, deals)
    signs = signs_of(session, workspace, past, deals)
    silent = [one for one in signs if one.is_silent]
    minor = 10 ** decimals_of(workspace.currency)
    return Pipeline(
        open_count=total.deals,
        open_value=round(total.value / minor, 2),
        weighted=round(total.weighted / minor, 2),
        missing=None if covered.missing is None else round(covered.missing / minor, 2),
        coverage=covered.ratio,
        silent=_largest(session, workspace, silent, minor),
        silent_count=len(silent),
        slipped=sum(one.is_slipped for one in signs),
    )


def accounts_of(session: Session, workspace: Workspace, scope: Scope, now: datetime) -> Accounts | None:
    """Accounts on the list of the rep, or of who is in the team, contacted within their cadence, of those with one.

    None where no account has a cadence.
    """
    whose = Whose(Sort.TEAM if scope.kind is ScopeKind.TEAM else Sort.PERSON, scope.id)
    today = scope.today(now)
    found = coverage(field_of(session, workspace.workspace_id).standings(whose, today), today)
    return Accounts(found.contacted, found.of) if found.of else None


def _largest(session: Session, workspace: Workspace, silent: Sequence[Signs], minor: int) -> tuple[DealLine, ...]:
    """The silent deals by name, the largest first."""
    ordered = sorted(silent, key=lambda one: (-(one.open.value or 0), one.open.deal.number))[:LISTED]
    ids = {one.open.deal.account_id for one in ordered if one.open.deal.account_id}
    accounts = select(Account).where(Account.workspace_id == workspace.workspace_id, col(Account.id).in_(ids))
    names = {account.id: account.name for account in session.exec(accounts)} if ids else {}
    return tuple(
        DealLine(
            one.open.deal.number,
            names.get(one.open.deal.account_id or "", ""),
            None if one.open.value is None else round(one.open.value / minor, 2),
            days=one.silent_days,
        )
        for one in ordered
    )

"""Which deal a proposal or renewal is about, and whether it revises an earlier proposal on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlmodel import Session, col, select

from models.activity.kinds import Kind
from models.activity.records import Activity
from models.activity.revisions import Offered, counted
from models.deals.records import Deal


def open_deals(session: Session, workspace_id: str, account_ids: Collection[str]) -> dict[str, str]:
    """The open deal of each account that has exactly one; with several, nobody can tell which is meant."""
    running = select(Deal.account_id, Deal.id).where(
        Deal.workspace_id == workspace_id,
        col(Deal.account_id).in_(account_ids),
        col(Deal.outcome).is_(None),
        col(Deal.removed_at).is_(None),
    )
    by_account: dict[str, list[str]] = defaultdict(list)
    for account_id, deal_id in session.exec(running):
        by_account[str(account_id)].append(deal_id)
    return {account_id: deals[0] for account_id, deals in by_account.items() if len(deals) == 1}


def settle_revisions(
    session: Session, workspace_id: str, deal_ids: Collection[str], added: Iterable[Activity] = ()
) -> None:
    """Set what each proposal on these deals counts for: the first one counts, a revision of it does not.

    `added` are new rows that are not stored yet.
    """
    if not deal_ids:
        return
    offered = select(Activity).where(
        Activity.workspace_id == workspace_id,
        col(Activity.deal_id).in_(deal_ids),
        Activity.kind == Kind.PROPOSAL,
        col(Activity.undone_at).is_(None),
    )
    by_deal: dict[str | None, list[Activity]] = defaultdict(list)
    for proposal in [*session.exec(offered), *added]:
        by_deal[proposal.deal_id].append(proposal)
    for proposals in by_deal.values():
        right = counted(Offered(p.id, p.happened_on, p.quantity) for p in proposals)
        for proposal in proposals:
            proposal.quantity = right[proposal.id]

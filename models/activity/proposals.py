"""Which deal a proposal or renewal is about, and whether it revises an earlier proposal on it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.activity.kinds import KINDS, Kind
from models.activity.records import Activity
from models.activity.revisions import Offered, counted
from models.deals.records import Deal

NEARLY = timedelta(days=31)
"""A deal is noted within this after the proposal that began it."""
FEW = 500
"""Accounts that are asked about by name; more are looked up all at once."""
ABOUT_DEALS = tuple(kind for kind, rules in KINDS.items() if rules.is_about_a_deal)


@dataclass(frozen=True, slots=True)
class _Ran:
    """When a deal ran; `until` is None while it is open."""

    id: str
    since: date
    until: date | None

    def ran_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def began_after(self, day: date) -> bool:
        return day < self.since <= day + NEARLY


def deals_meant(
    session: Session, workspace_id: str, wanted: Collection[tuple[str, date]]
) -> dict[tuple[str, date], str]:
    """The deal that something with an account on a day is about: the only one that ran then, else that began then.

    With several, nobody can tell which is meant. It makes no difference what was told first, the deal or the proposal.
    """
    accounts = {account_id for account_id, _ in wanted}
    running = select(Deal).where(Deal.workspace_id == workspace_id, col(Deal.removed_at).is_(None))
    if len(accounts) <= FEW:
        running = running.where(col(Deal.account_id).in_(accounts))
    by_account: dict[str | None, list[_Ran]] = defaultdict(list)
    for deal in session.exec(running) if accounts else ():
        if deal.outcome is None or deal.closed_on is not None:
            until = None if deal.outcome is None else deal.closed_on
            by_account[deal.account_id].append(_Ran(deal.id, deal.opened_on or deal.created_at.date(), until))
    found = {}
    for account_id, day in wanted:
        deals = by_account[account_id]
        meant = [deal for deal in deals if deal.ran_on(day)] or [deal for deal in deals if deal.began_after(day)]
        if len(meant) == 1:
            found[account_id, day] = meant[0].id
    return found


def settle_deals(
    session: Session, workspace_id: str, account_ids: Collection[str], added: Iterable[Activity] = ()
) -> None:
    """Connect what is about a deal of these accounts with it, as far as nobody has, and find the revisions.

    `added` are new rows that are not stored yet.
    """
    added = [row for row in added if row.kind in ABOUT_DEALS and row.account_id]
    loose = [*_without_deal(session, workspace_id, account_ids), *(row for row in added if row.deal_id is None)]
    deals = deals_meant(session, workspace_id, {(str(row.account_id), row.happened_on) for row in loose})
    for row in loose:
        row.deal_id = deals.get((str(row.account_id), row.happened_on))
    proposals = [row for row in added if row.kind == Kind.PROPOSAL]
    touched = {row.deal_id for row in (*loose, *proposals) if row.kind == Kind.PROPOSAL and row.deal_id}
    session.flush()
    settle_revisions(session, workspace_id, touched, proposals)


def settle_revisions(
    session: Session, workspace_id: str, deal_ids: Collection[str], added: Iterable[Activity] = ()
) -> None:
    """Set what each proposal on these deals counts for: the first one counts, a revision of it does not.

    `added` are new rows that are not stored yet.
    """
    if not deal_ids:
        return
    by_deal: dict[str | None, list[Activity]] = defaultdict(list)
    for proposal in [*_on_deals(session, workspace_id, sorted(deal_ids)), *added]:
        by_deal[proposal.deal_id].append(proposal)
    by_deal.pop(None, None)
    for proposals in by_deal.values():
        right = counted(Offered(p.id, p.happened_on, p.quantity) for p in proposals)
        for proposal in proposals:
            proposal.quantity = right[proposal.id]


def _on_deals(session: Session, workspace_id: str, deal_ids: list[str]) -> Iterator[Activity]:
    for at in range(0, len(deal_ids), FEW):
        yield from session.exec(
            select(Activity).where(
                Activity.workspace_id == workspace_id,
                col(Activity.deal_id).in_(deal_ids[at : at + FEW]),
                Activity.kind == Kind.PROPOSAL,
                col(Activity.undone_at).is_(None),
                col(Activity.same_as).is_(None),
            )
        )


def _without_deal(session: Session, workspace_id: str, account_ids: Collection[str]) -> list[Activity]:
    loose = select(Activity).where(
        Activity.workspace_id == workspace_id,
        col(Activity.kind).in_(ABOUT_DEALS),
        col(Activity.deal_id).is_(None),
        col(Activity.undone_at).is_(None),
    )
    if len(account_ids) <= FEW:
        loose = loose.where(col(Activity.account_id).in_(account_ids))
    return [row for row in session.exec(loose) if row.account_id in account_ids] if account_ids else []

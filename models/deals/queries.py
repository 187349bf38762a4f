"""Questions about deals: decided in a period, open for somebody, by number or account."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from models.accounts.records import Account
from models.deals.records import Deal, DealChange, DealShare, Outcome, Stage
from models.deals.stages import CHANNELS, UNKNOWN_CHANNEL, Stages, Step
from models.period import Period
from models.permissions import Right
from models.prepared import OneOf, Prepared, PreparedForSome, fetch, fetch_some
from models.rights import About, Rights
from models.team.records import Person

FIRST_OF_A_DAY: tuple[Any, ...] = (
    func.coalesce(col(Deal.opened_on), col(Deal.closed_on)),
    -func.coalesce(col(Deal.reporting_minor), 0),
    col(Deal.number),
)
"""Of deals that were won on one day the one that was opened earlier is the first, of these the larger one, then that with the
lower number: not the one that happened to be told of first."""
Shares = tuple[tuple[str, int], ...]
"""Person and percent; they sum to 100."""


@dataclass(frozen=True, slots=True)
class DecidedDeal:
    """A deal won, lost or returned, as the figures need it. `reporting_minor` is None when value or rate is missing."""

    deal_id: str
    number: int
    owner_id: str
    account_id: str | None
    outcome: str
    closed_on: date
    opened_on: date | None
    reporting_minor: int | None
    channel: str
    deal_type: str
    product: str | None
    reason: str
    shares: Shares
    value_minor: int | None = None
    """In the deal's own currency: with a value and without `reporting_minor`, the rate is missing."""

    @property
    def days_open(self) -> int | None:
        """The sales cycle: days from opened to decided; None when the first day is unknown."""
        return None if self.opened_on is None else (self.closed_on - self.opened_on).days


def decided_between(
    session: Session,
    workspace_id: str,
    period: Period,
    people: Collection[str] | None = None,
    outcomes: Collection[str] = tuple(Outcome),
) -> list[DecidedDeal]:
    """Deals decided in `period`, in order of day; with `people` only those in which one of them has a share."""
    days = {"workspace_id": workspace_id, "start": period.start, "end": period.end}
    if people is None:
        rows = fetch_some(session, _DECIDED, days, outcome=outcomes)
    else:
        rows = fetch_some(session, _DECIDED_OF, days, person_id=people, outcome=outcomes)
    # Columns, no records: of a year there are thousands. Of a long list a deal of two may have come twice.
    deals = sorted({row[0]: row for row in rows}.values(), key=lambda row: (row[5], row[1]))
    shares = shares_by_deal(session, workspace_id, [(row[0], row[2]) for row in deals])
    values: list[tuple[Any, ...]] = [(*row[:-1], shares[row[0]], row[-1]) for row in deals]
    return [DecidedDeal(*value) for value in values]


_AS_DECIDED: Any = (
    col(Deal.id),
    col(Deal.number),
    col(Deal.owner_id),
    col(Deal.account_id),
    col(Deal.outcome),
    col(Deal.closed_on),
    col(Deal.opened_on),
    col(Deal.reporting_minor),
    col(Deal.channel),
    col(Deal.deal_type),
    col(Deal.product),
    col(Deal.reason),
    col(Deal.value_minor),
)
"""In the order of a `DecidedDeal`; the value stands last there too, behind the shares."""


def _decided(one_of: OneOf) -> Any:
    return sa_select(*_AS_DECIDED).where(
        col(Deal.workspace_id) == bindparam("workspace_id"),
        col(Deal.removed_at).is_(None),
        one_of(col(Deal.outcome), "outcome"),
        col(Deal.closed_on) >= bindparam("start"),
        col(Deal.closed_on) < bindparam("end"),
    )


def theirs(one_of: OneOf) -> ColumnElement[bool]:
    """In a prepared question: deals in which one of the list `person_id` has a share."""
    shared = sa_select(col(DealShare.deal_id)).where(
        col(DealShare.workspace_id) == bindparam("workspace_id"), one_of(col(DealShare.person_id), "person_id")
    )
    return or_(one_of(col(Deal.owner_id), "person_id"), col(Deal.id).in_(shared))


_DECIDED = PreparedForSome(_decided)
_DECIDED_OF = PreparedForSome(lambda one_of: _decided(one_of).where(theirs(one_of)))
_SHARES = PreparedForSome(
    lambda one_of: (
        sa_select(col(DealShare.deal_id), col(DealShare.person_id), col(DealShare.percent))
        .where(col(DealShare.workspace_id) == bindparam("workspace_id"), one_of(col(DealShare.deal_id), "deal_id"))
        .order_by(col(DealShare.percent).desc(), col(DealShare.id))
    )
)


def shares_of(session: Session, workspace_id: str, deals: Sequence[Any]) -> dict[str, Shares]:
    """For each deal (a record, or a row with its id and owner) who gets which part; the owner has all of one without a split."""
    return shares_by_deal(session, workspace_id, [(deal.id, deal.owner_id) for deal in deals])


def shares_by_deal(session: Session, workspace_id: str, deals: Collection[tuple[str, str]]) -> dict[str, Shares]:
    """The same of deals by id and owner."""
    split: dict[str, list[tuple[str, int]]] = defaultdict(list)
    ids = [deal_id for deal_id, _ in deals]
    for deal_id, person_id, percent in fetch_some(session, _SHARES, {"workspace_id": workspace_id}, deal_id=ids):
        split[deal_id].append((person_id, percent))
    return {deal_id: tuple(split[deal_id]) if deal_id in split else ((owner_id, 100),) for deal_id, owner_id in deals}


def about_deal(session: Session, deal: Deal) -> About:
    """Whose a deal is, for who may change it: its owner's, and theirs who share it."""
    sharers = frozenset(person_id for person_id, _ in shares_of(session, deal.workspace_id, [deal])[deal.id])
    return About(deal.workspace_id, deal.owner_id, also_of=sharers)


def require_deal_change(session: Session, rights: Rights, deal: Deal) -> None:
    """Refuses somebody else's deal, and says whose it is."""
    owner = session.get_one(Person, (deal.workspace_id, deal.owner_id))
    rights.require(Right.CHANGE_DEAL, about_deal(session, deal), number=deal.number, owner=owner.name)


def of_workspace(workspace_id: str, people: Collection[str] | None = None) -> list[ColumnElement[bool]]:
    """Conditions: deals of this workspace that were not taken back; with `people` those in which they have a share."""
    conditions = [col(Deal.workspace_id) == workspace_id, col(Deal.removed_at).is_(None)]
    if people is not None:
        shared = select(DealShare.deal_id).where(
            DealShare.workspace_id == workspace_id, col(DealShare.person_id).in_(people)
        )
        conditions.append(or_(col(Deal.owner_id).in_(people), col(Deal.id).in_(shared)))
    return conditions


def stages_of(session: Session, workspace_id: str) -> Stages:
    """The stages of this workspace, or the usual ones."""
    return Stages(Step(*row) for row in fetch(session, _STAGES, {"workspace_id": workspace_id}))


_STAGES = Prepared(
    sa_select(col(Stage.key), col(Stage.position), col(Stage.probability), col(Stage.effective_from)).where(
        col(Stage.workspace_id) == bindparam("workspace_id")
    )
)


def deal_numbered(session: Session, workspace_id: str, number: int) -> Deal | None:
    """The deal with this number, unless it was taken back."""
    found = select(Deal).where(*of_workspace(workspace_id), Deal.number == number)
    return session.exec(found).first()


def deal_with_id(session: Session, workspace_id: str, deal_id: str) -> Deal | None:
    """The deal with this id, also one that was taken back."""
    return session.get(Deal, (workspace_id, deal_id))


def deals_on(session: Session, workspace_id: str, account_id: str) -> list[Deal]:
    """Every deal on the account: open ones first, then the latest."""
    found = select(Deal).where(*of_workspace(workspace_id), Deal.account_id == account_id)
    deals = session.exec(found.order_by(col(Deal.number).desc())).all()
    return sorted(deals, key=lambda deal: deal.outcome is not None)


def open_deals_of(session: Session, workspace_id: str, people: Collection[str] | None) -> list[Deal]:
    """The open deals in which one of `people` has a share (None: all), nearest expected close first, then by number."""
    found = select(Deal).where(*of_workspace(workspace_id, people), col(Deal.outcome).is_(None))
    deals = session.exec(found).all()
    return sorted(deals, key=lambda deal: (deal.expected_close or date.max, deal.number))


def ids_of_deals(session: Session, workspace_id: str, people: Collection[str]) -> frozenset[str]:
    """Ids of all deals, open and decided, in which one of `people` has a share."""
    return frozenset(session.exec(select(Deal.id).where(*of_workspace(workspace_id, people))))


def accounts_of(session: Session, workspace_id: str, deals: Iterable[Deal]) -> dict[str, Account]:
    """The accounts of these deals, by id."""
    ids = {deal.account_id for deal in deals if deal.account_id}
    if not ids:
        return {}
    found = select(Account).where(Account.workspace_id == workspace_id, col(Account.id).in_(ids))
    return {account.id: account for account in session.exec(found)}


def channels_in_use(session: Session, workspace_id: str) -> list[str]:
    """The usual channels, those of this workspace's own that some deal came by, and `unknown`."""
    used = select(Deal.channel).where(*of_workspace(workspace_id)).distinct()
    own = sorted(set(session.exec(used)) - {*CHANNELS, UNKNOWN_CHANNEL})
    return [*CHANNELS, *own, UNKNOWN_CHANNEL]


def changes_of(session: Session, deal: Deal) -> list[DealChange]:
    """What was done to the deal and stands, oldest first."""
    changes = select(DealChange).where(
        DealChange.workspace_id == deal.workspace_id, DealChange.deal_id == deal.id, col(DealChange.undone_at).is_(None)
    )
    return list(session.exec(changes.order_by(col(DealChange.changed_at))))

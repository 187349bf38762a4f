"""Which deal a record of a source tells of: one that it told of before, or one that others told of first."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.deals.records import Deal, DealChange
from models.deals.same_deal import DealTold, is_same
from models.references.links import files_of, link_to
from models.references.records import Fact, Link

SAME_ID = "same_id"
SAME_DEAL = "same_deal"


def deal_for(
    session: Session,
    workspace_id: str,
    origin: str,
    vendor: str,
    external_id: str,
    told: DealTold,
    *,
    siblings: Collection[str] = (),
) -> tuple[Deal | None, str]:
    """The deal that a record tells of, and why it is that one.

    `origin` is the connection's id, or `csv:<vendor>` for a file; `vendor` as in `Vendor` ("" when nobody knows it);
    `siblings` are other origins with the same ids: other connections to the same account of the CRM.

    - (deal, "")          this origin told of it before: compare `Link.fingerprint`
    - (deal, "same_id")   the same vendor told of it by another door (its file, or `siblings`), under the same id
    - (deal, "same_deal") somebody else told of the same deal (`is_same`), and this origin has no record of it yet
    - (None, "")          it is a new one

    For the second and the third the caller adds the link with that reason, inside
    `changing(session, deal, "connect", None, now, day)`, so that it can be parted again; a pair that somebody has
    parted is never found again. Nothing is written here.
    """
    known = link_to(session, workspace_id, origin, Fact.DEAL, external_id)
    if known is not None:
        return session.get(Deal, (workspace_id, known.fact_id)), ""
    return DealsOfOthers(session, workspace_id, origin, vendor, siblings, is_few=True).take(told, external_id)


class DealsOfOthers:
    """The deals that an origin has told nothing of, for many of its records: each is taken once at most.

    `is_few`: those of an account are looked up once a record names it, which is enough for a page of records.
    """

    def __init__(
        self,
        session: Session,
        workspace_id: str,
        origin: str,
        vendor: str = "",
        siblings: Collection[str] = (),
        *,
        is_few: bool = False,
    ) -> None:
        self._session, self._workspace_id, self._origin = session, workspace_id, origin
        self._elsewhere = {*siblings, *([files_of(vendor)] if vendor else [])} - {origin}
        self._parted = _parted(session, workspace_id, origin)
        self._free: dict[tuple[str | None, str], list[Deal]] = defaultdict(list)
        self._is_few, self._looked_up, self._taken = is_few, set[str](), set[str]()
        self._by_id: dict[str, str] = {}
        self._called: set[str] = set()
        """Those with a record of their own at this origin, which has yet to come."""
        if not is_few:
            self._look_up(None)
            self._by_id = self._same_ids(col(Link.fact_id) != "")
            self._called = set(self._by_id.values())

    def take(self, told: DealTold, external_id: str) -> tuple[Deal | None, str]:
        """The deal that a record tells of as well, and why (`same_id` or `same_deal`); no other record then gets it."""
        if self._is_few and told.account_id and told.account_id not in self._looked_up:
            self._looked_up.add(told.account_id)
            found = self._look_up(told.account_id)
            self._called |= set(self._same_ids(col(Link.fact_id).in_(found)).values())
        if self._is_few:
            self._by_id = self._same_ids(col(Link.external_id) == external_id)
        deal_id = self._by_id.get(external_id)
        if deal_id is not None and deal_id not in self._taken and (deal_id, external_id) not in self._parted:
            deal = self._session.get(Deal, (self._workspace_id, deal_id))
            if deal is not None and deal.removed_at is None:
                self._drop(deal)
                return deal, SAME_ID
        for deal in self._free.get((told.account_id, told.owner_id), ()):
            has_its_own = deal.id in self._called  # its own record has yet to come
            if not has_its_own and (deal.id, external_id) not in self._parted and is_same(DealTold.of(deal), told):
                self._drop(deal)
                return deal, SAME_DEAL
        return None, ""

    def _look_up(self, account_id: str | None) -> list[str]:
        """Find those about an account, or about any; returns their ids."""
        about = col(Deal.account_id).is_not(None) if account_id is None else col(Deal.account_id) == account_id
        free = select(Deal).where(
            Deal.workspace_id == self._workspace_id, col(Deal.removed_at).is_(None), about, ~self._told_here(Deal.id)
        )
        deals = self._session.exec(free.order_by(col(Deal.number))).all()
        for deal in deals:
            self._free[deal.account_id, deal.owner_id].append(deal)
        return [deal.id for deal in deals]

    def _told_here(self, fact_id: Any) -> Any:
        """Whether this origin has a record of the deal already: it gets no second one."""
        here = aliased(Link)
        its_own = select(here.id).where(
            here.workspace_id == self._workspace_id,
            here.origin == self._origin,
            here.kind == Fact.DEAL,
            here.fact_id == fact_id,
        )
        return its_own.exists()

    def _drop(self, deal: Deal) -> None:
        self._taken.add(deal.id)
        free = self._free.get((deal.account_id, deal.owner_id), [])
        if deal in free:
            free.remove(deal)

    def _same_ids(self, about: Any) -> dict[str, str]:
        """Of the records that `about` is true of, the deals that the same vendor told of by another door, by its ids; not those of which this origin told."""
        if not self._elsewhere:
            return {}
        told = select(Link.external_id, Link.fact_id).where(
            Link.workspace_id == self._workspace_id,
            Link.kind == Fact.DEAL,
            col(Link.origin).in_(self._elsewhere),
            col(Link.gone_at).is_(None),
            about,
            ~self._told_here(Link.fact_id),
        )
        return dict(self._session.exec(told.order_by(col(Link.created_at).desc())).all())


def _parted(session: Session, workspace_id: str, origin: str) -> set[tuple[str, str]]:
    """The deal and the id of what somebody has parted after it was connected."""
    changes = select(DealChange).where(
        DealChange.workspace_id == workspace_id, DealChange.what == "connect", col(DealChange.undone_at).is_not(None)
    )
    return {
        (change.deal_id, external_id)
        for change in session.exec(changes)
        for link_origin, external_id in _links_in(change.new)
        if link_origin == origin
    }


def _links_in(values: dict[str, Any]) -> Iterable[tuple[str, str]]:
    return ((origin, external_id) for origin, external_id, *_ in values.get("links", ()))

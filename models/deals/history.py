"""The history of a deal: every change with who, when, old and new; and taking the latest one back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from models.accounts.brought_in import settle_accounts
from models.accounts.records import Account
from models.acting import Acting
from models.database import new_id
from models.deals.queries import require_deal_change
from models.deals.records import Deal, DealChange, DealShare, StageChange
from models.deals.worth import reckoned
from models.references.links import add_link, link_to, links_of
from models.references.outgoing import bring_over_deal
from models.references.records import Fact, Link
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.rates import Rates

FOLLOWED = (
    "title",
    "owner_id",
    "product",
    "value_minor",
    "currency",
    "reporting_minor",
    "channel",
    "deal_type",
    "stage",
    "probability",
    "expected_close",
    "contract_ends_on",
    "opened_on",
    "closed_on",
    "outcome",
    "reason",
)
_DAYS = frozenset({"expected_close", "contract_ends_on", "opened_on", "closed_on"})
_STEPS = frozenset({"stage", "value_minor", "reporting_minor", "probability"})
"""A change of one of these is a step of the stage history: snapshots of past days show it."""


@contextmanager
def changing(
    session: Session, deal: Deal, what: str, person: Person | None, now: datetime, happened_on: date
) -> Iterator[DealChange]:
    """Note what happens to the deal inside the `with` block, as one change that can be taken back."""
    before = _state(session, deal, what)
    change = DealChange(
        workspace_id=deal.workspace_id,
        id=new_id(),
        deal_id=deal.id,
        changed_by=person.id if person else None,
        changed_at=_after_all_others(session, deal, now),
        what=what,
    )
    yield change
    session.flush()
    after = _state(session, deal, what)
    changed = [name for name in after if after[name] != before[name]]
    change.old = {name: before[name] for name in changed}
    change.new = {name: after[name] for name in changed}
    if what == "add" or _STEPS.intersection(changed):
        change.stage_change_id = _step(session, deal, person, change.changed_at, happened_on).id
    session.add(change)
    if person is not None:
        bring_over_deal(session, deal.workspace_id, deal.id, change.old, person.id, now)
    session.flush()


def undo(acting: Acting, change_id: str) -> tuple[Deal, DealChange]:
    """Take a change back: the deal is as it was before, on every day.

    Refuses one that is not there, is taken back already, or has a later change after it.
    """
    session = acting.session
    deal, change = _the_change(acting, change_id)
    if change.undone_at is not None:
        raise Refusal("deals.undone_already", number=deal.number)
    latest = latest_change(session, deal)
    if latest is None or latest.id != change.id:
        raise Refusal("deals.changed_since", number=deal.number)
    _restore(session, deal, change.old, acting.now)
    _set_undone(session, change, acting.now, acting.by)
    _value_again(acting, deal, change)
    if change.what == "add":
        deal.removed_at = acting.now
        _follow_account(session, deal, acting.now)
    bring_over_deal(session, deal.workspace_id, deal.id, change.new, acting.by.id, acting.now)
    session.flush()
    return deal, change


def redo(acting: Acting, change_id: str) -> tuple[Deal, DealChange]:
    """Put back a change that was undone. Refuses one that is not undone, or when the deal changed since."""
    session = acting.session
    deal, change = _the_change(acting, change_id)
    latest = latest_change(session, deal)
    is_newer = latest is not None and (latest.changed_at, latest.id) > (change.changed_at, change.id)
    if change.undone_at is None or is_newer:
        raise Refusal("deals.changed_since", number=deal.number)
    _restore(session, deal, change.new, acting.now)
    _set_undone(session, change, None, None)
    _value_again(acting, deal, change)
    if change.what == "add":
        deal.removed_at = None
        _follow_account(session, deal, acting.now)
    bring_over_deal(session, deal.workspace_id, deal.id, change.old, acting.by.id, acting.now)
    session.flush()
    return deal, change


def latest_change(session: Session, deal: Deal) -> DealChange | None:
    """The latest change of the deal that stands."""
    standing = select(DealChange).where(
        DealChange.workspace_id == deal.workspace_id, DealChange.deal_id == deal.id, col(DealChange.undone_at).is_(None)
    )
    return session.exec(standing.order_by(col(DealChange.changed_at).desc(), col(DealChange.id).desc())).first()


def latest_by(session: Session, person: Person) -> DealChange | None:
    """The latest thing this person did to any deal, as far as it stands."""
    done = select(DealChange).where(
        DealChange.workspace_id == person.workspace_id,
        DealChange.changed_by == person.id,
        col(DealChange.undone_at).is_(None),
    )
    in_order = done.order_by(col(DealChange.id).desc())  # ids are in order of time, also of different deals
    return session.exec(in_order).first()


def share_out(session: Session, deal: Deal, shares: tuple[tuple[str, int], ...]) -> None:
    """Replace the deal's split; none means that the owner has it all."""
    for old in session.exec(_shares(deal)):
        session.delete(old)
    session.flush()
    session.add_all(
        DealShare(workspace_id=deal.workspace_id, deal_id=deal.id, person_id=person_id, percent=percent)
        for person_id, percent in shares
    )
    session.flush()


def _the_change(acting: Acting, change_id: str) -> tuple[Deal, DealChange]:
    session, workspace_id = acting.session, acting.workspace.workspace_id
    change = session.get(DealChange, (workspace_id, change_id))
    deal = session.get(Deal, (workspace_id, change.deal_id)) if change else None
    if change is None or deal is None:
        raise Refusal("deals.change_not_there")
    require_deal_change(session, acting.rights, deal)
    return deal, change


def _state(session: Session, deal: Deal, what: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in FOLLOWED:
        value = getattr(deal, name)
        values[name] = value.isoformat() if isinstance(value, date) else value
    values["shares"] = sorted([share.person_id, share.percent] for share in session.exec(_shares(deal)))
    if what == "connect":
        values["links"] = [[link.origin, link.external_id] for link in _links(session, deal)]
    return values


def _restore(session: Session, deal: Deal, values: dict[str, Any], now: datetime) -> None:
    for name, value in values.items():
        if name == "links":
            _connect_again(session, deal, [tuple(link) for link in value], now)
        elif name == "shares":
            share_out(session, deal, tuple((person_id, percent) for person_id, percent in value))
        elif name == "removed":
            deal.removed_at = now if value else None
        else:
            setattr(deal, name, date.fromisoformat(value) if name in _DAYS and value else value)


def _links(session: Session, deal: Deal) -> Sequence[Link]:
    return links_of(session, deal.workspace_id, Fact.DEAL, [deal.id]).get(deal.id, [])


def _connect_again(session: Session, deal: Deal, wanted: Sequence[tuple[str, str]], now: datetime) -> None:
    """The deal has these links. Refuses one that tells of another deal by now."""
    for link in _links(session, deal):
        if (link.origin, link.external_id) not in wanted:
            session.delete(link)
    session.flush()
    for origin, external_id in wanted:
        known = link_to(session, deal.workspace_id, origin, Fact.DEAL, external_id)
        if known is None:
            add_link(session, deal.workspace_id, origin, Fact.DEAL, external_id, deal.id, now, reason="asked")
        elif known.fact_id != deal.id:
            raise Refusal("deals.changed_since", number=deal.number)


def _follow_account(session: Session, deal: Deal, now: datetime) -> None:
    """An account that was opened for this deal is there as long as something uses it."""
    account = session.get(Account, (deal.workspace_id, deal.account_id)) if deal.account_id else None
    settle_accounts(session, [account], now)


def _value_again(acting: Acting, deal: Deal, change: DealChange) -> None:
    """A rate, or the reporting currency, may have come after the change: the worth that it noted is of before."""
    if "reporting_minor" in change.old and deal.value_minor is not None:
        acting.session.flush()
        rates = Rates(acting.session, acting.workspace)
        [again] = reckoned(acting.session, deal.workspace_id, rates, [deal])
        deal.reporting_minor = again.reporting


def _set_undone(session: Session, change: DealChange, at: datetime | None, by: Person | None) -> None:
    change.undone_at = at
    change.undone_by = by.id if by else None
    step = session.get(StageChange, (change.workspace_id, change.stage_change_id))
    if step is not None:
        step.undone_at = at


def _after_all_others(session: Session, deal: Deal, now: datetime) -> datetime:
    """`now`, or just after the latest step of this deal: the order of its history is never in doubt."""
    latest: datetime | None = None
    for record in (StageChange, DealChange):
        times = select(func.max(col(record.changed_at))).where(
            record.workspace_id == deal.workspace_id, record.deal_id == deal.id
        )
        found = session.exec(times).one()
        latest = max(filter(None, (latest, found)), default=None)
    return now if latest is None else max(now, latest + timedelta(microseconds=1))


def _step(session: Session, deal: Deal, person: Person | None, now: datetime, happened_on: date) -> StageChange:
    step = StageChange(
        workspace_id=deal.workspace_id,
        id=new_id(),
        deal_id=deal.id,
        stage=deal.stage,
        happened_on=happened_on,
        value_minor=deal.value_minor,
        reporting_minor=deal.reporting_minor,
        probability=deal.probability,
        changed_by=person.id if person else None,
        changed_at=now,
    )
    session.add(step)
    session.flush()
    return step


def _shares(deal: Deal) -> Any:
    return select(DealShare).where(DealShare.workspace_id == deal.workspace_id, DealShare.deal_id == deal.id)

"""Why this number: the latest records behind a figure, and what was excluded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.records import Activity, CreditShare, Kind
from models.deals.queries import DecidedDeal, Shares, decided_between
from models.deals.records import DealType, Outcome
from models.deals.snapshot import deals_open_at
from models.money import decimals_of
from models.period import Period
from models.scorecard.customers import first_wins
from models.scorecard.formulas import CROSS_UPSELL, MEETINGS
from models.scorecard.kpis import Kpi, Unit
from models.scorecard.reading import recent_months
from models.scorecard.scope import Scope
from models.team.records import Person
from models.workspace.records import Workspace

MOST_RECORDS = 12
_KINDS: dict[str, frozenset[str]] = {
    "first_meetings": MEETINGS,
    "follow_ups": MEETINGS,
    "proposals": frozenset({Kind.PROPOSAL.value}),
    "renewals": frozenset({Kind.RENEWAL.value}),
    "csat": frozenset({Kind.CSAT.value}),
    "training_hours": frozenset({Kind.TRAINING.value}),
    "returned_leads": frozenset({Kind.RETURNED.value}),
}
_ORDER = {"first_meetings": True, "follow_ups": False}
_ON_DEALS = frozenset({
    "new_customers", "sales_by_channel", "renewals", "close_rate", "returned_leads", "cross_upsell", "sales_cycle",
    "deal_size",
})  # fmt: skip
_ON_OPEN_DEALS = frozenset({"pipeline", "weighted_pipeline"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record behind a figure."""

    id: str
    """`activity:…`, `deal:…` or `account:…`."""
    day: date | None
    kind: str
    """A kind of activity, `won`, `lost`, `deal_returned`, `open` or `account`."""
    owner_id: str | None
    account_id: str | None
    value: float | None = None
    """What it counts for, in `unit`; None when that is simply one."""
    unit: Unit = Unit.COUNT
    is_first: bool | None = None
    share: float = 1
    """The part that is credited to the subject."""
    account: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The latest records behind a figure."""

    records: tuple[Evidence, ...]
    undone: int = 0
    """Entries of the same kinds in the period that were taken back."""
    is_listed: bool = True
    """False for figures whose records are not listed: turnover, reviews, talks, costs."""


def explain(
    session: Session, workspace: Workspace, scope: Scope, period: Period, last_day: date, kpi: Kpi
) -> Explanation:
    """What a KPI of `scope` rests on in `period`, as far as `last_day` (included): at most twelve records."""
    key = kpi.key
    is_listed = key in _KINDS or key in _ON_DEALS | _ON_OPEN_DEALS or key == "new_accounts"
    seen = period.overlap(period.start, last_day + timedelta(days=1))
    if seen is None or not is_listed:
        return Explanation((), 0, is_listed)
    found: list[Evidence] = []
    if key in _KINDS:
        found += _entries(session, workspace.workspace_id, scope, seen, kpi)
    if key in _ON_DEALS:
        found += _decided(session, workspace, scope, seen, period, kpi)
    if key in _ON_OPEN_DEALS:
        found += _open(session, workspace, scope, seen.last_day)
    if key == "new_accounts":
        found += _accounts(session, workspace.workspace_id, scope, seen)
    found.sort(key=lambda record: (record.day or date.min, record.id), reverse=True)
    named = _named(session, workspace.workspace_id, found[:MOST_RECORDS])
    return Explanation(tuple(named), _undone(session, workspace.workspace_id, scope, seen, kpi))


def _entries(
    session: Session, workspace_id: str, scope: Scope, period: Period, kpi: Kpi
) -> Iterator[Evidence]:
    entries = select(Activity).where(
        *_of_kinds(workspace_id, period, kpi),
        col(Activity.undone_at).is_(None),
        *_credited(workspace_id, scope),
    )
    if kpi.key in _ORDER:
        entries = entries.where(col(Activity.is_first).is_(_ORDER[kpi.key]))
    latest = entries.order_by(col(Activity.happened_on).desc(), col(Activity.id).desc()).limit(MOST_RECORDS)
    rows = session.exec(latest).all()
    split = select(CreditShare).where(
        CreditShare.workspace_id == workspace_id, col(CreditShare.activity_id).in_([row.id for row in rows])
    )
    shares = {(s.activity_id, s.person_id): s.percent / 100 for s in session.exec(split)} if rows else {}
    for row in rows:
        share = shares.get((row.id, scope.id), 1.0) if scope.is_person else 1.0
        yield Evidence(
            f"activity:{row.id}", row.happened_on, row.kind, row.person_id, row.account_id, _counts_for(row),
            kpi.unit, row.is_first, share,
        )  # fmt: skip


def _of_kinds(workspace_id: str, period: Period, kpi: Kpi) -> list[ColumnElement[bool]]:
    return [
        col(Activity.workspace_id) == workspace_id,
        col(Activity.happened_on) >= period.start,
        col(Activity.happened_on) < period.end,
        col(Activity.kind).in_(_KINDS[kpi.key]),
    ]


def _credited(workspace_id: str, scope: Scope) -> list[ColumnElement[bool]]:
    """Entries of these people that are not shared, and shared ones in which they have a part."""
    if (people := scope.ids) is None:
        return []
    is_shared = exists().where(
        col(CreditShare.workspace_id) == workspace_id, col(CreditShare.activity_id) == col(Activity.id)
    )
    with_them: Any = select(CreditShare.activity_id).where(
        CreditShare.workspace_id == workspace_id, col(CreditShare.person_id).in_(people)
    )
    return [or_(and_(col(Activity.person_id).in_(people), ~is_shared), col(Activity.id).in_(with_them))]


def _counts_for(entry: Activity) -> float | None:
    match entry.kind:
        case Kind.CSAT:
            return entry.score
        case Kind.TRAINING:
            return (entry.minutes or 0) / 60
        case _:
            return entry.quantity if entry.quantity != 1 else None


def _decided(
    session: Session, workspace: Workspace, scope: Scope, seen: Period, period: Period, kpi: Kpi
) -> Iterator[Evidence]:
    window = seen
    if kpi.key == "deal_size":
        window = Period(min(seen.start, recent_months(period).start), seen.end)
    deals = decided_between(session, workspace.workspace_id, window, scope.ids)
    firsts = (
        first_wins(session, workspace.workspace_id, seen, deals)
        if kpi.key == "new_customers"
        else frozenset()
    )
    units = 10 ** decimals_of(workspace.currency)
    for deal in deals:
        if not _belongs(deal, kpi.key, firsts):
            continue
        value, unit = (None if deal.reporting_minor is None else deal.reporting_minor / units), Unit.MONEY
        if kpi.key == "sales_cycle":
            value, unit = deal.days_open, Unit.DAYS
        kind = "deal_returned" if deal.outcome == Outcome.RETURNED else deal.outcome
        yield Evidence(
            f"deal:{deal.deal_id}", deal.closed_on, kind, deal.owner_id, deal.account_id, value, unit,
            share=_share(deal.shares, scope),
        )  # fmt: skip


def _belongs(deal: DecidedDeal, key: str, firsts: frozenset[str]) -> bool:
    match key:
        case "close_rate":
            return True
        case "returned_leads":
            return deal.outcome == Outcome.RETURNED
        case "new_customers":
            return deal.deal_id in firsts
        case "renewals":
            return deal.outcome == Outcome.WON and deal.deal_type == DealType.RENEWAL
        case "cross_upsell":
            return deal.outcome == Outcome.WON and deal.deal_type in CROSS_UPSELL
        case _:
            return deal.outcome == Outcome.WON


def _open(session: Session, workspace: Workspace, scope: Scope, day: date) -> Iterator[Evidence]:
    units = 10 ** decimals_of(workspace.currency)
    for deal in deals_open_at(session, workspace.workspace_id, day, scope.ids):
        value = None if deal.reporting_minor is None else deal.reporting_minor / units
        yield Evidence(
            f"deal:{deal.deal_id}", deal.opened_on, "open", deal.owner_id, deal.account_id, value, Unit.MONEY,
            share=_share(deal.shares, scope),
        )  # fmt: skip


def _share(shares: Shares, scope: Scope) -> float:
    if not scope.is_person:
        return 1
    return sum(percent for who, percent in shares if who == scope.id) / 100


def _accounts(session: Session, workspace_id: str, scope: Scope, period: Period) -> Iterator[Evidence]:
    opened = select(Account).where(
        Account.workspace_id == workspace_id,
        col(Account.opened_on) >= period.start,
        col(Account.opened_on) < period.end,
    )
    if (people := scope.ids) is not None:
        opened = opened.where(col(Account.owner_id).in_(people))
    for account in session.exec(opened.order_by(col(Account.opened_on).desc()).limit(MOST_RECORDS)):
        yield Evidence(f"account:{account.id}", account.opened_on, "account", account.owner_id, account.id)


def _named(session: Session, workspace_id: str, records: Iterable[Evidence]) -> list[Evidence]:
    records = list(records)
    accounts = _names(session, workspace_id, Account, {record.account_id for record in records})
    owners = _names(session, workspace_id, Person, {record.owner_id for record in records})
    return [
        replace(
            record, account=accounts.get(record.account_id or ""), owner=owners.get(record.owner_id or "")
        )
        for record in records
    ]


def _names(
    session: Session, workspace_id: str, table: type[Account] | type[Person], ids: set[str | None]
) -> Mapping[str, str]:
    wanted = [id_ for id_ in ids if id_]
    if not wanted:
        return {}
    named = select(table.id, table.name).where(table.workspace_id == workspace_id, col(table.id).in_(wanted))
    return dict(session.exec(named).all())


def _undone(session: Session, workspace_id: str, scope: Scope, period: Period, kpi: Kpi) -> int:
    if kpi.key not in _KINDS:
        return 0
    undone = select(func.count()).where(
        *_of_kinds(workspace_id, period, kpi),
        col(Activity.undone_at).is_not(None),
        *_credited(workspace_id, scope),
    )
    return session.exec(undone).one()

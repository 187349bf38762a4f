"""Money counted anew: when a rate came later, was taken back, or the reporting currency changed.

The amounts that people entered never change; what they are worth in the reporting currency is computed from them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from models.activity.records import Activity
from models.costs.records import Cost
from models.deals.records import Deal, StageChange
from models.deals.worth import reckoned
from models.workspace.rates import Rates
from models.workspace.records import Workspace


@dataclass
class Part:
    """What became of the deals, the entries or the costs."""

    counted: int = 0
    """How many had no worth before, and have one now."""
    counted_minor: int = 0
    """What these are worth together, in the reporting currency."""
    changed: int = 0
    """How many are worth something else than before."""
    waiting: int = 0
    """How many have no rate still."""


@dataclass
class Recount:
    """What counting anew came to."""

    deals: Part = field(default_factory=Part)
    entries: Part = field(default_factory=Part)
    costs: Part = field(default_factory=Part)
    days: set[date] = field(default_factory=set)
    """The days whose figures changed."""
    waits_for: set[str] = field(default_factory=set)
    """The currencies without a rate for some of it."""

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """Deals, entries and costs."""
        return self.deals, self.entries, self.costs

    @property
    def counted(self) -> int:
        """How much has a worth now that had none."""
        return sum(part.counted for part in self.parts)

    @property
    def counted_minor(self) -> int:
        """What that is worth together."""
        return sum(part.counted_minor for part in self.parts)

    @property
    def changed(self) -> int:
        """How much is worth something else than before."""
        return sum(part.changed for part in self.parts)

    @property
    def waiting(self) -> int:
        """How much waits for a rate."""
        return sum(part.waiting for part in self.parts)


def recount(session: Session, workspace: Workspace, today: date, *, everything: bool = False) -> Recount:
    """Count anew what is in another currency than the reporting one; with `everything` also what is in that one."""
    session.flush()
    rates, told = Rates(session, workspace), Recount()
    _recount_deals(session, workspace, rates, told, today, everything)
    _recount_entries(session, workspace, rates, told, everything)
    _recount_costs(session, workspace, rates, told, everything)
    session.flush()
    return told


def amounts_in(session: Session, workspace: Workspace) -> int:
    """How many deals, entries and costs have an amount: what another reporting currency would have counted anew."""
    workspace_id = workspace.workspace_id
    with_amount = (
        select(func.count()).where(Deal.workspace_id == workspace_id, col(Deal.value_minor).is_not(None)),
        select(func.count()).where(Activity.workspace_id == workspace_id, col(Activity.amount_minor).is_not(None)),
        select(func.count()).where(Cost.workspace_id == workspace_id, col(Cost.removed_at).is_(None)),
    )
    return sum(session.exec(found).one() for found in with_amount)


def first_waiting(session: Session, workspace: Workspace, currency: str) -> date | None:
    """The first day on which something in this currency waits for a rate, of what counts; None when nothing does."""
    of = workspace.workspace_id
    entries = select(func.min(col(Activity.happened_on))).where(
        Activity.workspace_id == of,
        Activity.currency == currency,
        col(Activity.reporting_minor).is_(None),
        col(Activity.undone_at).is_(None),
    )
    costs = select(func.min(col(Cost.day))).where(
        Cost.workspace_id == of,
        Cost.currency == currency,
        col(Cost.reporting_minor).is_(None),
        col(Cost.removed_at).is_(None),
    )
    deals = select(Deal).where(
        Deal.workspace_id == of,
        Deal.currency == currency,
        col(Deal.value_minor).is_not(None),
        col(Deal.reporting_minor).is_(None),
        col(Deal.removed_at).is_(None),
    )
    days = [session.exec(entries).one(), session.exec(costs).one()]
    for deal in session.exec(deals):
        imported = deal.source != "slack" and deal.closed_on
        days.append(imported or deal.opened_on or deal.created_at.date())
    return min((day for day in days if day is not None), default=None)


def waiting(session: Session, workspace: Workspace) -> dict[str, int]:
    """How many deals, entries and costs wait for a rate, by currency."""
    of = workspace.workspace_id
    counts = (
        select(Deal.currency, func.count())
        .where(
            Deal.workspace_id == of,
            col(Deal.value_minor).is_not(None),
            col(Deal.reporting_minor).is_(None),
            col(Deal.removed_at).is_(None),
        )
        .group_by(Deal.currency),
        select(Activity.currency, func.count())
        .where(
            Activity.workspace_id == of,
            col(Activity.amount_minor).is_not(None),
            col(Activity.reporting_minor).is_(None),
            col(Activity.undone_at).is_(None),
        )
        .group_by(col(Activity.currency)),
        select(Cost.currency, func.count())
        .where(Cost.workspace_id == of, col(Cost.reporting_minor).is_(None), col(Cost.removed_at).is_(None))
        .group_by(Cost.currency),
    )
    found: Counter[str] = Counter()
    for question in counts:
        for currency, number in session.exec(question):
            found[str(currency)] += number
    return dict(sorted(found.items()))


def _recount_deals(
    session: Session, workspace: Workspace, rates: Rates, told: Recount, today: date, everything: bool
) -> None:
    deals = select(Deal).where(Deal.workspace_id == workspace.workspace_id, col(Deal.value_minor).is_not(None))
    found = session.exec(deals).all()
    meant = found if everything else [deal for deal in found if deal.currency != rates.reporting]
    for one in reckoned(session, workspace.workspace_id, rates, meant):
        if one.deal.removed_at is None:
            _tell(told, told.deals, one.deal.reporting_minor, one.reporting, one.deal.currency, one.day or today)
        one.deal.reporting_minor = one.reporting
        for step_id, worth in one.steps.items():
            step = session.get_one(StageChange, (workspace.workspace_id, step_id))
            step.reporting_minor = worth


def _recount_entries(session: Session, workspace: Workspace, rates: Rates, told: Recount, everything: bool) -> None:
    for entry in _entries(session, workspace.workspace_id):
        assert entry.currency is not None
        if everything or entry.currency != rates.reporting:
            worth = rates.worth(entry.amount_minor, entry.currency, entry.happened_on)
            if entry.undone_at is None:
                _tell(told, told.entries, entry.reporting_minor, worth, entry.currency, entry.happened_on)
            entry.reporting_minor = worth


def _recount_costs(session: Session, workspace: Workspace, rates: Rates, told: Recount, everything: bool) -> None:
    for cost in session.exec(select(Cost).where(Cost.workspace_id == workspace.workspace_id)):
        if everything or cost.currency != rates.reporting:
            worth = rates.worth(cost.amount_minor, cost.currency, cost.day)
            if cost.removed_at is None:
                _tell(told, told.costs, cost.reporting_minor, worth, cost.currency, cost.day)
            cost.reporting_minor = worth


def _entries(session: Session, workspace_id: str) -> Iterator[Activity]:
    with_amount = select(Activity).where(Activity.workspace_id == workspace_id, col(Activity.amount_minor).is_not(None))
    yield from session.exec(with_amount)


def _tell(told: Recount, part: Part, before: int | None, now: int | None, currency: str, day: date) -> None:
    if now is None:
        part.waiting += 1
        told.waits_for.add(currency)
    if before == now:
        return
    told.days.add(day)
    if before is None and now is not None:
        part.counted += 1
        part.counted_minor += now
    else:
        part.changed += 1

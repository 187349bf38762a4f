"""What the quarter will come to, and the open deals on which it hangs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import sqrt
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlmodel import Session, col

from models.deals.queries import theirs
from models.deals.records import Deal, StageChange
from models.deals.snapshot import deals_open_at
from models.digest.at_stake import DealAtStake
from models.digest.company import Forecast
from models.digest.counting import names_of_accounts
from models.digest.rep import MONTH_KPI
from models.digest.slipping import slips_before
from models.money import Money
from models.period import month_of, quarter_of
from models.prepared import Prepared, PreparedForSome, fetch, fetch_some
from models.scorecard.look import Look
from models.scorecard.reading.shared import SharedReading
from models.scorecard.scope import Scope
from models.scorecard.scorecard import group_scorecard_in
from models.team.records import Person
from models.workspace.records import Workspace

QUIET_FOR = 14
"""Days without a step: what nobody touched for a fortnight has stopped moving."""
MOST_DEALS = 3
EIGHT_IN_TEN = 1.2816
"""Standard deviations to either side of the mean within which a normal distribution lies in eight of ten cases."""


@dataclass(frozen=True)
class LookedAt:
    """The open deals of some people."""

    at_stake: tuple[DealAtStake, ...] = ()
    largest: Mapping[str, str] = field(default_factory=dict)
    """The customer of the largest open deal, by the id of its owner; of who has none there is nothing."""


def quarter_of_sales(workspace: Workspace, scope: Scope, day: date, now: datetime) -> Look:
    """The sales of the quarter of `day`, as of that day."""
    return Look(scope, quarter_of(day, workspace.fiscal_start_month), now, day, (MONTH_KPI,))


def forecast_in(reading: SharedReading, look: Look) -> Forecast:
    """The quarter of a look: won so far, and the open deals that are to close in it by their probability.

    Each open deal comes in whole or not at all, by itself: so their sum varies by the root of Σ value² × p × (1 − p),
    and lies in eight of ten cases within 1.28 of it; never below what is won, nor above all of them won.

    A deal that slips brings nothing in this quarter. So the low end is that of p × (1 − s), where s is the share of the
    deals due in the four quarters before that were not decided in theirs (`slips_before`); the high end is that of none
    slipping. Below ten such deals s is not known, and the range says that it holds if no deal slips.
    """
    session, workspace, quarter, day = reading.session, reading.workspace, look.period, look.last_day
    sales = group_scorecard_in(reading, look).total.lines[MONTH_KPI]
    unit = float(Money(1, workspace.currency).amount)
    due = [
        ((deal.reporting_minor or 0) * unit, (deal.probability or 0) / 100)
        for deal in deals_open_at(session, workspace.workspace_id, day, look.scope.ids)
        if deal.expected_close is not None and deal.expected_close < quarter.end
    ]
    slips = slips_before(session, workspace.workspace_id, look.scope.ids, quarter, workspace.fiscal_start_month)
    weighted, spread = _mean_and_spread(due)
    slowly, its_spread = _mean_and_spread([(value, chance * (1 - (slips.share or 0))) for value, chance in due])
    target = sales.target.value if sales.target else None
    won = sales.figure.value or 0
    return Forecast(
        quarter,
        won,
        weighted,
        target,
        won + max(0.0, min(weighted - spread, slowly - its_spread)),
        won + min(sum(value for value, _ in due), weighted + spread),
        sum(value > 0 for value, _ in due),
        is_over=day >= quarter.last_day,
        slips=slips,
    )


def _mean_and_spread(due: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of deals by value and chance: what they bring on average, and how far from it eight of ten cases lie."""
    mean = sum(value * chance for value, chance in due)
    return mean, EIGHT_IN_TEN * sqrt(sum(value**2 * chance * (1 - chance) for value, chance in due))


def look_at_deals(session: Session, workspace: Workspace, people: Collection[str] | None, today: date) -> LookedAt:
    """The open deals of these people (None: everybody's), with each owner's largest.

    At stake are the three largest that should have been decided, are to be this month, or did not move for a fortnight.
    """
    open_deals = _open_now(session, workspace.workspace_id, people)
    largest: dict[str, _Open] = {}
    found: list[tuple[_Open, str, int]] = []
    for deal in open_deals:
        largest.setdefault(deal.owner_id, deal)
        quiet = (today - (deal.moved_on or today)).days
        if len(found) < MOST_DEALS and (why := _why(deal, quiet, today)):
            found.append((deal, why, quiet))
    told = {deal.account_id for deal in (*largest.values(), *(deal for deal, _, _ in found)) if deal.account_id}
    customers = names_of_accounts(session, workspace.workspace_id, told)
    owners = _names(session, workspace.workspace_id, {deal.owner_id for deal, _, _ in found})
    return LookedAt(
        tuple(_told(workspace, *one, customers, owners) for one in found),
        {owner: customers.get(deal.account_id or "") or f"#{deal.number}" for owner, deal in largest.items()},
    )


@dataclass(frozen=True, slots=True)
class _Open:
    number: int
    owner_id: str
    account_id: str | None
    reporting_minor: int | None
    expected_close: date | None
    moved_on: date | None
    """The day of its last step."""


def _open_now(session: Session, workspace_id: str, people: Collection[str] | None) -> list[_Open]:
    """What nobody decided, the largest first."""
    whose = {"workspace_id": workspace_id}
    rows = fetch(session, _OPEN, whose) if people is None else fetch_some(session, _OPEN_OF, whose, person_id=people)
    found = {row[0]: _Open(*row) for row in rows}.values()
    return sorted(found, key=lambda deal: (-(deal.reporting_minor or 0), deal.number))


def _undecided(*which: ColumnElement[bool]) -> Any:
    same = and_(col(StageChange.workspace_id) == col(Deal.workspace_id), col(StageChange.deal_id) == col(Deal.id))
    columns = (
        col(Deal.number),
        col(Deal.owner_id),
        col(Deal.account_id),
        col(Deal.reporting_minor),
        col(Deal.expected_close),
    )
    wanted: Any = select(*columns, func.max(col(StageChange.happened_on)))
    return (
        wanted.outerjoin(StageChange, and_(same, col(StageChange.undone_at).is_(None)))
        .where(
            col(Deal.workspace_id) == bindparam("workspace_id"),
            col(Deal.removed_at).is_(None),
            col(Deal.outcome).is_(None),
            *which,
        )
        .group_by(*columns)
    )


_OPEN, _OPEN_OF = Prepared(_undecided()), PreparedForSome(lambda one_of: _undecided(theirs(one_of)))


def _why(deal: _Open, quiet: int, today: date) -> str:
    if deal.expected_close is not None and deal.expected_close < today:
        return "overdue"
    if quiet >= QUIET_FOR:
        return "quiet"
    return "this_month" if deal.expected_close is not None and deal.expected_close in month_of(today) else ""


def _names(session: Session, workspace_id: str, people: Collection[str]) -> dict[str, str]:
    return dict(fetch_some(session, _NAMES, {"workspace_id": workspace_id}, person_id=people))


_NAMES = PreparedForSome(
    lambda one_of: select(col(Person.id), col(Person.name)).where(
        col(Person.workspace_id) == bindparam("workspace_id"), one_of(col(Person.id), "person_id")
    )
)


def _told(
    workspace: Workspace, deal: _Open, why: str, quiet: int, customers: Mapping[str, str], owners: Mapping[str, str]
) -> DealAtStake:
    return DealAtStake(
        deal.number,
        customers.get(deal.account_id or "", ""),
        owners.get(deal.owner_id, ""),
        None if deal.reporting_minor is None else Money(deal.reporting_minor, workspace.currency),
        deal.expected_close,
        max(quiet, 0),
        why,
        deal.owner_id,
    )

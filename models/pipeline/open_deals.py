"""The open deals of a scope on a day, each with the part that is credited there, and what they add up to.

They are those of KPI 8 (`pipeline`) and 9 (`weighted_pipeline`), so that every table here adds up to these figures:
value in the reporting currency as it was on that day, times the part of the people in the scope (of a shared deal that
a team has in common: all of it, once). Weighted: times the probability of that day, a person's own or the stage's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from models.deals.snapshot import OpenDeal, deals_open_at
from models.period import months_after
from models.pipeline.expected import date_moves, expected_on
from models.scorecard.reading.people import credit_of
from models.scorecard.scope import Scope
from models.workspace.records import Workspace

OVERDUE, LATER, NO_DATE = "overdue", "later", "no_date"
"""Expected in a month that is over; after the months that are told one by one; without a date."""
MONTHS_AHEAD = 6
"""Months that are told one by one, from that of the day on."""


@dataclass(frozen=True, slots=True)
class PipelineDeal:
    """An open deal of a scope. Money is in minor units of the reporting currency."""

    deal: OpenDeal
    share: float
    """The part (0 to 1) that is credited to the scope."""
    expected_close: date | None
    """As it was thought on that day."""

    @property
    def value(self) -> float | None:
        """The scope's part; None without a value or its rate."""
        return None if self.deal.reporting_minor is None else self.deal.reporting_minor * self.share

    @property
    def weighted(self) -> float | None:
        """Value × probability; None where one of them is missing."""
        if self.value is None or self.deal.probability is None:
            return None
        return self.value * self.deal.probability / 100


@dataclass(frozen=True, slots=True)
class Total:
    """Some open deals, added up. Money is in minor units of the reporting currency."""

    deals: int = 0
    credited: float = 0
    """The sum of the parts: a deal of which the scope has 40 % counts 0.4."""
    value: float = 0
    weighted: float = 0
    without_value: int = 0
    """In no sum of money: nobody said what they are worth."""
    without_rate: int = 0
    """In no sum of money: the rate of their currency is missing."""
    without_probability: int = 0
    """In no weighted sum: their stage is not known here."""

    @property
    def valued(self) -> int:
        """Deals that are in the sum of the value."""
        return self.deals - self.without_value - self.without_rate


class Credit:
    """Which part of a deal is credited to a scope."""

    def __init__(self, scope: Scope) -> None:
        self._roll = roll = scope.roll
        self.stays = roll.keys_of(scope.id) if scope.is_person else roll.keys

    def part(self, deal: OpenDeal, expected_close: date | None, day: date) -> PipelineDeal | None:
        """The part of a deal that was open at the end of `day`; None when nobody of the scope has any."""
        shares = self._roll.shares(deal.shares, day)
        own = deal if shares is deal.shares else replace(deal, shares=shares)
        share = credit_of(shares, self.stays)
        return PipelineDeal(own, share, expected_close) if share else None


def open_deals_on(session: Session, workspace: Workspace, scope: Scope, day: date) -> list[PipelineDeal]:
    """The deals that were open at the end of `day`, as they stood then, by number. Of several days: `models/pipeline/past.py`."""
    if scope.ids is not None and not scope.ids:
        return []
    moves = date_moves(session, workspace.workspace_id, scope.zone, day, scope.ids)
    credit, found = Credit(scope), []
    for deal in deals_open_at(session, workspace.workspace_id, day, scope.ids):
        expected = expected_on(moves.get(deal.deal_id, ()), deal.expected_close, day)
        if part := credit.part(deal, expected, day):
            found.append(part)
    return found


def total_of(deals: Iterable[PipelineDeal]) -> Total:
    """What they add up to; those without a value are counted beside it, and are no zero."""
    count = without_value = without_rate = without_probability = 0
    credited = value = weighted = 0.0
    for one in deals:
        count += 1
        credited += one.share
        worth = one.value
        if worth is None:
            without_rate += one.deal.value_minor is not None
            without_value += one.deal.value_minor is None
            continue
        value += worth
        likely = one.deal.probability
        if likely is None:
            without_probability += 1
        else:
            weighted += worth * likely / 100
    return Total(count, credited, value, weighted, without_value, without_rate, without_probability)


def by_stage(deals: Iterable[PipelineDeal]) -> dict[str, Total]:
    """What is open in each stage; of no stage that nothing is in. In no order: `Stages.keys` has that of the process."""
    return _grouped(deals, lambda one: one.deal.stage)


def by_month(deals: Iterable[PipelineDeal], day: date) -> dict[str, Total]:
    """By the month of expected close: `2026-11` from that of `day` on, six of them, else `overdue`, `later`, `no_date`."""
    first = day.replace(day=1)
    end = months_after(first, MONTHS_AHEAD)

    def month(one: PipelineDeal) -> str:
        expected = one.expected_close
        if expected is None:
            return NO_DATE
        return OVERDUE if expected < first else LATER if expected >= end else expected.isoformat()[:7]

    found = _grouped(deals, month)
    months = (f"{months_after(first, ahead):%Y-%m}" for ahead in range(MONTHS_AHEAD))
    return {key: found[key] for key in (OVERDUE, *months, LATER, NO_DATE) if key in found}


def by_owner(deals: Iterable[PipelineDeal], scope: Scope) -> dict[str, Total]:
    """By who has the credit, ids of people of the scope, largest value first: of a shared deal each their part, so that they
    add up to the scope's value. What a scope of everybody credits to somebody counts there too.
    """
    own: dict[str, list[PipelineDeal]] = defaultdict(list)
    keys = Credit(scope).stays
    for one in deals:
        for stay, percent in one.deal.shares:
            if keys is None or stay in keys:
                own[stay.partition("@")[0]].append(PipelineDeal(one.deal, percent / 100, one.expected_close))
    totals = {person: total_of(theirs) for person, theirs in own.items()}
    return dict(sorted(totals.items(), key=lambda item: (-item[1].value, -item[1].deals, item[0])))


def _grouped(deals: Iterable[PipelineDeal], key: Callable[[PipelineDeal], str]) -> dict[str, Total]:
    groups: dict[str, list[PipelineDeal]] = defaultdict(list)
    for one in deals:
        groups[key(one)].append(one)
    return {name: total_of(of_it) for name, of_it in groups.items()}

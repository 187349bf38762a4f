"""Renewals: which contracts are due, which of them are at risk, and what became of those of the last twelve months.

A contract that is due is an open deal of the type `renewal`; it is due on its expected close. At risk is one that

- should have been renewed by now: its day has passed, or
- is due within thirty days, and is silent for fourteen or was moved later already.

A contract whose last day a won deal says is due too, as long as no renewal of it is told or open: at risk within thirty
days, for nobody is at it, and until 90 days after.

Renewed of what was due in the last twelve months is KPI 6 (`renewals`), with its definition.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from models.analysis.question import Question
from models.deals.records import Deal, DealType
from models.period import months_after
from models.pipeline.past import past_of
from models.pipeline.signs import Signs, signs_of
from models.scorecard.figure import Figure
from models.scorecard.formulas import renewals
from models.scorecard.kpis import Source
from models.scorecard.reading.contracts import Contract, running_out
from models.scorecard.reading.shared import read_facts

NEAR_DAYS = 30
MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class RenewalDue:
    """A contract that is due, or was."""

    signs: Signs
    due_on: date | None
    """None: nobody said when."""
    days: int | None
    """Until then; negative when it has passed."""
    is_at_risk: bool


@dataclass(frozen=True, slots=True)
class ContractEnding:
    """A contract that ends, and of which no renewal is told or open."""

    contract: Contract
    days: int
    """Until its last day; negative when it has passed."""

    @property
    def is_at_risk(self) -> bool:
        """Its day is near or has passed."""
        return self.days <= NEAR_DAYS


@dataclass(frozen=True)
class Renewals:
    """What is due up to three months ahead, and what was before."""

    due: Sequence[RenewalDue]
    """Overdue first, then by day; those without a day last."""
    contracts: Sequence[ContractEnding]
    """By their last day."""
    later: int
    """Open renewals that are due after that."""
    past: Figure
    """KPI 6 in the last twelve months, with its rate beside it."""

    @property
    def at_risk(self) -> list[RenewalDue | ContractEnding]:
        """Those of which somebody should know."""
        due: list[RenewalDue | ContractEnding] = [*self.due, *self.contracts]
        return [one for one in due if one.is_at_risk]


def renewals_of(question: Question) -> Renewals:
    """The renewals of the scope."""
    session, workspace, scope, day = question.session, question.workspace, question.scope, question.today
    facts = read_facts(
        session, workspace, scope, question.year, question.last_day, {Source.ACTIVITIES, Source.DEALS}
    ).together()
    kinds = select(Deal.id).where(
        Deal.workspace_id == workspace.workspace_id,
        Deal.deal_type == DealType.RENEWAL.value,
        col(Deal.outcome).is_(None),
        col(Deal.removed_at).is_(None),
    )
    ids = set(session.exec(kinds))
    past = past_of(session, workspace, scope, day)
    open_ = [one for one in past.open_on(day) if one.deal.deal_id in ids] if ids else []
    until = months_after(day, MONTHS_AHEAD)
    near = [one for one in open_ if one.expected_close is None or one.expected_close <= until]
    due = [_due(signs, day) for signs in signs_of(session, workspace, past, near)]
    due.sort(key=lambda one: (one.due_on is None, one.due_on or day, one.signs.open.deal.number))
    ending = running_out(session, workspace.workspace_id, scope.roll, day, until)
    contracts = [ContractEnding(one, (one.ends_on - day).days) for one in ending]
    return Renewals(due, contracts, len(open_) - len(near), renewals(facts))


def _due(signs: Signs, day: date) -> RenewalDue:
    due_on = signs.open.expected_close
    days = None if due_on is None else (due_on - day).days
    doubtful = signs.is_silent or signs.pushes > 0
    return RenewalDue(signs, due_on, days, days is not None and (days < 0 or (days <= NEAR_DAYS and doubtful)))

"""What selling and delivering cost, summed in the database by day, kind and channel."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from models.analysis.question import Question
from models.costs.records import Cost
from models.period import Period
from models.scorecard.reading.development import ACQUISITION

WINS_CUSTOMERS = tuple(kind.value for kind in ACQUISITION)
"""Kinds of cost of which the cost of a new customer is made; delivery is the cost of what is sold."""


@dataclass(frozen=True, slots=True)
class Spent:
    """The costs of one day, kind and channel."""

    day: date
    kind: str
    channel: str | None
    minor: int
    """Of those with a rate."""
    entries: int
    without_rate: int


@dataclass(frozen=True, slots=True)
class CostMonths:
    """Months that are over in which there was something to spend on, and those of them without any cost."""

    of: int = 0
    without: int = 0


def cost_months(question: Question, days: Iterable[date], spent: Iterable[Spent]) -> CostMonths:
    """Of the months of these `days` (on which something was won) those in which nothing `spent` was entered.

    The running month is none of them: its costs come when it is over.
    """
    running = question.today.replace(day=1)
    months = {day.replace(day=1) for day in days} - {running}
    return CostMonths(len(months), len(months - {one.day.replace(day=1) for one in spent}))


def spent_in(question: Question, span: Period, kinds: Collection[str]) -> list[Spent]:
    """What was spent in `span` on these kinds; with a channel that was asked about only what was noted for it."""
    summed: Any = select(
        col(Cost.day),
        col(Cost.kind),
        col(Cost.channel),
        func.sum(col(Cost.reporting_minor)),
        func.count(),
        func.count(case((col(Cost.reporting_minor).is_(None), 1))),
    ).where(
        col(Cost.workspace_id) == question.workspace.workspace_id,
        col(Cost.day) >= span.start,
        col(Cost.day) < span.end,
        col(Cost.kind).in_(kinds),
        col(Cost.removed_at).is_(None),
    )
    if question.channel is not None:
        summed = summed.where(col(Cost.channel) == question.channel)
    rows = question.session.execute(summed.group_by(col(Cost.day), col(Cost.kind), col(Cost.channel)))
    return [Spent(day, kind, channel, int(minor or 0), n, without) for day, kind, channel, minor, n, without in rows]


def sum_of(spent: Iterable[Spent]) -> int | None:
    """What they come to, in minor units; None when none was entered, or none has a rate."""
    found = list(spent)
    return sum(one.minor for one in found) if any(one.entries > one.without_rate for one in found) else None


def without_rate(spent: Iterable[Spent]) -> int:
    """How many wait for a rate, and are in no sum."""
    return sum(one.without_rate for one in spent)

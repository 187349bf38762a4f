"""How long deals stay in a stage and where they go from there, from the stage history.

A *stay* is the time that a deal is in one stage: from the day of the step into it to the day of the next step to another.
Steps that changed only a value are none. What is told later counts more (as in `models/deals/snapshot.py`): a step of
which a later told one says that it was over by then never took place.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.deals.queries import of_workspace
from models.deals.records import Deal, StageChange
from models.deals.stages import OUTCOMES, UNKNOWN_STAGE
from models.period import months_after
from models.pipeline.survival import StageTimes, stage_times

MONTHS_BACK = 12
"""Stays that began in so many months before the day tell how the process goes now."""


class Stay(NamedTuple):
    """A deal in a stage. `next_stage` and `left_on` are None while it is there."""

    deal_id: str
    stage: str
    since: date
    next_stage: str | None
    left_on: date | None


@dataclass(frozen=True)
class StageHistory:
    """The stays of a company's deals up to the end of a day: of those that are open, or were decided in the last year."""

    day: date
    stays: tuple[Stay, ...]

    def times(self, deals: Collection[str] | None = None) -> dict[str, StageTimes]:
        """By stage: where the deals that came into it in the twelve months went, and how long they stayed; of all, or of
        these `deals`. Where a deal was before an import told of it is not known, and is no stage.
        """
        first = months_after(self.day, -MONTHS_BACK)
        counted = Counter(
            (stay.stage, stay.next_stage, ((stay.left_on or self.day) - stay.since).days)
            for stay in self.stays
            if stay.since > first and stay.stage not in _NO_STAGE and (deals is None or stay.deal_id in deals)
        )
        return stage_times((*stay, count) for stay, count in counted.items())

    def since(self, deals: Collection[str]) -> dict[str, date]:
        """Since when each of these open deals is in the stage in which it stands; by id."""
        return {stay.deal_id: stay.since for stay in self.stays if stay.next_stage is None and stay.deal_id in deals}


_NO_STAGE = frozenset({*OUTCOMES, UNKNOWN_STAGE})


def stage_history(session: Session, workspace_id: str, day: date) -> StageHistory:
    """The stays of all deals up to the end of `day`: one statement. Windows in the database take three times as long."""
    decided_after = months_after(day, -MONTHS_BACK)
    is_late = or_(col(Deal.outcome).is_(None), col(Deal.closed_on) > decided_after, col(Deal.closed_on).is_(None))
    deals = columns(col(Deal.id)).where(*of_workspace(workspace_id), is_late)
    steps: Any = (
        columns(col(StageChange.deal_id), col(StageChange.stage), col(StageChange.happened_on))
        .where(
            col(StageChange.workspace_id) == workspace_id,
            col(StageChange.deal_id).in_(deals),
            col(StageChange.happened_on) <= day,
            col(StageChange.undone_at).is_(None),
        )
        .order_by(
            col(StageChange.deal_id), col(StageChange.changed_at), col(StageChange.happened_on), col(StageChange.id)
        )
    )
    return StageHistory(day, tuple(stays_of_steps(session.execute(steps))))


def stays_of_steps(steps: Iterable[tuple[str, str, date]]) -> Iterator[Stay]:
    """The stays of deals by their steps (deal, stage, day), each deal's together, in the order in which they were told."""
    for deal_id, told in groupby(steps, key=itemgetter(0)):
        entered: list[tuple[str, date]] = []
        for _, stage, day in told:
            while entered and entered[-1][1] > day:  # of what was told before, this was over by then
                entered.pop()
            if not entered or entered[-1][0] != stage:
                entered.append((stage, day))
        for at, (stage, since) in enumerate(entered):
            next_stage, left_on = entered[at + 1] if at + 1 < len(entered) else (None, None)
            yield Stay(deal_id, stage, since, next_stage, left_on)

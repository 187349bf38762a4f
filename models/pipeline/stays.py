"""How long deals stay in a stage and where they go from there, from the stage history.

A *stay* is the time that a deal is in one stage: from the day of the step into it to the day of the next step to another.
Steps that changed only a value are none. What is told later counts more (as in `models/deals/snapshot.py`): a step of
which a later told one says that it was over by then never took place.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Text, bindparam, or_, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, col

from models.deals.records import Deal, StageChange
from models.deals.stages import OUTCOMES, UNKNOWN_STAGE
from models.period import months_after
from models.pipeline.survival import StageTimes, stage_times
from models.prepared import Prepared, fetch

MONTHS_BACK = 12
"""Stays that began in so many months before the day tell how the process goes now."""

Told: TypeAlias = tuple[str, date, int | None, int | None, int | None]
"""A step as it was told: stage, day, and the deal's value, its value in the reporting currency and own probability then.
Plain tuples: a company has hundreds of thousands."""


@dataclass(frozen=True)
class StageHistory:
    """The steps of a company's deals up to the end of a day: of those that are open, or were decided in the last year."""

    day: date
    steps: Mapping[str, Sequence[Told]]
    """By deal, in the order in which they were told."""

    @cached_property
    def of_company(self) -> dict[str, StageTimes]:
        """By stage: where the deals that came into it in the twelve months went, and how long they stayed."""
        return self.times(self.steps)

    def times(self, deals: Collection[str]) -> dict[str, StageTimes]:
        """The same of these `deals` alone. Where a deal was before an import told of it is not known, and is no stage."""
        first = months_after(self.day, -MONTHS_BACK)
        stays: list[tuple[str, str | None, int]] = []
        for deal_id in deals:
            next_stage, left_on = None, self.day
            for stage, since in reversed(_entered(self.steps.get(deal_id, ()))):
                if since <= first:
                    break
                if stage not in _NO_STAGE:
                    stays.append((stage, next_stage, (left_on - since).days))
                next_stage, left_on = stage, since
        return stage_times((*stay, count) for stay, count in Counter(stays).items())

    def since(self, deals: Collection[str]) -> dict[str, date]:
        """Since when each of these open deals is in the stage in which it stands; by id."""
        return {deal_id: _entered(self.steps[deal_id])[-1][1] for deal_id in deals if deal_id in self.steps}

    def stood(self, deal_id: str, day: date) -> Told | None:
        """The step at which a deal stood at the end of `day`: of all up to then, the one that was told last."""
        for step in reversed(self.steps.get(deal_id, ())):
            if step[1] <= day:
                return step
        return None


_NO_STAGE = frozenset({*OUTCOMES, UNKNOWN_STAGE})


def stage_history(session: Session, workspace_id: str, day: date) -> StageHistory:
    """The steps of all deals up to the end of `day`: one statement. Windows in the database take three times as long."""
    asked = {"workspace_id": workspace_id, "day": day, "decided_after": months_after(day, -MONTHS_BACK)}
    days = _Days()
    steps = {
        deal_id: [(stage, days[on], value, reporting, own) for _, stage, on, value, reporting, own in told]
        for deal_id, told in groupby(fetch(session, _STEPS, asked), key=itemgetter(0))
    }
    return StageHistory(day, steps)


def _entered(told: Sequence[Told]) -> list[tuple[str, date]]:
    """The stages in which one deal was, with the day from which on."""
    entered: list[tuple[str, date]] = []
    for step in told:
        stage, on = step[0], step[1]
        while entered and entered[-1][1] > on:  # of what was told before, this was over by then
            entered.pop()
        if not entered or entered[-1][0] != stage:
            entered.append((stage, on))
    return entered


class _Days(dict[Any, date]):
    """Days as the driver gives them (text, or a date) as dates: of a year there are few, of steps there are many."""

    def __missing__(self, told: Any) -> date:
        day = self[told] = told if isinstance(told, date) else date.fromisoformat(told)
        return day


def _steps() -> Any:
    deals = columns(col(Deal.id)).where(
        col(Deal.workspace_id) == bindparam("workspace_id"),
        col(Deal.removed_at).is_(None),
        or_(
            col(Deal.outcome).is_(None), col(Deal.closed_on) > bindparam("decided_after"), col(Deal.closed_on).is_(None)
        ),
    )
    return (
        columns(
            col(StageChange.deal_id),
            col(StageChange.stage),
            type_coerce(col(StageChange.happened_on), Text),
            col(StageChange.value_minor),
            col(StageChange.reporting_minor),
            col(StageChange.probability),
        )
        .where(
            col(StageChange.workspace_id) == bindparam("workspace_id"),
            col(StageChange.deal_id).in_(deals),
            col(StageChange.happened_on) <= bindparam("day"),
            col(StageChange.undone_at).is_(None),
        )
        .order_by(
            col(StageChange.deal_id), col(StageChange.changed_at), col(StageChange.happened_on), col(StageChange.id)
        )
    )


_STEPS = Prepared(_steps())

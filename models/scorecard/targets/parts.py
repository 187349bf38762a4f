"""A rep in a period, cut where they moved: what is asked of them is the sum of what was asked where they were."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.period import Period
from models.scorecard.kpis import InTime, Kpi
from models.scorecard.pacing import Capacity
from models.scorecard.targets.book import TargetBook
from models.scorecard.targets.holding import TargetFigure
from models.scorecard.targets.spread import Spread
from models.team.membership import Stay


@dataclass(frozen=True, slots=True)
class Part:
    """A rep on the days of a period that they spent in one place."""

    stay: Stay
    days: Period
    spread: Spread
    capacity: Capacity
    seasonal: Capacity
    """The same with the season of their team."""

    def capacity_for(self, kpi: Kpi) -> Capacity:
        """How much could be done of this KPI."""
        return self.seasonal if kpi.is_seasonal else self.capacity


def target_of_part(book: TargetBook, kpi: Kpi, part: Part) -> TargetFigure | None:
    """What is asked on these days."""
    return book.of_person(part.stay, kpi, part.days, part.spread)


def target_of_parts(
    book: TargetBook, kpi: Kpi, parts: Sequence[Part], period: Period, day: date
) -> TargetFigure | None:
    """What is asked of one person in `period`.

    Of what adds up the sum of the parts; of a ratio what holds where they were last; of a snapshot what holds where
    they are on its `day`.
    """
    if kpi.kind is not InTime.FLOW:
        where = parts[-1:] if kpi.kind is InTime.RATIO else [part for part in parts if part.stay.covers(day)]
        return target_of_part(book, kpi, where[0]) if where else None
    found = [target for part in parts if (target := target_of_part(book, kpi, part))]
    if not found:
        return None
    is_all = len(parts) == 1 and parts[0].days.days == period.days
    if is_all:
        return found[0]
    value = round(sum(target.value for target in found), 6)
    is_prorated = any(target.is_prorated for target in found) or sum(part.days.days for part in parts) < period.days
    return replace(found[-1], value=value, is_prorated=is_prorated)


def expected_of_parts(book: TargetBook, kpi: Kpi, parts: Sequence[Part]) -> float | None:
    """What was to be expected to date of who was in several places; None where the target's share says it."""
    if len(parts) == 1 or kpi.kind is not InTime.FLOW:
        return None
    targets = ((part, target_of_part(book, kpi, part)) for part in parts)
    return sum(target.value * part.capacity_for(kpi).elapsed_share for part, target in targets if target)

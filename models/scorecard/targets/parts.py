"""A rep in a period, cut where they moved: what is asked of them is the sum of what was asked where they were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from models.period import Period
from models.scorecard.kpis import InTime, Kpi
from models.scorecard.pacing import NO_CAPACITY, Capacity, capacity_of, together
from models.scorecard.reading.beginnings import Beginning
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
    until: date
    """The first day that is not over."""
    capacity: Capacity
    paced_in: Period | None = None
    """The period by the season of which their pace goes; None where it makes no difference."""
    beginning: Beginning | None = None
    """Of somebody whom Koers did not count from the first day of the period on."""
    _known: dict[tuple[Period, bool], Capacity] = field(default_factory=dict, compare=False, repr=False)

    @property
    def season(self) -> Mapping[int, float]:
        """Of their team; read when it is first asked for."""
        return self.spread.seasons.in_pace_of(self.paced_in) if self.paced_in else {}

    def days_for(self, kpi: Kpi) -> Period | None:
        """The days that count for a KPI."""
        return self.days if self.beginning is None else self.days.overlap(self.beginning.of(kpi), date.max)

    def capacity_for(self, kpi: Kpi) -> Capacity:
        """How much could be done of this KPI."""
        season = self.season if kpi.is_seasonal else {}
        days = self.days_for(kpi)
        if not season and days == self.days:
            return self.capacity
        if days is None:
            return NO_CAPACITY
        if (key := (days, bool(season))) not in self._known:
            self._known[key] = capacity_of(replace(self.spread.workload, season=season), days, self.until)
        return self._known[key]


def target_of_part(book: TargetBook, kpi: Kpi, part: Part) -> TargetFigure | None:
    """What is asked on these days."""
    days = part.days_for(kpi)
    return book.of_person(part.stay, kpi, days, part.spread) if days else None


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
    days = sum(days.days for part in parts if (days := part.days_for(kpi)))
    if len(parts) == 1 and days == period.days:
        return found[0]
    value = round(sum(target.value for target in found), 6)
    is_prorated = any(target.is_prorated for target in found) or days < period.days
    return replace(found[-1], value=value, is_prorated=is_prorated)


def expected_of_parts(book: TargetBook, kpi: Kpi, parts: Sequence[Part]) -> float | None:
    """What was to be expected to date of who was in several places; None where the target's share says it.

    Each team and role by itself, all its days together: who has another manager, working pattern or country from a day
    on has the rest of the period to make up for a week off, as anybody has.
    """
    if len(parts) == 1 or kpi.kind is not InTime.FLOW:
        return None
    asked: defaultdict[tuple[str | None, str | None], list[tuple[float, Capacity]]] = defaultdict(list)
    for part in parts:
        if target := target_of_part(book, kpi, part):
            place = part.stay.place
            asked[place.team_id, place.sales_role].append((target.value, part.capacity_for(kpi)))
    return sum(
        sum(value for value, _ in here) * together(capacity for _, capacity in here).elapsed_share
        for here in asked.values()
    )

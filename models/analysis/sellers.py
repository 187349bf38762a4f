"""How the sellers do: the distribution of attainment, how much hangs on a few, and how fast newcomers get up to speed."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import TypeAlias

from models.analysis.question import Question
from models.analysis.sales import DAY, SELLER, Won, total_won, won_by
from models.period import Period, months_after
from models.scorecard.figure import Figure
from models.scorecard.kpis import kpi_of
from models.scorecard.line import line_of
from models.scorecard.members import Members
from models.scorecard.pacing import of_one_person
from models.scorecard.reading.shared import SharedReading, Wanted
from models.scorecard.targets.parts import expected_of_parts, target_of_parts
from models.team.records import Person

SALES = "sales_by_channel"
EDGES = (0.5, 0.8, 1.0, 1.2)
"""Where the classes of attainment begin: below 50 %, 50–80, 80–100, 100–120, 120 % and more."""
RAMP_MONTHS = 24
"""Who began longer ago is no newcomer."""
STEPS = 4
"""Quarters of a newcomer's first year."""
FEWEST_SELLERS = 3
"""Of two, a distribution is two names."""
Sold: TypeAlias = Mapping[str, Mapping[date, float]]
"""What was won by person and day, in minor units."""


@dataclass(frozen=True, slots=True)
class Seller:
    """One rep in the period. Money is in whole units."""

    name: str
    sales: float
    target: float | None
    attainment: float | None
    """Sales / target of the whole period."""
    pace: float | None
    """Sales / what was expected of them by now; the same as attainment when the period is over."""


@dataclass(frozen=True, slots=True)
class RampStep:
    """A quarter of the first year of those who began: what they sold a month, beside an experienced colleague."""

    quarter: int
    newcomers: int
    monthly: float
    """Sales of a newcomer in a month, on average; in whole units."""
    share: float | None
    """Of what an experienced colleague sells in a month; None where nobody is experienced."""


@dataclass(frozen=True)
class Sellers:
    """The analysis."""

    sellers: tuple[Seller, ...]
    """The furthest ahead first; those without a target last, by sales."""
    is_running: bool
    ramp: tuple[RampStep, ...]
    experienced: int
    experienced_monthly: float | None
    left_out: Won = field(default_factory=Won)
    """What was sold in the period; what of it has no value or no rate is in no sum."""

    @property
    def measured(self) -> tuple[Seller, ...]:
        """Those with a target."""
        return tuple(seller for seller in self.sellers if seller.attainment is not None)

    @property
    def at_target(self) -> int:
        """KPI 14: reps with attainment of 100 % and more of their target of the whole period."""
        return sum(1 for seller in self.measured if (seller.attainment or 0) >= 1)

    @property
    def on_pace(self) -> int:
        """Reps who are where they should be by now."""
        return sum(1 for seller in self.measured if (seller.pace or 0) >= 1)

    @property
    def classes(self) -> tuple[int, ...]:
        """How many sellers are in each class of attainment; while the period runs, of pace."""
        return distribution([seller.pace or 0 for seller in self.measured])

    @property
    def middle(self) -> float | None:
        """The median of attainment; while the period runs, of pace."""
        return median(seller.pace or 0 for seller in self.measured) if self.measured else None

    @property
    def share_of_best(self) -> float | None:
        """What the best fifth of the sellers (at least one) sold, of everything; None without sales, and of one seller."""
        if len(self.sellers) < 2:
            return None
        sales = sorted((seller.sales for seller in self.sellers), reverse=True)
        return sum(sales[: self.best]) / sum(sales) if sum(sales) else None

    @property
    def best(self) -> int:
        """How many are the best fifth, rounded up."""
        return -(-len(self.sellers) // 5)


def distribution(attainments: Sequence[float]) -> tuple[int, ...]:
    """How many fall in each class; exactly 100 % is in the class that begins there."""
    found = [0] * (len(EDGES) + 1)
    for attainment in attainments:
        found[bisect_right(EDGES, round(attainment, 6))] += 1
    return tuple(found)


def read_sellers(question: Question) -> Sellers:
    """The reps of the scope in the period, and the first year of those who began in the two years before its end."""
    end = min(question.period.end, question.last_day + timedelta(days=1))
    window = Period(months_after(end, -RAMP_MONTHS), end)
    sold: defaultdict[str, dict[date, float]] = defaultdict(dict)
    unknown: defaultdict[str, set[date]] = defaultdict(set)
    read = Period(min(window.start, question.period.start), end)
    for (person_id, day), won in won_by(question, read, SELLER, DAY):
        sold[person_id][day] = won.minor
        if won.without_value + won.without_rate == won.deals:
            unknown[person_id].add(day)
    found = list(_sellers(question, sold, unknown))
    found.sort(key=lambda seller: (seller.pace is None, -(seller.pace or 0), -seller.sales, seller.name))
    ramp, experienced, monthly = _ramp(question, window, sold)
    left_out = total_won(question, Period(question.period.start, end)) if question.period.start < end else Won()
    return Sellers(tuple(found), question.today < question.period.end, ramp, experienced, monthly, left_out)


def _sellers(question: Question, sold: Sold, unknown: Mapping[str, Collection[date]]) -> Iterator[Seller]:
    """What each won beside their target, paced as in the scorecard: by the same parts, without its other KPIs.

    `unknown`: the days on which nothing that they won has a known value; who has no others is not at 0 %, but unknown.
    """
    session, scope, period = question.session, question.scope, question.period
    reading = SharedReading(session, question.workspace, [Wanted(scope, period, question.last_day)])
    members = Members(reading, scope, period, question.today)
    targets = reading.targets
    kpi, as_of = kpi_of(SALES, of_one_rep=True), max(period.start, min(period.last_day, question.last_day))
    for person in members.people:
        parts, keys = members.parts(person), members.keys(person)
        days = {day: won for day, won in sold.get(person.id, {}).items() if scope.roll.key(person.id, day) in keys}
        sales = question.whole(_in(days, period))
        target = target_of_parts(targets, kpi, parts, period, as_of)
        inside = {day for day in days if day in period}
        is_unknown = bool(inside) and inside <= set(unknown.get(person.id, ()))
        if target is None or is_unknown or not any(part.stay.within(period) for part in parts):
            yield Seller(person.name, sales, target.value if target else None, None, None)
            continue
        capacity = of_one_person(part.capacity_for(kpi) for part in parts)
        pace = line_of(kpi, Figure(sales), target, capacity, expected_of_parts(targets, kpi, parts)).pace
        attainment = pace.attainment if pace else None
        expected = pace.pace if pace and pace.pace is not None else attainment
        yield Seller(person.name, sales, target.value, attainment, expected)


def _ramp(question: Question, window: Period, sold: Sold) -> tuple[tuple[RampStep, ...], int, float | None]:
    end = window.end
    reps = [person for person in question.scope.people if person.is_rep]
    began = {
        person.id: person.starts_on
        for person in reps
        if person.starts_on is not None and window.start <= person.starts_on < end
    }
    ends = {person.id: _last_month_end(person, end) for person in reps}
    year = Period(months_after(end, -12), end)
    old = [person.id for person in reps if (person.starts_on or date.min) <= year.start and ends[person.id] == end]
    monthly = sum(_in(sold.get(id_, {}), year) for id_ in old) / 12 / len(old) if old else None
    steps = ramp_of(began, ends, sold, monthly)
    whole = tuple(RampStep(step.quarter, step.newcomers, question.whole(step.monthly), step.share) for step in steps)
    return whole, len(old), None if monthly is None else question.whole(monthly)


def ramp_of(
    began: Mapping[str, date], ends: Mapping[str, date], sold: Sold, experienced: float | None
) -> list[RampStep]:
    """What newcomers sold a month in each quarter of their first year: of whole quarters that they worked.

    `began` and `ends` (the day after the last one that counts) by person; `sold` by person and day, `experienced` what
    an experienced colleague sells in a month, in minor units.
    """
    found = []
    for step in range(STEPS):
        spans = [
            (id_, Period(months_after(first, 3 * step), months_after(first, 3 * step + 3)))
            for id_, first in began.items()
            if months_after(first, 3 * step + 3) <= ends[id_]
        ]
        if spans:
            monthly = sum(_in(sold.get(id_, {}), span) for id_, span in spans) / len(spans) / 3
            found.append(RampStep(step + 1, len(spans), monthly, monthly / experienced if experienced else None))
    return found


def _last_month_end(person: Person, end: date) -> date:
    return end if person.ends_on is None else min(end, person.ends_on + timedelta(days=1))


def _in(days: Mapping[date, float], span: Period) -> float:
    return sum(minor for day, minor in days.items() if day in span)

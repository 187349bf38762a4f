"""Whether what people do goes before what they win, checked against chance: a permutation test over a team's weeks.

Of each rep the figure of a week stands against what they won in the weeks after it: ranks, so that one large deal is
no proof, per working day, and what was won without whatever goes up and down more slowly than in half a year or by the
quarter and the month, so that growth, the season and the last week of a quarter are none either. Then the weeks are
shuffled, those of all reps alike, so that what moves a whole team at once stays together. Of the three stretches after
a week the best counts, for the shuffled weeks too: looking in three places finds no more than looking in one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from operator import mul
from random import Random

BANDS = ((1, 4), (5, 8), (9, 13))
"""Weeks after a week in which something may come of it, first and last: about a month each."""
LONGEST_LAG = BANDS[-1][1]
FEWEST_WEEKS = 40
"""Whole weeks below which nothing is said."""
FEWEST_EVENTS = 20
"""Deals won, and of the lead figure, below which nothing is said."""
LEVEL = 0.02
"""How often chance alone may pass for an effect. Measured: docs/goal-to-week.md."""
SHUFFLES = 999
STRONGEST = 5
"""Weeks that are shown."""
_ENOUGH_HITS = 25
"""Shuffles that did as well after which the rest need not be made: there is no effect then."""
_SLOW = 26
"""Weeks. What takes longer for an up and a down is taken out."""
_RHYTHMS = (365.25 / 28, 365.25 / 56, 365.25 / 84)
"""Weeks: a quarter, half and a third of it, which is a month."""
_QUIET = 0.25
"""Of somebody's usual working time: what is below says nothing about them."""


@dataclass(frozen=True, slots=True)
class Series:
    """The same whole weeks of one rep, in order of time."""

    lead: Sequence[float]
    won: Sequence[float]
    """Whole units of money."""
    capacity: Sequence[float]
    """Working days."""


@dataclass(frozen=True, slots=True)
class Side:
    """A third of the weeks of all reps: how much of the lead figure they had, and what a rep won after them; means."""

    lead: float
    followed: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What the weeks say."""

    weeks: int
    """Of which could be seen what followed."""
    reps: int
    first_week: int
    last_week: int
    """After so many weeks most was won, both included."""
    chance: float
    """The share of shuffles that did as well: 0.02 is 2 of 100."""
    correlation: float
    """Of ranks, -1 to 1."""
    many: Side
    few: Side
    strongest: tuple[int, ...]
    """Indices of the weeks in which the team had most of the lead figure above what was usual, most first."""

    def is_found(self, looked_at: int = 1) -> bool:
        """Whether chance alone would do as well too seldom, when so many KPIs were looked at together (Bonferroni)."""
        return self.chance * looked_at <= LEVEL and self.correlation > 0


def finding(team: Iterable[Series], random: Random, shuffles: int = SHUFFLES) -> Finding | None:
    """What the weeks of these reps say; None with too few of them to see what followed."""
    reps = [rep for rep in team if sum(map(bool, rep.capacity)) >= FEWEST_WEEKS]
    if not reps:
        return None
    weeks = len(reps[0].lead)
    seen = weeks - LONGEST_LAG
    slow = _slow_waves(seen)
    lead = [_standing(_rates(rep, range(seen))) for rep in reps]
    tables = []
    for first, last in BANDS:
        after = [_standing(_followed(rep, seen, first, last), slow) for rep in reps]
        tables.append(_table(lead, after))
    by_band = [sum(table[at][at] for at in range(seen)) for table in tables]
    best = max(range(len(BANDS)), key=by_band.__getitem__)
    chance = _chance(tables, by_band[best], random, shuffles)
    lead = [_standing(_rates(rep, range(seen)), slow) for rep in reps]
    pairs = sorted((-lead[who][at], who, at) for who in range(len(reps)) for at in range(seen))
    third = max(1, len(pairs) // 3)
    many, few = (_side(reps, BANDS[best], some) for some in (pairs[:third], pairs[-third:]))
    together = [sum(one[at] for one in lead) for at in range(seen)]
    strongest = sorted(range(seen), key=lambda at: (-together[at], at))[:STRONGEST]
    return Finding(seen, len(reps), *BANDS[best], chance, by_band[best] / len(reps), many, few, tuple(strongest))


def _chance(tables: list[list[list[float]]], observed: float, random: Random, shuffles: int) -> float:
    """(1 + shuffles that did as well) / (1 + shuffles): never zero, for the weeks themselves are one order of many."""
    hits, weeks = 0, list(range(len(tables[0])))
    for made in range(1, shuffles + 1):
        random.shuffle(weeks)
        reached = max(sum(row[at] for row, at in zip(table, weeks, strict=True)) for table in tables)
        hits += reached >= observed - 1e-12
        if hits == _ENOUGH_HITS:
            return hits / made
    return (1 + hits) / (1 + shuffles)


def _rates(rep: Series, weeks: Iterable[int]) -> list[float | None]:
    """So many a working day; None for a week in which they hardly worked."""
    usual = sum(rep.capacity) / sum(map(bool, rep.capacity))
    return [rep.lead[at] / rep.capacity[at] if rep.capacity[at] > usual * _QUIET else None for at in weeks]


def _followed(rep: Series, seen: int, first: int, last: int) -> list[float | None]:
    """Won in the weeks from `first` to `last` after each week, a working day; None when they hardly worked then."""
    usual = sum(rep.capacity) / sum(map(bool, rep.capacity)) * (last - first + 1)
    found: list[float | None] = []
    for at in range(seen):
        then = slice(at + first, at + last + 1)
        worked = sum(rep.capacity[then])
        found.append(sum(rep.won[then]) / worked if worked > usual * _QUIET else None)
    return found


def _standing(values: list[float | None], slow: Iterable[list[float]] = ()) -> list[float]:
    """Their ranks without the slow waves, of length 1; what is unknown stands in the middle. All 0 where nothing differs."""
    ranks = _ranks(values)
    for wave in slow:
        part = sum(map(mul, ranks, wave))
        ranks = [rank - part * height for rank, height in zip(ranks, wave, strict=True)]
    length = sqrt(sum(map(mul, ranks, ranks)))
    return [rank / length for rank in ranks] if length > 1e-9 else [0.0] * len(ranks)


def _ranks(values: list[float | None]) -> list[float]:
    """From the middle, equal ones sharing theirs."""
    known = [(value, at) for at, value in enumerate(values) if value is not None]
    known.sort()
    ranks, at, middle = [0.0] * len(values), 0, (len(known) - 1) / 2
    while at < len(known):
        end = at
        while end < len(known) and known[end][0] == known[at][0]:
            end += 1
        for _, place in known[at:end]:
            ranks[place] = (at + end - 1) / 2 - middle
        at = end
    return ranks


def _slow_waves(weeks: int) -> list[list[float]]:
    """The level, what takes longer than half a year, and the rhythm of quarter and month: of length 1, at right angles."""
    steps = [pi * number / weeks for number in range(2 * weeks // _SLOW + 1)]
    waves = [[cos(step * (at + 0.5)) for at in range(weeks)] for step in steps]
    for length in _RHYTHMS:
        waves += [[turn(2 * pi * at / length) for at in range(weeks)] for turn in (sin, cos)]
    found: list[list[float]] = []
    for wave in waves:
        for other in found:
            part = sum(map(mul, wave, other))
            wave = [height - part * there for height, there in zip(wave, other, strict=True)]
        length = sqrt(sum(map(mul, wave, wave)))
        found.append([height / length for height in wave])
    return found


def _table(lead: list[list[float]], after: list[list[float]]) -> list[list[float]]:
    """For each week a row: its lead figures beside what followed each week, added up over the reps."""
    weeks = range(len(lead[0]))
    of_week = [[one[at] for one in lead] for at in weeks]
    followed = [[one[at] for one in after] for at in weeks]
    return [[sum(map(mul, mine, theirs)) for mine in of_week] for theirs in followed]


def _side(reps: list[Series], band: tuple[int, int], some: list[tuple[float, int, int]]) -> Side:
    lead = sum(reps[who].lead[at] for _, who, at in some) / len(some)
    followed = sum(sum(reps[who].won[at + band[0] : at + band[1] + 1]) for _, who, at in some) / len(some)
    return Side(lead, followed)

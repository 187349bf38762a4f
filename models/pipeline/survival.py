"""Median time in a stage and conversion from it, with the deals that are still there: pure arithmetic.

A deal that is in a stage for 40 days, and still is, has not taken 40 days: it takes at least 40. Left out, slow deals would
be missing and the median too short; counted as 40, too. So the median is that of Kaplan and Meier (1958): the survival
S(t) = Π (1 − left on day d / there until day d) over the days d ≤ t, and the median is the first t with S(t) ≤ ½.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.deals.records import Outcome

FEWEST_LEFT = 5
"""Stays that are over: with fewer the median says nothing."""
_GAVE_UP = (Outcome.LOST.value, Outcome.RETURNED.value)

Stays = Iterable[tuple[str, str | None, int, int]]
"""Stage, where it went from there (None: still there), whole days, and how many such stays."""


@dataclass(frozen=True, slots=True)
class StageTimes:
    """The stays in one stage. A deal that comes back into it has another stay there."""

    entered: int
    still_there: int
    median_days: int | None
    """Kaplan–Meier; None when fewer than half have left in the time that is known."""
    went_to: Mapping[str, int] = field(default_factory=dict)
    """How many went to which other stage or outcome."""

    @property
    def left(self) -> int:
        """Stays that are over."""
        return self.entered - self.still_there

    @property
    def usual_days(self) -> int | None:
        """The median, where it rests on at least five stays that are over."""
        return self.median_days if self.left >= FEWEST_LEFT else None


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of the deals in a stage: on / (on + given up). Still there, or moved back, is neither."""

    stage: str
    on: int
    """Went to a later stage of the process, or were won."""
    given_up: int
    """Lost, or returned to marketing, from this stage."""
    times: StageTimes

    @property
    def rate(self) -> float | None:
        """0 to 1; None when none has gone on or was given up."""
        decided = self.on + self.given_up
        return self.on / decided if decided else None


def stage_times(stays: Stays) -> dict[str, StageTimes]:
    """The stays, by stage."""
    over: dict[str, Counter[int]] = defaultdict(Counter)
    there: dict[str, Counter[int]] = defaultdict(Counter)
    to: dict[str, Counter[str]] = defaultdict(Counter)
    for stage, next_stage, days, count in stays:
        if next_stage is None:
            there[stage][days] += count
        else:
            over[stage][days] += count
            to[stage][next_stage] += count
    return {
        stage: StageTimes(
            over[stage].total() + there[stage].total(),
            there[stage].total(),
            median_with_censored(over[stage], there[stage]),
            dict(to[stage]),
        )
        for stage in sorted({*over, *there})
    }


def median_with_censored(over: Mapping[int, int], there: Mapping[int, int]) -> int | None:
    """The Kaplan–Meier median of durations: how many were `over` after so many days, and how many are still `there`.

    None when the survival never comes down to a half. Of one day those that are over come before those that are still there.
    """
    at_risk, survival = sum(over.values()) + sum(there.values()), Fraction(1)
    for days in sorted({*over, *there}):
        if ended := over.get(days, 0):
            survival *= 1 - Fraction(ended, at_risk)
            if survival <= Fraction(1, 2):
                return days
        at_risk -= ended + there.get(days, 0)
    return None


def conversions(times: Mapping[str, StageTimes], order: Sequence[str]) -> list[Conversion]:
    """From each stage in `order` (those of the process, as they follow each other) in which any deal has been."""
    found = []
    for place, stage in enumerate(order):
        if of_it := times.get(stage):
            later = {*order[place + 1 :], Outcome.WON.value}
            on = sum(count for to, count in of_it.went_to.items() if to in later)
            given_up = sum(of_it.went_to.get(outcome, 0) for outcome in _GAVE_UP)
            found.append(Conversion(stage, on, given_up, of_it))
    return found

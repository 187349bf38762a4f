"""The figures of several people: everybody's value, and how those stand who have the target.

What is compared is of one group of people: their value, their target, and what was to be expected of each of them. A
team's own target takes the place of its people's; it is compared with what everybody in the team did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.scorecard.facts import Facts
from models.scorecard.figure import Figure
from models.scorecard.kpis import InTime, Kpi, Level, figure_of
from models.scorecard.line import Line
from models.scorecard.pacing import Capacity, pace_of, together
from models.scorecard.reading.people import FactBook
from models.scorecard.targets import holding
from models.scorecard.targets.group import OwnTarget
from models.scorecard.targets.holding import TargetFigure

_SAME = 0.005
"""Targets of people are rounded parts of a period: a difference below this is none."""


@dataclass(frozen=True, slots=True)
class Share:
    """A target within a group: a rep's, a team's own or the company's own; and whose value it is compared with."""

    target: TargetFigure
    people: frozenset[str] | None
    """Their stays; None: everybody's."""
    capacity: Capacity
    of_parts: float | None = None
    """What was to be expected to date of who moved: the sum over where they were."""
    last: str = ""
    """Of a rep: the stay of the last of these days."""

    @property
    def expected(self) -> float:
        """What was to be expected of them to date."""
        return self.target.value * self.capacity.elapsed_share if self.of_parts is None else self.of_parts


def shares_of(
    kpi: Kpi, claims: Iterable[Share], capacities: Mapping[str, Capacity], own: Sequence[OwnTarget] = ()
) -> list[Share]:
    """The targets within a group: those that were set for teams (or the company) themselves, and the other reps'.

    `claims` are the reps' own targets, `capacities` the reps' by stay. A figure of whole teams has no targets of reps.
    """
    shares = [Share(one.target, one.people, together(capacities[stay] for stay in sorted(one.reps))) for one in own]
    if kpi.level is Level.TEAM:
        return shares
    covered = frozenset().union(*(one.covers for one in own))
    others = (claim for claim in claims if claim.last not in covered)
    return [*shares, *(replace(claim, people=(claim.people or frozenset()) - covered) for claim in others)]


class Comparison:
    """Compares the figures of one group, with the facts of its people read once."""

    def __init__(self, facts: FactBook, reps: Mapping[str, str]) -> None:
        """`reps` are the reps by the keys of their stays."""
        self._facts, self._reps = facts, reps
        self._known: dict[frozenset[str], Facts] = {}

    def line(self, kpi: Kpi, figure: Figure, shares: Sequence[Share], instead_of: TargetFigure | None = None) -> Line:
        """A KPI of the group. `instead_of` is what its people's targets come to, where its own took their place."""
        target = _target(kpi, shares)
        if target is None or figure.value is None:
            why = None if target else "different" if shares else "not_set"
            return Line(kpi, figure, target, None, no_target=why, people_target=_differing(target, instead_of))
        compared = self._value(kpi, figure, shares)
        if compared is None:
            return Line(kpi, figure, target, None, people_target=_differing(target, instead_of))
        capacity = together(share.capacity for share in shares)
        expected = sum(share.expected for share in shares) if kpi.kind is InTime.FLOW else None
        pace = pace_of(kpi, compared, target.value, capacity, expected)
        others = self._reps_without(shares)
        return Line(kpi, figure, target, pace, compared, others, people_target=_differing(target, instead_of))

    def _reps_without(self, shares: Iterable[Share]) -> int:
        """How many of the group's reps have no part in these targets."""
        everybody = set(self._reps.values())
        covered: set[str] = set()
        for share in shares:
            covered |= (
                everybody if share.people is None else {self._reps[key] for key in share.people if key in self._reps}
            )
        return len(everybody - covered)

    def _value(self, kpi: Kpi, figure: Figure, shares: Iterable[Share]) -> float | None:
        """The part of the group's value that these targets ask for."""
        people: set[str] = set()
        for share in shares:
            if share.people is None:
                return figure.value
            people |= share.people
        whose = frozenset(people)
        if whose not in self._known:
            self._known[whose] = self._facts.of_stays(whose)
        return figure_of(kpi, self._known[whose]).value


def _target(kpi: Kpi, shares: Sequence[Share]) -> TargetFigure | None:
    if len(shares) == 1 and shares[0].target.set_for in (holding.SetFor.TEAM, holding.SetFor.WORKSPACE):
        return shares[0].target
    return holding.together(kpi, [share.target for share in shares])


def _differing(target: TargetFigure | None, people: TargetFigure | None) -> float | None:
    if target is None or people is None or abs(target.value - people.value) < _SAME:
        return None
    return people.value

"""Ballots out of thin air, and an attacker who adds and subtracts everything that was published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import strategies as st

from models.audit.ballots.ballot import Ballot
from models.audit.results.suppression import FunctionFigures

STATEMENTS = ("one", "two")


def ballot(group: str = "rep", **levels: int) -> Ballot:
    """A ballot with these levels."""
    return Ballot(group, dict(levels))


@st.composite
def ballots(draw: st.DrawFn, statements: Sequence[str] = STATEMENTS, most: int = 14) -> list[Ballot]:
    """Any number of ballots of both groups, with and without answers, don't knows and skips."""
    level = st.one_of(st.none(), st.integers(-1, 5), st.integers(1, 5))

    def one(_: int) -> Ballot:
        given = {key: value for key in statements if (value := draw(level)) is not None}
        return Ballot(draw(st.sampled_from(["rep", "manager"])), given)

    return [one(n) for n in range(draw(st.integers(0, most)))]


Unknown = tuple[int, str]
"""The answer of a ballot (by number) to a statement."""


@dataclass(frozen=True)
class Sum:
    """A published figure: which answers it adds up."""

    answers: frozenset[Unknown]


def published(figures: FunctionFigures, cast: Sequence[Ballot], statements: Sequence[str]) -> list[Sum]:
    """Every sum of answers that the figures give away (a mean with its n is a sum)."""
    shown: list[tuple[Iterable[int], Sequence[str], bool]] = [
        (range(len(cast)), statements, figures.total.mean is not None)
    ]
    shown += [(range(len(cast)), [one], figures.statements[one].mean is not None) for one in statements]
    for group, cell in figures.groups.items():
        members = [n for n, one in enumerate(cast) if one.group == group]
        shown.append((members, statements, cell.mean is not None))
    return [
        Sum(frozenset((n, one) for n in who for one in what if cast[n].levels.get(one, 0) > 0))
        for who, what, is_shown in shown
        if is_shown
    ]


def smallest_found(sums: Sequence[Sum], k: int) -> int | None:
    """The attack: the fewest people to whom a combination of the sums comes down, when fewer than k; None: nobody.

    Answers that occur in the same sums cannot be told apart, so the attacker works with classes of answers; every
    choice of classes that holds fewer than k people is tried, and it can be isolated exactly when leaving it out
    lowers the rank of the system.
    """
    by_pattern: dict[tuple[bool, ...], set[Unknown]] = {}
    for unknown in frozenset().union(*(one.answers for one in sums)) if sums else ():
        by_pattern.setdefault(tuple(unknown in one.answers for one in sums), set()).add(unknown)
    patterns = list(by_pattern)
    full = _rank(patterns)
    found: list[int] = []
    for mask in range(1, 1 << len(patterns)):
        chosen = [patterns[n] for n in range(len(patterns)) if mask >> n & 1]
        people = {unknown[0] for pattern in chosen for unknown in by_pattern[pattern]}
        if len(people) < k and _rank([one for one in patterns if one not in chosen]) < full:
            found.append(len(people))
    return min(found, default=None)


def _rank(patterns: Sequence[tuple[bool, ...]]) -> int:
    rows = [[Fraction(int(value)) for value in pattern] for pattern in patterns]
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(rank, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for n in range(rank + 1, len(rows)):
            factor = rows[n][column] / rows[rank][column]
            rows[n] = [a - factor * b for a, b in zip(rows[n], rows[rank], strict=True)]
        rank += 1
    return rank

"""Whether the results of several campaigns, taken together, could give a few people away. Pure.

Each campaign publishes sums over its audience; whoever sees several can add and subtract them. Two teams and then
everybody, for instance, leave those without a team. An audience is refused when any sum and difference of the
audiences so far comes down to at least one and fewer than k people.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

MOST_TRIES = 5_000
"""Combinations of small overlaps that are looked at; audiences more entangled than that are refused unseen."""


def people_given_away(audiences: Sequence[frozenset[str]], k: int) -> int | None:
    """The size of a group of 1 to k-1 people to which sums and differences of the audiences come down; None: none.

    People are told apart only by which of the audiences they belong to, so whoever shares that is one *atom*. A
    combination that vanishes outside some atoms exists exactly when leaving those atoms out lowers the rank.
    """
    everybody: frozenset[str] = frozenset().union(*audiences)
    atoms = Counter(tuple(person in audience for audience in audiences) for person in everybody)
    small = sorted((size, pattern) for pattern, size in atoms.items() if size < k)
    full = _rank(list(atoms))
    for tried, chosen in enumerate(_within(small, k - 1)):
        if tried >= MOST_TRIES:
            return sum(size for size, _ in small) % k or 1
        left = [pattern for pattern in atoms if pattern not in {pattern for _, pattern in chosen}]
        if _rank(left) < full:
            return sum(size for size, _ in chosen)
    return None


_Atom = tuple[int, tuple[bool, ...]]


def _within(atoms: Sequence[_Atom], most: int, start: int = 0) -> Iterator[tuple[_Atom, ...]]:
    """Every choice of at least one of the atoms with at most `most` people in all, smallest first."""
    for at in range(start, len(atoms)):
        size = atoms[at][0]
        if size > most:
            return
        yield (atoms[at],)
        for more in _within(atoms, most - size, at + 1):
            yield (atoms[at], *more)


def _rank(patterns: Sequence[tuple[bool, ...]]) -> int:
    """The rank of the patterns as rows of a matrix, exactly."""
    rows = [[Fraction(int(member)) for member in pattern] for pattern in patterns]
    rank = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(rank, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for n in range(rank + 1, len(rows)):
            if rows[n][column]:
                factor = rows[n][column] / rows[rank][column]
                rows[n] = [a - factor * b for a, b in zip(rows[n], rows[rank], strict=True)]
        rank += 1
    return rank

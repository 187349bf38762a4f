"""Which figures of a function may be shown, and the figures. Pure.

A figure rests on at least k people. Figures of one function can be subtracted from one another (both groups and the
total, both statements and the function), so they are shown level by level, and a level is shown only when nothing
that it adds can be subtracted down to fewer than k answers:

| level      | shown                             | when                                                           |
|------------|-----------------------------------|----------------------------------------------------------------|
| NOTHING    | nothing, nor how many             | fewer than k people answered a statement of the function       |
| TOTAL      | mean, spread and n of the function| at least k people did                                          |
| STATEMENTS | each statement too                | every statement has at least k answers                         |
| GROUPS     | reps and managers too             | every statement has at least k answers of either group         |

At the last level every answer lies in a cell (statement × group) of at least k, and all that is shown is a sum of
whole cells: whoever solves the system finds cells, never less.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from statistics import fmean, pstdev
from typing import Protocol

DECIMALS = 2
TOO_FEW = "audit.too_few_answers"
TOO_FEW_OF_A_GROUP = "audit.too_few_of_a_group"
NOBODY_ASKED = "audit.nobody_asked"
NOBODY_ANSWERED = "audit.nobody_answered"
GROUPS = ("rep", "manager")


class Detail(IntEnum):
    """How much of a function is shown."""

    NOTHING = 0
    TOTAL = 1
    STATEMENTS = 2
    GROUPS = 3


class Answered(Protocol):
    """A ballot, as far as figures need it."""

    group: str
    levels: dict[str, int]


@dataclass(frozen=True)
class Cell:
    """A figure: a mean on the scale of 1 to 5, the spread (standard deviation), and how many people it rests on.

    Suppressed, all three are None and `reason` says why.
    """

    mean: float | None = None
    spread: float | None = None
    n: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class FunctionFigures:
    """What may be shown of one function."""

    detail: Detail
    total: Cell
    groups: Mapping[str, Cell] = field(default_factory=dict)
    statements: Mapping[str, Cell] = field(default_factory=dict)


def figures_of(
    ballots: Sequence[Answered], statements: Sequence[str], k: int, groups_asked: Iterable[str] = GROUPS
) -> FunctionFigures:
    """The figures of the function with these statements. With k = 1 (not anonymous) whatever was answered is shown."""
    asked = set(groups_asked)
    detail = detail_of(ballots, statements, k, asked)
    too_few = Cell(reason=TOO_FEW if k > 1 else NOBODY_ANSWERED)
    total = cell_of(ballots, statements) if detail >= Detail.TOTAL else too_few
    shows_statements = detail >= Detail.STATEMENTS
    return FunctionFigures(
        detail,
        total,
        {group: _of_group(group, ballots, statements, detail, asked, total) for group in GROUPS},
        {one: cell_of(ballots, [one]) if shows_statements else too_few for one in statements},
    )


def detail_of(ballots: Sequence[Answered], statements: Sequence[str], k: int, groups_asked: set[str]) -> Detail:
    """How much of the function may be shown."""
    if sum(_has_answered(ballot, statements) for ballot in ballots) < k:
        return Detail.NOTHING
    if k == 1:
        return Detail.GROUPS
    if any(_count(ballots, one) < k for one in statements):
        return Detail.TOTAL
    by_group = ([ballot for ballot in ballots if ballot.group == group] for group in GROUPS if group in groups_asked)
    if any(_count(of_group, one) < k for of_group in by_group for one in statements):
        return Detail.STATEMENTS
    return Detail.GROUPS


def cell_of(ballots: Iterable[Answered], statements: Sequence[str]) -> Cell:
    """Mean and spread over every answer of 1 to 5 to these statements; n counts people."""
    answered = [ballot for ballot in ballots if _has_answered(ballot, statements)]
    levels = [level for ballot in answered for one in statements if (level := ballot.levels.get(one, 0)) > 0]
    if not levels:
        return Cell(reason=NOBODY_ANSWERED)
    return Cell(round(fmean(levels), DECIMALS), round(pstdev(levels), DECIMALS), len(answered))


def _of_group(
    group: str, ballots: Sequence[Answered], statements: Sequence[str], detail: Detail, asked: set[str], total: Cell
) -> Cell:
    if group not in asked:
        return Cell(reason=NOBODY_ASKED)
    if asked == {group}:
        return total
    if detail is not Detail.GROUPS:
        return Cell(reason=TOO_FEW_OF_A_GROUP)
    return cell_of((ballot for ballot in ballots if ballot.group == group), statements)


def _has_answered(ballot: Answered, statements: Sequence[str]) -> bool:
    return any(ballot.levels.get(one, 0) > 0 for one in statements)


def _count(ballots: Iterable[Answered], statement: str) -> int:
    return sum(ballot.levels.get(statement, 0) > 0 for ballot in ballots)

"""From ballots to frozen results, once, when a campaign closes. Pure, except that comments are put in random order.

After a reopening two results of the same campaign exist, and whoever kept the first can subtract. So a function that
was shown is renewed only when every figure of it rests on the same as before or on at least k people who changed
their answer, and shows as much as before; else its first figures stay (also when nobody changed anything: the two
look alike). What nobody has seen yet is simply shown. Teams are shown with the first figures of a function or never,
and stay as they were then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import SystemRandom

from models.audit.ballots.ballot import DONT_KNOW, Ballot
from models.audit.ballots.box import Box
from models.audit.questions import FUNCTIONS
from models.audit.results.functions import FunctionResult, Results
from models.audit.results.suppression import GROUPS, Cell, Detail, figures_of
from models.audit.results.teams import Asked, team_cells


@dataclass(frozen=True)
class Teams:
    """The teams that may be shown: whose ballot is in which, by its code, and what they are called."""

    of_code: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    asked: Asked = field(default_factory=dict)
    """How many of each group were asked in each of them, and in the rest."""


NO_TEAMS = Teams()


def frozen(
    box: Box, k: int, invited: int, groups_asked: Iterable[str], first: Results | None, teams: Teams = NO_TEAMS
) -> Results:
    """The results of what is in the box. Notes in the box what has been published; `first`: the results before."""
    ballots = list(box.ballots.values())
    members = [(ballot, teams.of_code.get(code)) for code, ballot in box.ballots.items()]
    groups = tuple(groups_asked)
    finished = sum(is_complete(ballot, box) for ballot in ballots)
    functions: dict[str, FunctionResult] = {}
    kept: list[str] = []
    for key in FUNCTIONS:
        statements = [question for question, area in box.questions.items() if area == key]
        new = _result(key, ballots, statements, k, groups, comments_from=finished)
        old = first.functions.get(key) if first else None
        if old is not None and old.detail != Detail.NOTHING and not _may_replace(old, new, ballots, statements, k):
            functions[key] = old
            kept.append(key)
        else:
            of_teams: Mapping[str, Cell] = team_cells(members, statements, k, Detail(new.detail), teams.asked)
            if old is not None and old.detail != Detail.NOTHING and k != 1:
                of_teams = old.teams
            functions[key] = replace(new, teams=of_teams)
            _note_published(ballots, statements)
    if first is not None and all(functions[key] is first.functions.get(key) for key in functions):
        return Results(k, invited, first.answered, first.finished, functions, tuple(kept), teams=first.teams)
    answered = sum(any(level >= 0 for level in ballot.levels.values()) for ballot in ballots)
    shown = {team for result in functions.values() for team in result.teams}
    names = {**(first.teams if first else {}), **teams.names}
    named = {team: name for team, name in names.items() if team in shown}
    return Results(k, invited, answered, finished, functions, tuple(kept), teams=named)


def is_complete(ballot: Ballot, box: Box) -> bool:
    """Whether every question was dealt with."""
    return all(question in ballot.levels for question in box.questions)


def _result(
    key: str, ballots: Sequence[Ballot], statements: Sequence[str], k: int, groups: Sequence[str], comments_from: int
) -> FunctionResult:
    figures = figures_of(ballots, statements, k, groups)
    may_comment = figures.detail >= Detail.TOTAL and comments_from >= k
    comments = [text for ballot in ballots for one in statements if (text := ballot.comments.get(one))]
    SystemRandom().shuffle(comments)
    total = figures.total
    return FunctionResult(
        key,
        total.mean,
        total.spread,
        total.n,
        total.reason,
        int(figures.detail),
        figures.groups["rep"],
        figures.groups["manager"],
        figures.statements,
        tuple(comments) if may_comment else (),
    )


def _may_replace(
    old: FunctionResult, new: FunctionResult, ballots: Sequence[Ballot], statements: Sequence[str], k: int
) -> bool:
    if new.detail != old.detail or len(_changed(ballots, statements)) < k:
        return False
    for cell, questions in _cells(ballots, statements, Detail(old.detail)):
        moved = sum(any(map(ballot.has_moved, questions)) for ballot in cell)
        if 0 < moved < k:
            return False
    return True


def _cells(
    ballots: Sequence[Ballot], statements: Sequence[str], detail: Detail
) -> Iterable[tuple[Sequence[Ballot], Sequence[str]]]:
    """The smallest parts that the figures at this level are made of."""
    if detail is Detail.TOTAL:
        yield ballots, statements
    elif detail is Detail.STATEMENTS:
        yield from ((ballots, [one]) for one in statements)
    else:
        for group in GROUPS:
            yield from (([ballot for ballot in ballots if ballot.group == group], [one]) for one in statements)


def _changed(ballots: Sequence[Ballot], statements: Sequence[str]) -> list[Ballot]:
    """The ballots with another level or comment here than was published."""
    return [
        ballot
        for ballot in ballots
        if any(map(ballot.has_moved, statements)) or ballot.changed_comments.intersection(statements)
    ]


def _note_published(ballots: Sequence[Ballot], statements: Sequence[str]) -> None:
    for ballot in ballots:
        for one in statements:
            ballot.published[one] = ballot.levels.get(one, DONT_KNOW)
        ballot.changed_comments.difference_update(statements)

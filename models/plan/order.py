"""What comes first: much gained for little effort; system projects last, whatever they may bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.audit.questions import Question

GOOD_ENOUGH = 4.0
"""A statement that scores this much needs no action."""
MOST_PROPOSED = 6
QUICK_FROM = 2
"""Impact from which an action of little effort is a quick win."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with its score in the audit."""

    question: Question
    score: float


def is_quick_win(impact: int, effort: int, is_heavy: bool) -> bool:
    """Little effort, and worth it."""
    return effort == 1 and impact >= QUICK_FROM and not is_heavy


def worth_doing(scored: Iterable[Scored]) -> list[Scored]:
    """The lowest statements, at most six, in the order in which to take them up."""
    low = sorted((one for one in scored if one.score < GOOD_ENOUGH), key=lambda one: one.score)
    return sorted(
        low[:MOST_PROPOSED],
        key=lambda one: place_of(
            one.question.action.impact, one.question.action.effort, one.question.action.is_heavy, one.score
        ),
    )


def place_of(impact: int, effort: int, is_heavy: bool, score: float | None) -> tuple[bool, int, float]:
    """For sorting: heavy last, then impact against effort, then the lowest score."""
    return is_heavy, effort - impact, 5.0 if score is None else score


def statements_scored(
    questions: Iterable[Question], statements: Mapping[str, float | None], functions: Mapping[str, float | None]
) -> list[Scored]:
    """Every statement with its own mean, or that of its function where its own is not shown."""
    found = []
    for question in questions:
        score = statements.get(question.key)
        if score is None:
            score = functions.get(question.area)
        if score is not None:
            found.append(Scored(question, score))
    return found

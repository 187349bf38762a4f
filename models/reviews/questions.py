"""A conversation of one question at a time: which comes next, and which came before. Of monthly and quarterly reviews."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from enum import StrEnum

LISTENS_FOR = timedelta(hours=1)
"""What is typed later than that after a question is something else: an entry of the log."""


class Kept(StrEnum):
    """What became of a commitment, as who made it says."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT = "not"


def next_open(keys: Sequence[str], after: str | None, is_dealt_with: Callable[[str], bool]) -> str | None:
    """The next question without an answer, behind `after` first, then from the start."""
    start = keys.index(after) + 1 if after in keys else 0
    in_turn = (*keys[start:], *keys[:start])
    return next((key for key in in_turn if not is_dealt_with(key)), None)


def comes_next(keys: Sequence[str], key: str, after: str | None) -> bool:
    """Whether `after` is the question right behind `key`: then it stands nowhere further up."""
    return after is not None and keys.index(after) == keys.index(key) + 1


def before(keys: Sequence[str], key: str | None) -> str:
    """The question before this one; from the end the last one."""
    at = keys.index(key) if key in keys else len(keys)
    return keys[max(0, at - 1)]


def position(keys: Sequence[str], key: str | None) -> int:
    """1 for the first question; the number of questions when there is none left."""
    return keys.index(key) + 1 if key in keys else len(keys)

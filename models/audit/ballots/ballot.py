"""A ballot: what one participation answered, without the person; and many of them, packed for the box."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

DONT_KNOW, SKIPPED, NOT_MY_JOB = 0, -1, -2
ANSWERS = (1, 2, 3, 4, 5, DONT_KNOW, NOT_MY_JOB)
"""What somebody can say of a skill, in the order in which a form offers it."""
_SIGNS = {None: ".", SKIPPED: "-", DONT_KNOW: "0", 1: "1", 2: "2", 3: "3", 4: "4", 5: "5"}
_LEVELS = {sign: level for level, sign in _SIGNS.items()}


@dataclass
class Ballot:
    """One participation. Which person it is, is nowhere in it."""

    group: str
    """`rep` or `manager`, as invited."""
    levels: dict[str, int] = field(default_factory=dict)
    """By question: 1 to 5, 0 for don't know, -1 for skipped; a question not reached yet is not there.

    -2, of skills only: that is no part of the job.
    """
    comments: dict[str, str] = field(default_factory=dict)
    at: str | None = None
    """The question on screen; None when there is none left."""
    is_paused: bool = False
    published: dict[str, int] = field(default_factory=dict)
    """The levels as they were when the figures of their function were published last."""
    changed_comments: set[str] = field(default_factory=set)
    """Questions with another comment since."""

    def has_moved(self, question: str) -> bool:
        """Whether this answer adds something else to a sum than when it was published: skipping adds nothing."""
        return max(0, self.levels.get(question, 0)) != max(0, self.published.get(question, 0))


class Ballots(MutableMapping[str, Ballot]):
    """Ballots by code, each read when it is asked for: an answer touches one of hundreds."""

    def __init__(self, ballots: Mapping[str, Ballot | list[Any]], questions: Iterable[str]) -> None:
        self._kept: dict[str, Ballot | list[Any]] = dict(ballots)
        self._questions = list(questions)

    def __getitem__(self, code: str) -> Ballot:
        kept = self._kept[code]
        if isinstance(kept, list):
            kept = self._kept[code] = _unpacked(kept, self._questions)
        return kept

    def __setitem__(self, code: str, ballot: Ballot) -> None:
        self._kept[code] = ballot

    def __delitem__(self, code: str) -> None:
        del self._kept[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def packed(self) -> dict[str, list[Any]]:
        """Short, because all of it is written anew at every answer; in the order of the codes, never of arrival."""
        return {
            code: kept if isinstance(kept := self._kept[code], list) else _packed(kept, self._questions)
            for code in sorted(self._kept)
        }


def _packed(ballot: Ballot, keys: list[str]) -> list[Any]:
    """A level is one character, a question its place."""
    place = {key: n for n, key in enumerate(keys)}
    comments = {str(place[key]): text for key, text in ballot.comments.items()}
    at = None if ballot.at is None else place[ballot.at]
    changed = sorted(place[key] for key in ballot.changed_comments)
    published = _signs(ballot.published, keys) if ballot.published else ""
    return [ballot.group[0], _signs(ballot.levels, keys), at, int(ballot.is_paused), comments, changed, published]


def _signs(levels: dict[str, int], keys: list[str]) -> str:
    return "".join(_SIGNS[levels.get(key)] for key in keys)


def _unpacked(row: list[Any], keys: list[str]) -> Ballot:
    group, signs, at, paused, comments, changed, published = row
    return Ballot(
        group="rep" if group == "r" else "manager",
        levels=_levels(signs, keys),
        comments={keys[int(place)]: text for place, text in comments.items()},
        at=None if at is None else keys[at],
        is_paused=bool(paused),
        published=_levels(published, keys) if published else {},
        changed_comments={keys[place] for place in changed},
    )


def _levels(signs: str, keys: list[str]) -> dict[str, int]:
    levels = ((key, _LEVELS[sign]) for key, sign in zip(keys, signs, strict=True))
    return {key: level for key, level in levels if level is not None}

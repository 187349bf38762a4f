"""The sealed ballot box: all ballots of an anonymous campaign as one encrypted text of padded length.

Inside there is no person and no time, only codes: a code is an HMAC of the person under the campaign's own random
salt, so that somebody finds their own ballot again after days, on any process, without a list that links the two.
Whoever has the database (or two copies of it) but not KOERS_SECRET_KEY sees that the box was touched: not which
ballot, not how many there are.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from models.workspace.secrets import Secrets

STEP = 4096
"""Bytes. The length of the box is a multiple of it, and from the first day has room for everybody's levels."""
SALT_BYTES = 32
CODE_BYTES = 16
ROOM_FOR_ONE = 64
"""Bytes that a ballot takes besides one for each question."""
DONT_KNOW, SKIPPED = 0, -1
_SIGNS = {None: ".", SKIPPED: "-", DONT_KNOW: "0", 1: "1", 2: "2", 3: "3", 4: "4", 5: "5"}
_LEVELS = {sign: level for level, sign in _SIGNS.items()}


@dataclass
class Ballot:
    """One participation. Which person it is, is nowhere in it."""

    group: str
    """`rep` or `manager`, as invited."""
    levels: dict[str, int] = field(default_factory=dict)
    """By question: 1 to 5, 0 for don't know, -1 for skipped; a question not reached yet is not there."""
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


class Box:
    """What is inside. `questions` are the keys with their function, as they stood when the campaign began.

    `k` is the campaign's, once more: one lowered in the table lowers nothing.
    """

    def __init__(
        self, k: int, questions: dict[str, str], ballots: Mapping[str, Ballot | list[Any]] | None = None
    ) -> None:
        self.k = k
        self.questions = questions
        self.ballots = Ballots(ballots or {}, questions)


def new_salt() -> bytes:
    """The secret of one campaign."""
    return os.urandom(SALT_BYTES)


def code_of(salt: bytes, person_id: str) -> str:
    """The code of this person's ballot; without the salt nobody computes it."""
    digest = hmac.new(salt, person_id.encode(), hashlib.sha256).digest()[:CODE_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def seal_box(secrets: Secrets, workspace_id: str, campaign_id: str, box: Box, invited: int) -> str:
    """The box as one sealed text."""
    inside = {"k": box.k, "q": list(box.questions.items()), "b": box.ballots.packed()}
    packed = json.dumps(inside, ensure_ascii=False, separators=(",", ":"))
    room = len(packed.encode())
    least = sum(len(key) + len(area) + 6 for key, area in box.questions.items()) + 32
    least += invited * (ROOM_FOR_ONE + len(box.questions))
    padded = packed + " " * (-(-max(room, least) // STEP) * STEP - room)
    return secrets.seal(workspace_id, _column("sealed_box", campaign_id), padded)


def open_box(secrets: Secrets, workspace_id: str, campaign_id: str, sealed: str) -> Box:
    """What was sealed. Raises SecretError when the key is gone, or the text was changed or is another campaign's."""
    packed = json.loads(secrets.open(workspace_id, _column("sealed_box", campaign_id), sealed))
    return Box(packed["k"], dict(packed["q"]), packed["b"])


def seal_salt(secrets: Secrets, workspace_id: str, campaign_id: str, salt: bytes) -> str:
    """The salt, sealed."""
    return secrets.seal(workspace_id, _column("sealed_salt", campaign_id), salt.hex())


def open_salt(secrets: Secrets, workspace_id: str, campaign_id: str, sealed: str) -> bytes:
    """The salt. Raises SecretError."""
    return bytes.fromhex(secrets.open(workspace_id, _column("sealed_salt", campaign_id), sealed))


def _column(name: str, campaign_id: str) -> str:
    return f"audit_box.{name}:{campaign_id}"


def _packed(ballot: Ballot, keys: list[str]) -> list[Any]:
    """A level is one character, a question its place."""
    place = {key: n for n, key in enumerate(keys)}
    comments = {str(place[key]): text for key, text in ballot.comments.items()}
    at = None if ballot.at is None else place[ballot.at]
    changed = sorted(place[key] for key in ballot.changed_comments)
    published = _signs(ballot.published, keys) if ballot.published else ""
    return [
        ballot.group[0],
        _signs(ballot.levels, keys),
        at,
        int(ballot.is_paused),
        comments,
        changed,
        published,
    ]


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

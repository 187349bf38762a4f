"""The answers of a poll: counted, sealed while it runs, and shown so that nobody stands alone.

A share is shown from three answers on, and only where on each side of it stand nobody or at least three people. What is
left is a word: nearly everybody, or hardly anybody. So of nine answers with two that say “never” nobody learns how many,
or who, those are.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from models.workspace.secrets import Secrets

K = 3
"""Answers from which on anything is shown, and people who stand together in every group that is shown."""
ROOM = 256
"""Characters of the sealed text, so that its length says nothing."""


class Use(StrEnum):
    """“Do you use it?”"""

    DAILY = "daily"
    WEEKLY = "weekly"
    RARELY = "rarely"
    NEVER = "never"


class Help(StrEnum):
    """“Does it help you?”"""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


REGULARLY = (Use.DAILY, Use.WEEKLY)
"""These answers make somebody one who has adopted it."""


class Level(StrEnum):
    """How finely a question may be told."""

    EACH = "each"
    """Every answer with its share."""
    TWO = "two"
    """One share: of those who use it daily or weekly, of whom it helps."""
    MOST = "most"
    """Nearly everybody: fewer than three said otherwise."""
    FEW = "few"
    """Hardly anybody: fewer than three said so."""
    NOTHING = "nothing"
    """Fewer than three answered."""


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of one question."""

    level: Level
    n: int
    """How many answered; of fewer than three 0."""
    share: float | None = None
    """Of `n`: who said one of the good answers; for `each` and `two`."""
    each: tuple[tuple[str, float], ...] = ()
    """For `each`: every answer with its share of `n`, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class PollResult:
    """What a poll says once it is over."""

    asked: int
    use: Told
    help: Told

    def to_json(self) -> dict[str, object]:
        """As it is kept once the poll is over."""
        return {"asked": self.asked, "use": asdict(self.use), "help": asdict(self.help)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "PollResult":
        """What was kept."""
        return cls(int(kept["asked"]), _told(kept["use"]), _told(kept["help"]))


def _told(kept: Mapping[str, Any]) -> Told:
    each = tuple((str(answer), float(share)) for answer, share in kept["each"])
    return Told(Level(kept["level"]), int(kept["n"]), kept["share"], each)


def told(counts: Mapping[str, int], answers: Sequence[str], good: Sequence[str]) -> Told:
    """What may be said of these counts.

    Each answer when every one was given by nobody or by at least K; else the share of the good ones when on both sides
    stand nobody or at least K; else whether the side with fewer than K is the one that says so or the other.
    """
    n = sum(counts.get(answer, 0) for answer in answers)
    if n < K:
        return Told(Level.NOTHING, 0)
    said = sum(counts.get(answer, 0) for answer in good)
    if all(counts.get(answer, 0) == 0 or counts[answer] >= K for answer in answers):
        shares = tuple((str(answer), counts.get(answer, 0) / n) for answer in answers)
        return Told(Level.EACH, n, said / n, shares)
    if all(side == 0 or side >= K for side in (said, n - said)):
        return Told(Level.TWO, n, said / n)
    if said < K and n - said < K:
        return Told(Level.NOTHING, 0)
    return Told(Level.FEW if said < K else Level.MOST, n)


def result_of(asked: int, counts: Mapping[str, int]) -> PollResult:
    """Both questions of a poll."""
    use = {str(answer): counts.get(f"use:{answer}", 0) for answer in Use}
    helps = {str(answer): counts.get(f"help:{answer}", 0) for answer in Help}
    return PollResult(asked, told(use, tuple(Use), REGULARLY), told(helps, tuple(Help), (Help.YES,)))


def counted(counts: Mapping[str, int], use: Use, helps: Help) -> dict[str, int]:
    """One more who answered so. The two questions are counted apart: nobody's pair of answers stands anywhere."""
    more = dict(counts)
    for key in (f"use:{use}", f"help:{helps}"):
        more[key] = more.get(key, 0) + 1
    return more


def seal(secrets: Secrets, workspace_id: str, poll_id: str, counts: Mapping[str, int]) -> str:
    """The counts as one sealed text, bound to the poll."""
    return secrets.seal(workspace_id, f"tool_poll.sealed:{poll_id}", json.dumps(dict(counts)).ljust(ROOM))


def unsealed(secrets: Secrets, workspace_id: str, poll_id: str, sealed: str) -> dict[str, int]:
    """What was sealed. Raises SecretError when the key is gone, or it is another poll's."""
    counts = json.loads(secrets.open(workspace_id, f"tool_poll.sealed:{poll_id}", sealed))
    return {str(key): int(value) for key, value in counts.items()}

"""Numbers in words: `twelve`, `twaalfduizend`, `twenty five thousand`, `honderdvijftig`."""

import re

from handlers.phrases.tokens import Typed
from handlers.phrases.words import AND, ARTICLES
from models.vocabulary import vocabulary

_VALUES = vocabulary().numbers("tens") | {
    word: value for word, value in vocabulary().numbers("numbers").items() if word not in ARTICLES
}
_PIECES = re.compile("|".join(sorted(map(re.escape, _VALUES | {"een": 1}), key=len, reverse=True)))
_JOINTS = AND | {"-", ""}
_NOT_BEHIND = frozenset({"paar", "few", "couple", "enkele"}) | frozenset(
    phrase for phrases in vocabulary().section("fractions").values() for phrase in phrases
)
MOST_WORDS = 5


def spelled_at(words: Typed, at: int) -> tuple[int, int] | None:
    """The whole number in words that starts at a token, and the position after it."""
    values: list[int] = []
    end = at
    before = {words.low(at - 1), f"{words.low(at - 2)} {words.low(at - 1)}"} if at > 1 else {words.low(at - 1)}
    if at and before & _NOT_BEHIND:
        return None  # half a million is no million
    while end < len(words.tokens) and end - at < MOST_WORDS:
        found = _values_of(words.low(end))
        if not found or (values and found[0] < 100 and values[-1] < 20):
            break
        values += found
        end += 1
    return (_sum(values), end) if values else None


def is_spelled(word: str) -> bool:
    """Whether a word is a number, or made of numbers."""
    return bool(_values_of(word))


def _values_of(word: str) -> list[int]:
    """The numbers that one word is made of; none when it is made of anything else."""
    if word in _VALUES:
        return [_VALUES[word]]
    if len(word) < 6:
        return []
    values: list[int] = []
    rest = word
    while rest:
        found = _PIECES.match(rest)
        if found is None:
            return []
        values.append(_VALUES.get(found[0], 1))
        rest = rest[found.end() :]
        if joint := next(
            (joint for joint in ("en", "-", "and") if rest.startswith(joint) and len(rest) > len(joint)), ""
        ):
            rest = rest.removeprefix(joint)
    return values


def _sum(values: list[int]) -> int:
    """`twee honderd vijf en twintig duizend` is (2 × 100 + 5 + 20) × 1,000."""
    total = running = 0
    for value in values:
        if value >= 1000:
            total += max(running, 1) * value
            running = 0
        elif value == 100:
            running = max(running, 1) * 100
        else:
            running += value
    return total + running

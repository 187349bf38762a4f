"""Keys by the names people type for them, of one word or more; the longest name wins."""

from collections.abc import Mapping

from handlers.phrases.tokens import QUOTED, Typed, folded
from handlers.phrases.unreadable import did_you_mean

Names = Mapping[tuple[str, ...], str]
"""A key by each of its names; a name is its words."""

MOST_WORDS = 4


def names_of(table: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """The keys of a table (key to names, separated by `, `) by every way to type them; the first key keeps a name."""
    names: dict[tuple[str, ...], str] = {}
    for key, typed_names in table.items():
        for name in (key, key.replace("_", " "), *typed_names.split(", ")):
            if phrase := tuple(folded(name).split()):
                names.setdefault(phrase, key)
    return names


def name_at(words: Typed, at: int, names: Names) -> tuple[str, int] | None:
    """The key whose name stands at a token (quoted or not), and the position after it.

    The word before an equals sign belongs to what follows: `role=account manager=@carla`.
    """
    if at >= len(words.tokens):
        return None
    if words.tokens[at].shape == QUOTED:
        key = names.get(tuple(folded(words.tokens[at].text).split()))
        return (key, at + 1) if key else None
    for length in range(MOST_WORDS, 0, -1):
        phrase = tuple(words.low(at + n) for n in range(length))
        if phrase in names and not words.is_equals(at + length):
            return names[phrase], at + length
    return None


def nearest_names(text: str, names: Names) -> tuple[str, ...]:
    """The names most like `text`; all keys when none is near."""
    return did_you_mean(text, (" ".join(name) for name in names)) or tuple(dict.fromkeys(names.values()))

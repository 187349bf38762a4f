"""What may be logged, in the words of both languages. A sales manager can read and correct these tables."""

from dataclasses import dataclass
from functools import lru_cache

from handlers.phrases.tokens import Typed, folded
from models.activity.kinds import rules_of
from models.vocabulary import vocabulary

_WORDS = vocabulary()
KINDS = (
    "meeting",
    "visit",
    "call",
    "email",
    "demo",
    "lead",
    "returned",
    "proposal",
    "renewal",
    "csat",
    "training",
    "note",
)
"""The kinds, in the order in which they are offered."""

ORDER: dict[str, bool] = {
    **dict.fromkeys(_WORDS.section("meeting_order")["first"], True),
    **dict.fromkeys(_WORDS.section("meeting_order")["follow_up"], False),
}
"""True for a first meeting, False for a follow-up."""

ALONE_A_MEETING = _WORDS.words("meeting_order", "alone_a_meeting")
"""Order words that mean a meeting when no kind is said: `follow-up Acme`."""

LOG_SUBCOMMANDS = _WORDS.table("log_subcommands")
"""First words of `/log` that are not an entry; the handler acts on them before it reads a phrase."""


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A workspace's own kind as the reader needs it: its key, the names people type, what it sums."""

    key: str
    names: tuple[str, ...]
    sums: str = "count"
    """`count`, `quantity` or `amount`."""


@dataclass(frozen=True, slots=True)
class KindWord:
    """What a typed kind means."""

    kind: str
    sums: str = "count"
    is_first: bool | None = None


_Table = dict[str, list[tuple[tuple[str, ...], KindWord]]]


@lru_cache(maxsize=256)
def kind_table(own: tuple[OwnKind, ...] = ()) -> _Table:
    """All kinds by the first word of their phrases, longest phrase first; a workspace's own go before ours."""
    phrases: dict[tuple[str, ...], KindWord] = {}
    for kind in KINDS:
        for name in _WORDS.section(f"kinds.{kind}")["words"]:
            phrases.setdefault(tuple(name.split()), KindWord(kind, rules_of(kind).sums))
    for key, is_first in (("first_meeting", True), ("follow_up_meeting", False)):
        for name in _WORDS.section("meeting_order")[key]:
            phrases[tuple(name.split())] = KindWord("meeting", "count", is_first)
    for kind_of_own in own:
        for name in (kind_of_own.key, kind_of_own.key.replace("_", " "), *kind_of_own.names):
            if words := tuple(folded(name).split()):
                phrases[words] = KindWord(kind_of_own.key, kind_of_own.sums)
    table: _Table = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        table.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return table


@lru_cache(maxsize=256)
def kind_names(own: tuple[OwnKind, ...] = ()) -> tuple[str, ...]:
    """Every phrase for a kind, for suggestions."""
    return tuple(" ".join(phrase) for entries in kind_table(own).values() for phrase, _ in entries)


def kind_at(words: Typed, at: int, table: _Table) -> tuple[KindWord, int] | None:
    """The kind that starts at a token, and the position after it."""
    for phrase, meaning in table.get(words.low(at), ()):
        if len(phrase) == 1 or all(words.low(at + n) == word for n, word in enumerate(phrase)):
            return meaning, at + len(phrase)
    return None


def order_at(words: Typed, at: int) -> tuple[bool, int] | None:
    """`first`, `eerste`, `follow-up`, `follow up`: whether it is a first meeting, and the position after it."""
    low = words.low(at)
    if low in ORDER:
        return ORDER[low], at + 1
    if low in {"follow", "follow-"} and words.low(at + 1) in {"up", "ups"}:
        return False, at + 2
    return None

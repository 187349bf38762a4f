"""What may be logged, in the words of both languages. A sales manager can read and correct these tables."""

from dataclasses import dataclass

from models.activity.kinds import Kind
from models.vocabulary import vocabulary

_WORDS = vocabulary()
KINDS = tuple(kind.value for kind in Kind)
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


def kind_named(word: str) -> str | None:
    """The kind that one word means, in either language; None for none of ours."""
    for kind in KINDS:
        if word == kind or any(word in words for words in _WORDS.section(f"kinds.{kind}").values()):
            return kind
    return None

"""What stands in a cell besides figures: nothing in many spellings, yes and no, and whether what a row tells of happened."""

from enum import StrEnum

from models.imports.fields import folded
from models.vocabulary import vocabulary

_WORDS = vocabulary()
NOTHING = frozenset(_WORDS.words("imports.cells", "nothing"))
_YES = frozenset(map(folded, _WORDS.words("imports.cells", "yes")))
_NO = frozenset(map(folded, _WORDS.words("imports.cells", "no")))


class Became(StrEnum):
    """What became of a meeting or a leave, as other systems say."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    APPROVED = "approved"
    ASKED = "asked"
    REJECTED = "rejected"


OF_ACTIVITIES = (Became.HELD, Became.CANCELLED, Became.NO_SHOW, Became.PLANNED)
OF_LEAVE = (Became.APPROVED, Became.REJECTED, Became.ASKED)
_BECAME = {
    became: frozenset(map(folded, _WORDS.words("imports.row_status", became))) for became in (*OF_ACTIVITIES, *OF_LEAVE)
}


def plain(text: str) -> str:
    """The text of a cell; empty for `N/A`, `-`, `NULL`, `(blank)` and the like."""
    bare = text.strip()
    return "" if bare.casefold() in NOTHING else bare


def yes_or_no(text: str) -> bool | None:
    """`TRUE`, `1` and `ja` are yes; None for what is neither."""
    word = folded(text)
    return True if word in _YES else False if word in _NO else None


def became(text: str, among: tuple[Became, ...]) -> Became | None:
    """What a status says; None for a word that is not known.

    A longer status is read by how it begins: `Rejected by manager`, `Cancelled - moved to May`.
    """
    word = folded(text)
    for one in among:
        if word in _BECAME[one]:
            return one
    for one in among:
        if any(len(known) > 5 and word.startswith(known) for known in _BECAME[one]):
            return one
    return None

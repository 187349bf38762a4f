"""Names of people: what can be seen of one, and whether two of them may be one person's."""

import re
import unicodedata
from difflib import SequenceMatcher

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by their category that show as nothing."""
JOINERS = frozenset("\u200c\u200d")
"""Not seen, and part of how Persian, Hindi and emoji are written."""
ALIKE = 0.88
"""Share of a name from which on a slip of the pen may explain the rest: “Jansen” and “Janssen”."""


def visible_name(*candidates: str | None) -> str:
    """The first candidate of which something can be seen, on one line; empty when there is none."""
    return next((name for candidate in candidates if (name := _tidy(candidate or ""))), "")


def may_be_the_same(one: str, other: str) -> bool:
    """Whether both may be one person's name: without regard to case, accents, order and a slip; one may be shorter."""
    mine, theirs = _parts(one), _parts(other)
    if not mine or not theirs:
        return False
    if mine <= theirs or theirs <= mine:
        return True
    return SequenceMatcher(None, " ".join(sorted(mine)), " ".join(sorted(theirs))).ratio() >= ALIKE


def _tidy(name: str) -> str:
    kept = (sign for sign in name if sign in JOINERS or (sign not in BLANK and not _is_unseen(sign)))
    tidy = " ".join("".join(kept).split())
    return tidy if any(unicodedata.category(sign)[0] in "LNPS" for sign in tidy) else ""


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and not sign.isspace()


def _parts(name: str) -> frozenset[str]:
    """The words of a name, folded."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return frozenset(re.findall(r"\w+", plain.casefold()))

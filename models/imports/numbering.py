"""Ids for rows of files that have none: what a row says, and how many like it came before.

What it says is hashed: an id holds no names, and outlives the erasure of a person.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from models.imports.fields import folded
from models.imports.report import ImportRefused

LONGEST_ID = 120
_ROUNDED = re.compile(r"(?:[A-Za-z]+_)?(?:\d[.,]\d+[eE]\+?\d{1,2}|\d[eE]\+\d{1,2})")


class RowIds:
    """The same file gives the same ids again, also when it has several rows that say the same."""

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()

    def of(self, texts: Iterable[str]) -> str:
        """The id of a row with these texts."""
        alike = hashlib.sha256("\x1f".join(map(folded, texts)).encode()).hexdigest()[:32]
        self._alike[alike] += 1
        return f"row:{alike}#{self._alike[alike]}"


def check_ids(cells: Sequence[tuple[int, str]], heading: str) -> None:
    """Raises ImportRefused for ids that a spreadsheet has rounded: `2.70402E+11`, or 16 digits that end in zeros."""
    for line, text in cells:
        if _ROUNDED.fullmatch(text):
            raise ImportRefused("imports.ids_rounded", column=heading, value=text, line=line)
    long = [(line, text) for line, text in cells if len(text) > 15 and text.isdecimal()]
    if len(long) > 1 and all(set(text[15:]) == {"0"} for _, text in long):
        raise ImportRefused("imports.ids_rounded", column=heading, value=long[0][1], line=long[0][0])

"""Ids for rows of files that have none: what a row says, and how many like it came before.

What it says is hashed: an id holds no names, and outlives the erasure of a person.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from models.imports.fields import folded

LONGEST_ID = 120


class RowIds:
    """The same file gives the same ids again, also when it has several rows that say the same."""

    def __init__(self) -> None:
        self._alike: Counter[str] = Counter()

    def of(self, texts: Iterable[str]) -> str:
        """The id of a row with these texts."""
        alike = hashlib.sha256("\x1f".join(map(folded, texts)).encode()).hexdigest()[:32]
        self._alike[alike] += 1
        return f"row:{alike}#{self._alike[alike]}"

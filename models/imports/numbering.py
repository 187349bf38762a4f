"""Ids for rows of files that have none: what a row says, and how many like it came before."""

from collections import Counter
from collections.abc import Iterable

from models.imports.fields import folded

LONGEST_ID = 120


class RowIds:
    """The same file gives the same ids again, also when it has several rows that say the same."""

    def __init__(self) -> None:
        self._alike: Counter[tuple[str, ...]] = Counter()

    def of(self, texts: Iterable[str]) -> str:
        """The id of a row with these texts."""
        alike = tuple(folded(text) for text in texts)
        self._alike[alike] += 1
        return f"row:{'/'.join(alike)}"[: LONGEST_ID - 10] + f"#{self._alike[alike]}"

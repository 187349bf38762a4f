"""What an import did, row by row; and why a whole file, or one row, was not taken."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.money import Money
from models.refusal import Refusal


class ImportRefused(Refusal):
    """The file cannot be imported as it stands; nothing of it is stored. `reason` is `imports.what_is_wrong`."""


class SkipRow(Exception):  # noqa: N818 - a row left out is an answer, not an error
    """One row cannot be taken; the others can."""

    def __init__(self, reason: str, /, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class What(StrEnum):
    """What became of a row."""

    NEW = "taken"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know: a reason with its values, and the lines of the file that it is about."""

    reason: str
    values: dict[str, Any]
    lines: tuple[int, ...]


@dataclass
class ImportReport:
    """Rows taken, changed, unchanged and skipped. Skipped rows and notes carry their line numbers."""

    kind: str
    is_dry_run: bool = False
    taken: int = 0
    changed: int = 0
    unchanged: int = 0
    ignored_columns: tuple[str, ...] = ()
    counted: int = 0
    """Deals, entries and costs that waited for a rate, and have one now."""
    counted_worth: Money | None = None
    """What these are worth together."""
    added: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What had to be added for the rows: `people`, `managers`, `teams`, `accounts`; by name."""
    _skipped: dict[tuple[Any, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    _noted: dict[tuple[Any, ...], list[int]] = field(default_factory=lambda: defaultdict(list))

    def count(self, what: What) -> None:
        """One row more of which this became."""
        setattr(self, what.value, getattr(self, what.value) + 1)

    def skip(self, line: int, reason: str, /, **values: Any) -> None:
        """The row on this line of the file was left out."""
        self._skipped[(reason, *values.items())].append(line)

    def note(self, line: int, reason: str, /, **values: Any) -> None:
        """The row was taken, but something about it is worth knowing."""
        self._noted[(reason, *values.items())].append(line)

    @property
    def rows(self) -> int:
        """Rows with anything in them."""
        return self.taken + self.changed + self.unchanged + sum(map(len, self._skipped.values()))

    @property
    def skipped(self) -> list[Remark]:
        """Why rows were left out, most frequent reason first."""
        return _remarks(self._skipped)

    @property
    def notes(self) -> list[Remark]:
        """What is worth knowing about rows that were taken, most frequent first."""
        return _remarks(self._noted)


def _remarks(found: dict[tuple[Any, ...], list[int]]) -> list[Remark]:
    remarks = [Remark(key[0], dict(key[1:]), tuple(lines)) for key, lines in found.items()]
    return sorted(remarks, key=lambda remark: -len(remark.lines))

"""What an import did, row by row; and why a whole file, or one row, was not taken."""

from collections import Counter, defaultdict
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


LOOKED_AT = frozenset({"cell_unread", "status_unknown", "stage_by_spelling"})
"""Remarks about rows that were taken after which somebody should look at them."""


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
    profile: str | None = None
    """The CRM whose export the file is, as people call it."""
    passed_over: tuple[tuple[int, str], ...] = ()
    """Lines that are no rows: `title`, `total` or `footer`."""
    has_ids: bool = True
    """Whether the records have ids of their own."""
    gone: tuple[str, ...] = ()
    """What came from such a file before and is not in this one, by name."""
    closed: int = 0
    """How many of these were closed now, since that was asked."""
    added: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What had to be added for the rows: `people`, `managers`, `teams`, `accounts`; by name."""
    _skipped: dict[tuple[Any, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    _noted: dict[tuple[Any, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    warnings: list[Remark] = field(default_factory=list)
    """What figures need and the whole file lacks; said before anything else."""
    unread: Counter[str] = field(default_factory=Counter)
    """By the heading of a column how many of its cells could not be read."""
    _examples: dict[str, str] = field(default_factory=dict)

    def count(self, what: What) -> None:
        """One row more of which this became."""
        setattr(self, what.value, getattr(self, what.value) + 1)

    def skip(self, line: int, reason: str, /, **values: Any) -> None:
        """The row on this line of the file was left out."""
        self._skipped[(reason, *values.items())].append(line)

    def note(self, line: int, reason: str, /, **values: Any) -> None:
        """The row was taken, but something about it is worth knowing."""
        self._noted[(reason, *values.items())].append(line)

    def warn(self, reason: str, /, **values: Any) -> None:
        """Something is wrong with the file as a whole: it is taken, but somebody must look."""
        self.warnings.append(Remark(reason, values, ()))

    def note_unread(self, line: int, column: str, value: str) -> None:
        """An optional cell cannot be read: the row is taken, and what the cell says stays unknown."""
        self.unread[column] += 1
        self.note(line, "cell_unread", column=column, value=self._examples.setdefault(column, value))

    @property
    def needs_a_look(self) -> bool:
        """Whether it is not done with: rows were left out, cells not read, or the file lacks what figures need."""
        said = {remark.reason for remark in self.notes}
        return bool(self.warnings or self._skipped or self.gone) or not said.isdisjoint(LOOKED_AT)

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

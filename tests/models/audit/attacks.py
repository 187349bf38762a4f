"""What somebody who wants to know one person's answers can do with what they have. The attacks are real: each of them
is shown to work where a defence is left out, and to find nothing where it is not."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.audit.results.functions import Results

Views = Mapping[str, tuple[float, int]]
"""Mean and n of every figure that is shown, by name."""


def view_of(results: Results | None) -> dict[str, tuple[float, int]]:
    """Everything that a leader sees of results."""
    cells = {}
    if results is None:
        return {}
    for key, one in results.functions.items():
        cells[key] = (one.mean, one.n)
        cells |= {
            f"{key}/{name}": (cell.mean, cell.n) for name, cell in (("reps", one.reps), ("managers", one.managers))
        }
        cells |= {f"{key}/{name}": (cell.mean, cell.n) for name, cell in one.statements.items()}
    return {name: (mean, n) for name, (mean, n) in cells.items() if mean is not None and n is not None}


def view_of_export(row: Mapping[str, Any]) -> dict[str, tuple[float, int]]:
    """Everything that an export shows."""
    return {
        key: (figure["mean"], figure["n"]) for key, figure in row["functions"].items() if figure["mean"] is not None
    }


def differenced(before: Views, after: Views, answers_each: Mapping[str, int], fewer_than: int) -> dict[str, float]:
    """Subtract two views: the mean answer of the people who are in one of them only, where those are few.

    `answers_each`: how many answers a person adds to a figure (2 to a function, 1 to a statement).
    """
    found = {}
    for name in before.keys() & after.keys():
        (mean_then, n_then), (mean_now, n_now) = before[name], after[name]
        few = abs(n_now - n_then)
        if 0 < few < fewer_than:
            each = answers_each.get(name.split("/")[-1], 1)
            total = (mean_now * n_now - mean_then * n_then) * each
            found[name] = round(abs(total) / few / each, 1)
    return found


def within_one_view(view: Views, answers_each: Mapping[str, int], fewer_than: int) -> dict[str, float]:
    """Subtract inside a view: a group from the total of its function, a statement from the function."""
    found = {}
    for name, (mean, n) in view.items():
        function = name.split("/")[0]
        if name != function and function in view:
            whole_mean, whole_n = view[function]
            if 0 < whole_n - n < fewer_than:
                each = answers_each.get(function, 1)
                found[name] = round((whole_mean * whole_n * each - mean * n * each) / ((whole_n - n) * each), 1)
    return found


@dataclass(frozen=True)
class Trace:
    """How two copies of a database differ: all that can be seen without the key."""

    tables: tuple[tuple[str, tuple[Any, ...]], ...]
    pages: tuple[int, ...]


def trace_between(before: Path, after: Path, of_whom: Mapping[str, str]) -> Trace:
    """Compare every row of two copies: what came, went and changed, in which columns, at which rowid, by how many bytes;
    whose id stands in a row that differs (`of_whom`: name by id); and how the file has grown."""
    then, now = _rows(before), _rows(after)
    tables = []
    for table in sorted(then | now):
        old, new = then.get(table, {}), now.get(table, {})
        changed = tuple(
            _change(old.get(rowid), new.get(rowid), rowid, of_whom)
            for rowid in sorted(old | new)
            if old.get(rowid) != new.get(rowid)
        )
        if changed:
            tables.append((table, changed))
    return Trace(tuple(tables), (*_pages(before), *_pages(after)))


def _change(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, rowid: int, of_whom: Mapping[str, str]
) -> tuple[Any, ...]:
    columns = tuple(sorted(new or old or {}))
    differs = tuple(column for column in columns if (old or {}).get(column) != (new or {}).get(column))
    lengths = tuple(
        (column, len(str((old or {}).get(column, ""))), len(str((new or {}).get(column, "")))) for column in differs
    )
    text = repr((old, new))
    named = tuple(sorted(name for id_, name in of_whom.items() if id_ in text))
    numbers = tuple(
        (column, (new or {})[column]) for column in differs if isinstance((new or {}).get(column), int | float)
    )
    return rowid, old is None, new is None, lengths, numbers, named


def _rows(file: Path) -> dict[str, dict[int, dict[str, Any]]]:
    with sqlite3.connect(file) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: {row["rowid"]: dict(row) for row in connection.execute(f'SELECT rowid AS rowid, * FROM "{name}"')}
            for name in names
        }


def _pages(file: Path) -> tuple[int, int]:
    with sqlite3.connect(file) as connection:
        return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))  # type: ignore[return-value]

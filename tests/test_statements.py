"""What PostgreSQL is asked again: everything that SQLite was asked, by few tests."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests import statements
from tests.statements import ALWAYS, TIMES, chosen

ROOT = Path(__file__).parents[1]


def test_everything_is_asked_as_often_as_it_is_to_be() -> None:
    asked = {f"tests/models/test_x.py::test_{n}": {"who", f"what {n % 3}"} for n in range(12)}
    found = chosen(asked)
    for one in ("who", "what 0", "what 1", "what 2"):
        assert sum(one in asked[test] for test in found) >= TIMES, one
    assert len(found) == 3 * TIMES


def test_what_one_test_alone_asks_is_asked() -> None:
    asked = {"tests/models/a.py::a": {"1"}, "tests/handlers/b.py::b": {"1", "2"}, "tests/handlers/c.py::c": {"1"}}
    assert chosen(asked) == ["tests/handlers/b.py::b", "tests/models/a.py::a"]


def test_the_models_are_asked_first() -> None:
    """A handler's test asks more at once; those of `models/` compare the answers."""
    asked = {f"tests/models/{n}.py::x": {str(n)} for n in range(4)}
    assert chosen(asked | {"tests/handlers/a.py::x": set("0123"), "tests/handlers/b.py::x": set("34")}) == sorted(
        [*asked, "tests/handlers/b.py::x"]
    )


def test_races_and_locks_are_always_there() -> None:
    for place in ALWAYS:
        assert (ROOT / place).exists(), place
    assert chosen({f"{ALWAYS[0]}test_x.py::x": set(), "tests/models/test_y.py::y": set()}) == [
        f"{ALWAYS[0]}test_x.py::x"
    ]


def test_what_is_asked_is_noted_by_text_kinds_of_values_several_rows_and_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted: set[tuple[object, ...]] = set()
    monkeypatch.setattr(statements, "_asked", noted)
    line = sqlite3.connect(":memory:", factory=statements._Connection)
    line.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
    noted.clear()
    line.cursor().execute("INSERT INTO t VALUES (?, ?)", (1, None))
    line.cursor().executemany("INSERT INTO t VALUES (?, ?)", [(2, "x"), (3, "y")])
    assert len(line.execute("SELECT * FROM t WHERE a > :a", {"a": 0}).fetchall()) == 3
    with pytest.raises(sqlite3.IntegrityError):
        line.execute("INSERT INTO t VALUES (?, ?)", (1, None))
    insert, select = "INSERT INTO t VALUES (?, ?)", "SELECT * FROM t WHERE a > :a"
    assert noted == {
        (insert, frozenset({int, type(None)})),
        (insert, frozenset({int, str})),
        (select, frozenset({int})),
        (select, "rows"),
        (insert, sqlite3.IntegrityError),
    }


@pytest.mark.parametrize(("many", "rows"), [(False, ("a", "a")), (True, [("a",), ("a",)])])
def test_what_fails_is_noted_as_that(monkeypatch: pytest.MonkeyPatch, many: bool, rows: Any) -> None:
    """One row at a time or several at once: PostgreSQL is asked whether it refuses the same."""
    noted: set[tuple[Any, ...]] = set()
    monkeypatch.setattr(statements, "_asked", noted)
    cursor = sqlite3.connect(":memory:", factory=statements._Connection).cursor()
    cursor.execute("CREATE TABLE t (a PRIMARY KEY)")
    insert = "INSERT INTO t VALUES (?)" if many else "INSERT INTO t VALUES (?), (?)"
    with pytest.raises(sqlite3.IntegrityError):
        (cursor.executemany if many else cursor.execute)(insert, rows)
    assert (insert, sqlite3.IntegrityError) in noted

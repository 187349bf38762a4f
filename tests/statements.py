"""Which tests run on PostgreSQL too: as few as ask it everything that all of them ask.

While the tests run on SQLite, each that touches the database leaves what it asked: every statement with the kinds of its
values, whether several rows came back (else no order is proven), and how it failed, if it did. `python -m tests.statements
FOLDER` reads that and prints the tests to run on PostgreSQL, those of `models/` first: they compare the answers.
"""

import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

FOLDER = os.environ.get("KOERS_TEST_STATEMENTS")
ALWAYS = (
    "tests/jobs/delivering/",
    "tests/jobs/test_apart.py",
    "tests/jobs/test_clock.py",
    "tests/models/audit/test_at_once.py",
    "tests/models/coaching/test_any_order.py",
    "tests/models/delivery/",
    "tests/models/qbr/test_states.py",
    "tests/models/reviews/test_states.py",
    "tests/models/team/test_joining.py",
    "tests/models/test_prepared.py",
    "tests/models/test_reading.py",
    "tests/models/workspace/test_at_once.py",
)
"""What statements alone do not show: races, locks, transactions that fail, states that nobody may skip."""
TIMES = 1
"""Each statement is asked by as many different tests, where there are as many; with 2, PostgreSQL takes a third longer."""

_asked: set[tuple[Any, ...]] = set()
_LIST = re.compile(r"\?(?:, \?)+")


class _Cursor(sqlite3.Cursor):
    """Notes what it is asked."""

    _text = ""

    def execute(self, text: str, values: Any = (), /) -> "_Cursor":
        self._text = text
        _asked.add((text, frozenset(map(type, values.values() if isinstance(values, dict) else values))))
        try:
            super().execute(text, values)
        except sqlite3.Error as error:
            _asked.add((text, type(error)))
            raise
        return self

    def executemany(self, text: str, rows: Iterable[Any], /) -> "_Cursor":
        rows = list(rows)
        _asked.update((text, frozenset(map(type, row))) for row in rows)
        try:
            super().executemany(text, rows)
        except sqlite3.Error as error:
            _asked.add((text, type(error)))
            raise
        return self

    def fetchall(self) -> list[Any]:
        rows = super().fetchall()
        if len(rows) > 1:
            _asked.add((self._text, "rows"))
        return rows


class _Connection(sqlite3.Connection):
    def cursor(self, factory: type[sqlite3.Cursor] = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, text: str, values: Any = (), /) -> Any:
        return self.cursor().execute(text, values)


def note_statements(engine: Engine) -> None:
    """From now on what is asked of this SQLite engine is noted, if the run wants to know."""
    if FOLDER:

        @event.listens_for(engine, "do_connect")
        def connect(_: Any, __: Any, ___: Any, options: dict[str, Any]) -> None:
            options["factory"] = _Connection


@contextmanager
def noted_for(test: pytest.Item) -> Iterator[None]:
    """What is asked in this block was asked by that test."""
    _asked.clear()
    yield
    if FOLDER and not test.get_closest_marker("once"):
        line = json.dumps([test.nodeid, sorted({_short(one) for one in set(_asked)})])
        with (Path(FOLDER) / f"{os.getpid()}.jsonl").open("a") as file:
            print(line, file=file)


@cache
def _short(asked: tuple[Any, ...]) -> str:
    text, about = asked
    kinds = sorted(kind.__name__ for kind in about) if isinstance(about, frozenset) else str(about)
    return blake2b(f"{_LIST.sub('?', text)} {kinds}".encode(), digest_size=6).hexdigest()


def chosen(asked: dict[str, set[str]]) -> list[str]:
    """The tests that together ask everything `TIMES` times: of `models/` if those do, the one that adds most first."""
    missing: dict[str, int] = {}
    for statements in asked.values():
        for one in statements:
            missing[one] = min(missing.get(one, 0) + 1, TIMES)
    found: list[str] = []

    def take(test: str) -> None:
        found.append(test)
        for one in asked[test]:
            if one in missing:
                missing[one] -= 1
                if not missing[one]:
                    del missing[one]

    def adds(test: str) -> int:
        return sum(one in missing for one in asked[test])

    for test in sorted(asked):
        if test.startswith(ALWAYS):
            take(test)
    for room in ("tests/models/", "tests/"):
        most = {test: adds(test) for test in sorted(asked) if test.startswith(room) and test not in set(found)}
        while most:
            test = max(most, key=lambda one: most[one])
            now = adds(test)
            if now < most[test]:  # somebody else asked it meanwhile
                most[test] = now
                if not now:
                    del most[test]
                continue
            if not now:
                break
            take(test)
            del most[test]
    return sorted(found)


def main(folder: Path) -> None:
    """Print the chosen tests, one a line, as pytest reads them with `@file`."""
    asked: dict[str, set[str]] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text().splitlines():
            test, statements = json.loads(line)
            asked.setdefault(test, set()).update(statements)
    for test in chosen(asked):
        print(test)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

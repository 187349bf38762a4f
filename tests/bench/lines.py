"""Reading what reps type, against cutting the same lines into words."""

import csv
import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from handlers.phrases.log.phrase import read_message
from handlers.phrases.log.spans import Book, Near, Reader
from handlers.phrases.tokens import typed
from handlers.phrases.typist import Typist
from models.accounts.index import AccountIndex
from models.accounts.naming import key_of
from models.demo.company import PROSPECT_NAMES, PROSPECT_TRADES
from tests.bench.result import Result

LINES = Path(__file__).parents[1] / "handlers" / "phrases" / "lines"
ACCOUNTS = 2_000
ROUNDS = 3
TODAY = date(2026, 11, 28)


class _Names(Book):
    def __init__(self, names: list[str]) -> None:
        self.by_key = {key_of(name): name for name in names}
        self.index = AccountIndex((name, name, None) for name in names)

    def exact(self, name: str) -> str | None:
        return self.by_key.get(key_of(name))

    def near(self, name: str) -> Near | None:
        alike = self.index.alike(name)
        return Near(alike.ids, int(alike.nearness)) if alike else None


def measure() -> Iterator[Result]:
    """All lines of the corpus in turn; the names in them are among two thousand."""
    lines = [
        json.loads(line)["text"]
        for name in ("dev-en", "dev-nl")
        for line in (LINES / f"{name}.jsonl").open(encoding="utf-8")
    ]
    book = _Names(_names())
    reader = Reader(Typist(TODAY, "en"), book)
    cut, read = _time(lines, typed), _time(lines, lambda text: read_message(text, reader))
    yield Result(
        "reading a line / cutting it into words",
        read / cut,
        "×",
        60,
        at_least=False,
        details=f"({read * 1000:.2f} ms a line)",
    )
    yield Result("reading a line, 2,000 accounts", read * 1000, " ms", 1, at_least=False)


def _names() -> list[str]:
    known = [row["account"] for row in csv.DictReader((LINES / "accounts.csv").open(encoding="utf-8"))]
    others = [f"{name} {trade}" for name in PROSPECT_NAMES for trade in PROSPECT_TRADES]
    return [*known, *(f"{name} {n}" if n else name for n in range(9) for name in others)][:ACCOUNTS]


def _time(lines: list[str], read: Callable[[str], object]) -> float:
    """Seconds a line: the median of some rounds, after one that is not counted."""
    rounds = []
    for _ in range(ROUNDS + 1):
        started = time.thread_time()
        for line in lines:
            read(line)
        rounds.append((time.thread_time() - started) / len(lines))
    return median(rounds[1:])

"""The lines that reps type: right or one tap away 97 times of 100, wrong in silence never. Prints its table."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.database import Database
from tests.handlers.phrases.lines.days import rendered
from tests.handlers.phrases.lines.judging import ASKED, CLASSES, RIGHT, WRONG, Json
from tests.handlers.phrases.lines.typing import HERE, Desk, Judged

NOW = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
"""A Saturday, on which "last friday" is yesterday."""
FLOOR = 0.97
MOST_WRONG = 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The bot, with the accounts of the lines."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('lines')}/lines.db")
    database.metadata.create_all(database.engine)
    yield Desk(database, NOW)
    database.close()


def test_the_lines_of_reps_are_read_as_a_colleague_would_read_them(desk: Desk) -> None:
    judged = [*_judged(desk, HERE / "dev-en.jsonl"), *_judged(desk, HERE / "dev-nl.jsonl")]
    for each in judged:
        if each.verdict not in (RIGHT, ASKED):
            print(f"{each.verdict} {each.line['id']} {each.line['text']!r}: {each.told or each.reply[:150]!r}")
    print(table(judged))
    good = sum(each.verdict in (RIGHT, ASKED) for each in judged) / len(judged)
    assert good >= FLOOR
    assert sum(each.verdict == WRONG for each in judged) <= MOST_WRONG


@pytest.mark.parametrize("tester", ["fresh", "second", "third", "fourth"])
def test_the_lines_of_fresh_testers_are_read_too(desk: Desk, tester: str) -> None:
    judged = [*_judged(desk, HERE / f"{tester}-en.jsonl"), *_judged(desk, HERE / f"{tester}-nl.jsonl")]
    for each in judged:
        if each.verdict not in (RIGHT, ASKED):
            print(f"{each.verdict} {each.line['id']} {each.line['text']!r}: {each.told or each.reply[:150]!r}")
    print(table(judged))
    assert sum(each.verdict in (RIGHT, ASKED) for each in judged) / len(judged) >= FLOOR
    assert sum(each.verdict == WRONG for each in judged) <= MOST_WRONG


def test_the_judge_knows_right_from_wrong(desk: Desk) -> None:
    for each in _judged(desk, HERE / "controls.jsonl"):
        wanted = {tag.removeprefix("must be ") for tag in each.line["tags"] if tag.startswith("must be ")}
        assert each.verdict in wanted, (each.line["id"], each.line["text"], each.verdict, each.told)


def _judged(desk: Desk, file: Path) -> list[Judged]:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [desk.judged(line, rendered(line["text"], NOW.date(), line["language"])) for line in lines]


def table(judged: list[Judged]) -> str:
    """Right, asked, part, missed and wrong: of all, by language and door, by what is asked for, by tag."""
    groups: list[tuple[str, Callable[[Json], bool]]] = [("all", lambda line: True)]
    for language in ("en", "nl"):
        groups.append((language, lambda line, language=language: line["language"] == language))
        for door in ("dm", "log"):
            groups.append(
                (
                    f"  {language} {door}",
                    lambda line, language=language, door=door: (line["language"], line["door"]) == (language, door),
                )
            )
    for tag in sorted({tag for each in judged for tag in each.line["tags"]}):
        groups.append((f"# {tag}", lambda line, tag=tag: tag in line["tags"]))
    rows = [f"{'':<22}{'n':>5}" + "".join(f"{name:>8}" for name in CLASSES) + f"{'R+A':>9}"]
    for name, belongs in groups:
        counts = Counter(each.verdict for each in judged if belongs(each.line))
        n = sum(counts.values()) or 1
        good = (counts[RIGHT] + counts[ASKED]) / n * 100
        rows.append(f"{name:<22}{n:>5}" + "".join(f"{counts[each]:>8}" for each in CLASSES) + f"{good:>8.1f}%")
    return "\n".join(rows)

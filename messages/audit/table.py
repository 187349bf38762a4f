"""The results as a table for a spreadsheet; what is suppressed is empty, with the reason beside it."""

from collections.abc import Iterator
from typing import Any

from messages.audit.results import ResultsView, why
from messages.words import Words, words
from models.audit.results.suppression import Cell
from models.audit.rounding import tenths
from models.exports.writing import as_csv

COLUMNS = ("function", "statement", "group", "mean", "spread", "n", "since", "reason", "survey", "date")


def results(language: str, view: ResultsView) -> bytes:
    """A row a figure: functions, their groups and statements; in the reader's language."""
    say = words(language)
    about = {"survey": view.number, "date": view.closed_on}
    head = {column: say.bare("audit.file_column", column=column) for column in COLUMNS}
    rows = ({head[column]: value for column, value in (row | about).items()} for row in _rows(say, view))
    return "".join(as_csv(rows, list(head.values()))).encode("utf-8-sig")


def _rows(say: Words, view: ResultsView) -> Iterator[dict[str, Any]]:
    k = view.results.k
    everybody, reps, managers = (say.bare("audit.file_group", group=group) for group in ("all", "reps", "managers"))
    for key, one in view.results.functions.items():
        area = view.areas[key]
        whole = Cell(one.mean, one.spread, one.n, one.reason)
        yield {**_row(say, area, "", everybody, whole, k), "since": view.results.since_before(key)}
        yield _row(say, area, "", reps, one.reps, k)
        yield _row(say, area, "", managers, one.managers, k)
        for team, cell in one.teams.items():
            yield _row(say, area, "", view.results.teams.get(team, team), cell, k)
        for statement, cell in one.statements.items():
            yield _row(say, area, view.statements.get(statement, statement), everybody, cell, k)


def _row(say: Words, area: str, statement: str, group: str, cell: Cell, k: int) -> dict[str, Any]:
    reason = why(say, cell.reason, k) if cell.reason else None
    return {
        "function": area,
        "statement": statement,
        "group": group,
        "mean": None if cell.mean is None else tenths(cell.mean),
        "spread": None if cell.spread is None else tenths(cell.spread),
        "n": cell.n,
        "reason": reason,
    }

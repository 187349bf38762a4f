"""The skills of people as a table for a spreadsheet: a row a skill of a person, numbers as numbers."""

from collections.abc import Iterator

from messages.audit.skill_sheets import PaperView
from messages.words import words
from models.audit.rounding import tenths
from models.exports.writing import Row, as_csv


def skills(language: str, view: PaperView) -> bytes:
    """Every skill of every person, with the survey, its day, the team and what was written."""
    say = words(language)
    keys = (
        "number",
        "date",
        "person",
        "team",
        "skill",
        "self",
        "manager",
        "standard",
        "gap",
        "own_comment",
        "manager_comment",
    )
    ours = {"number", "date", "team", "own_comment", "manager_comment"}
    head = [say.bare(f"audit.file_{key}" if key in ours else f"audit_results.column_{key}") for key in keys]
    rows = (dict(zip(head, row.values(), strict=True)) for row in _rows(view))
    return "".join(as_csv(rows, head)).encode("utf-8-sig")


def _rows(view: PaperView) -> Iterator[Row]:
    for one in view.sheets:
        for line in one.lines:
            figures = (line.own, line.manager, line.standard, line.gap)
            own, manager, standard, gap = (None if figure is None else tenths(figure) for figure in figures)
            yield {
                "number": view.number,
                "date": view.closed_on,
                "person": one.name,
                "team": one.team,
                "skill": line.label,
                "self": own,
                "manager": manager,
                "standard": standard,
                "gap": gap,
                "own_comment": line.own_comment,
                "manager_comment": line.manager_comment,
            }

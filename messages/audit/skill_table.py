"""The skills of people as a table for a spreadsheet: a row a skill of a person, numbers as numbers."""

from collections.abc import Iterator

from messages.audit.skill_sheets import PaperView
from messages.words import Words, words
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
        "reason",
    )
    ours = {"number", "date", "team", "own_comment", "manager_comment", "reason"}
    head = [say.bare(f"audit.file_{key}" if key in ours else f"audit_results.column_{key}") for key in keys]
    rows = (dict(zip(head, row.values(), strict=True)) for row in _rows(say, view))
    return "".join(as_csv(rows, head)).encode("utf-8-sig")


def _rows(say: Words, view: PaperView) -> Iterator[Row]:
    for one in view.sheets:
        about = {"number": view.number, "date": view.closed_on, "person": one.name, "team": one.team}
        for line in one.lines:
            figures = (line.own, line.manager, line.standard, line.gap)
            own, manager, standard, gap = (None if figure is None else tenths(figure) for figure in figures)
            yield {
                **about,
                "skill": line.label,
                "self": own,
                "manager": manager,
                "standard": standard,
                "gap": gap,
                "own_comment": line.own_comment,
                "manager_comment": line.manager_comment,
                "reason": say.bare("audit.no_part") if line.is_no_part else None,
            }
        if one.own_remark or one.manager_remark:
            yield {
                **about,
                "skill": say.bare("audit.file_in_general"),
                "self": None,
                "manager": None,
                "standard": None,
                "gap": None,
                "own_comment": one.own_remark,
                "manager_comment": one.manager_remark,
                "reason": None,
            }

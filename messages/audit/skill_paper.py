"""The skills of people on paper: a map of everybody, and for each person a sheet to talk from."""

from collections.abc import Sequence

from messages.audit import skill_map
from messages.audit.skill_sheets import PaperView, SheetView, SkillView
from messages.pdf import BOTTOM, LEFT, PALE, SOFT, WIDE, Page
from messages.words import Words, words

MIDDLE, EDGE = 150.0, LEFT + 1
"""Millimetres: where the second half of a page begins; where a line of text does."""
ROOM = 35.0
"""Millimetres to write in on somebody's own sheet, at least."""


def sheet(language: str, view: PaperView) -> bytes:
    """One person's talk sheet, with every skill in a table."""
    say = words(language)
    [one] = view.sheets
    page = Page(say, _footer(say, view))
    _sheet(page, say, view, one)
    page.heading(say.bare("audit.sheet_every"))
    head = [*(say.bare(f"audit_results.column_{key}") for key in _COLUMNS), say.bare("audit.sheet_then")]
    page.table(head, [_row(say, line) for line in one.lines if not line.is_no_part], _WIDTHS)
    page.space(1.5)
    for line in one.lines:
        for said in line.said if line not in (*one.gaps, *one.differ) else ():
            page.text(said, size=8.5)
    if page.top > BOTTOM - 12 - ROOM:
        page.new()
    _notes(page, say, BOTTOM - 12)
    page.space(1)
    page.text(say.bare("audit_results.skills_told"), size=7.5, soft=True)
    return page.as_bytes()


def team(language: str, view: PaperView) -> bytes:
    """Everybody on a map, then half a page for each."""
    say = words(language)
    page = Page(say, _footer(say, view))
    page.title(
        say.bare("audit.map_title"),
        say.bare("audit.map_under", company=view.company, view=view, people=len(view.sheets)),
    )
    for is_manager in (False, True):
        people = [one for one in view.sheets if one.is_manager is is_manager and one.lines]
        if people:
            both = len({one.is_manager for one in view.sheets}) > 1
            skill_map.drawn(
                page, say, people, say.bare(f"audit.map_{'managers' if is_manager else 'reps'}") if both else ""
            )
    skill_map.legend(page, say)
    page.text(say.bare("audit_results.skills_told"), size=8, soft=True)
    page.new()
    for place, one in enumerate(view.sheets):
        if place and page.top > MIDDLE:
            page.new()
        elif place:
            page.go_to(MIDDLE)
        _sheet(page, say, view, one)
        _notes(page, say, MIDDLE - 5 if page.top < MIDDLE - 5 else BOTTOM)
        page.go_to(page.top + 1)
    return page.as_bytes()


def _footer(say: Words, view: PaperView) -> str:
    return f"{view.company} · {say.bare('audit_results.file_title', number=view.number)}"


def _sheet(page: Page, say: Words, view: PaperView, one: SheetView) -> None:
    top = page.top
    page.box(LEFT, top, WIDE, 0.8, PALE)
    page.write_at(EDGE, top + 7.5, one.name, size=13, bold=True, width=WIDE)
    under = say.bare("audit.sheet_under", company=view.company, team=one.team, view=view)
    page.write_at(EDGE, top + 12.5, under, size=8.5, colour=SOFT, width=WIDE)
    page.go_to(top + 15.5)
    page.text(_first(say, one), size=9, bold=True)
    for line in one.gaps:
        page.space(0.4)
        page.text(say.bare("audit.sheet_gap", line=line), size=9, bold=True)
        page.text(line.advice, size=8.5)
        page.text("\n".join(line.said), size=8, soft=True)
    if one.next_alike:
        page.space(0.4)
        page.text(say.bare("audit.sheet_next", labels=[line.label for line in one.next_alike]), size=8.5)
    if one.differ:
        told = [say.bare("audit.sheet_apart", line=line) for line in one.differ]
        page.space(0.4)
        page.text(say.bare("audit.sheet_differ", lines=told), size=8.5)
        said = [text for line in one.differ if line not in one.gaps for text in line.said]
        page.text("\n".join(said), size=8, soft=True)
    page.text(_since(say, one), size=8.5)
    page.text("\n".join(one.remarks), size=8, soft=True)
    if apart := [line.label for line in one.lines if line.is_no_part]:
        page.text(say.bare("audit_results.no_part", labels=apart), size=8, soft=True)


def _first(say: Words, one: SheetView) -> str:
    if all(line.gap is None for line in one.lines):
        return say.bare("audit_results.skills_none")
    if one.alike is not None:
        told = [say.bare("audit.sheet_alike", level=one.alike)]
    else:
        far = one.furthest
        told = (
            [say.bare("audit.sheet_furthest", labels=_few(far), more=len(far) - len(_few(far)), gap=far[0].gap)]
            if far
            else [say.bare("audit_results.no_training")]
        )
        top = one.strongest
        level = top[0].manager if top[0].manager is not None else top[0].own
        told.append(say.bare("audit.sheet_strongest", labels=_few(top), more=len(top) - len(_few(top)), level=level))
    if one.differ:
        told.append(say.bare("audit.sheet_differ_most", line=one.differ[0]))
    return " ".join(told)


def _few(lines: Sequence[SkillView]) -> list[str]:
    return [line.label for line in lines[:3]]


def _since(say: Words, one: SheetView) -> str:
    if one.before is None:
        return say.bare("audit.sheet_no_before")
    moves = [say.bare("audit.sheet_move", line=line) for line in one.moves[:5]]
    rest = max(0, len(one.moves) - 5)
    return say.bare("audit.sheet_since", number=one.before, day=one.before_on, moves=moves, rest=rest)


def _notes(page: Page, say: Words, until: float, least: float = 16) -> None:
    """Room to write, as far as the half (or the page) goes."""
    if until - page.top < least:
        return
    page.space(1)
    page.write_at(EDGE, page.top + 4, say.bare("audit.sheet_notes"), size=9, bold=True)
    page.go_to(page.top + 4)
    page.ruled(until)


_COLUMNS = ("skill", "self", "manager", "standard", "gap")
_WIDTHS = (60, 18, 22, 22, 20, 32)


def _row(say: Words, line: SkillView) -> list[str]:
    answers, figures = (line.own, line.manager), (line.standard, line.gap)
    told = ["–" if one is None else say.answer(one) for one in answers]
    told += ["–" if one is None else say.rating(one) for one in figures]
    then = "" if line.then is None or line.now is None else f"{say.answer(line.then)} → {say.answer(line.now)}"
    return [line.label, *told, then]

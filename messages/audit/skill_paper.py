"""The skills of people on paper: a map of everybody, and for each person a sheet to talk from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean

from messages.pdf import BOTTOM, INK, LEFT, PALE, SOFT, WHITE, WIDE, Colour, Page
from messages.words import Words, words
from models.audit.rounding import tenths

MIDDLE, EDGE = 150.0, LEFT + 1
"""Millimetres: where the second half of a page begins; where a line of text does."""
NAME, HEAD, ROW, WIDEST = 38.0, 40.0, 7.0, 12.0
"""Millimetres: of the column of names, the headings, a row, and the widest column."""
MOST_COLUMNS = 18
BANDS: tuple[tuple[float, Colour, Colour], ...] = (
    (0.5, (191, 224, 218), INK),
    (1.5, (247, 233, 176), INK),
    (2.5, (243, 178, 122), INK),
    (9.0, (158, 42, 43), WHITE),
)
"""So far below best in class at most: how the square is filled, and the figure in it."""
NOBODY: Colour = (240, 242, 243)
ROOM = 35.0
"""Millimetres to write in on somebody's own sheet, at least."""
FAR_APART = 2.0
"""Points between self and manager from which on a square has an edge."""


@dataclass(frozen=True)
class SkillView:
    """One skill of a person."""

    key: str
    label: str
    own: float | None
    manager: float | None
    standard: float
    gap: float | None
    advice: str = ""
    said: Sequence[str] = ()
    """Comments, with who wrote them."""
    own_comment: str = ""
    manager_comment: str = ""
    then: float | None = None
    now: float | None = None
    """What both surveys have, to be compared."""


@dataclass(frozen=True)
class SheetView:
    """What stands on somebody's sheet."""

    name: str
    team: str
    lines: Sequence[SkillView]
    gaps: Sequence[SkillView] = ()
    furthest: Sequence[SkillView] = ()
    strongest: Sequence[SkillView] = ()
    differ: Sequence[SkillView] = ()
    moves: Sequence[SkillView] = ()
    alike: float | None = None
    """The level of every skill, where all are alike."""
    before: int | None = None
    """The survey that it is compared with."""
    before_on: date | None = None
    is_manager: bool = False


@dataclass(frozen=True)
class PaperView:
    """The people of a survey."""

    company: str
    number: int
    closed_on: date
    sheets: Sequence[SheetView] = field(default_factory=tuple)


def sheet(language: str, view: PaperView) -> bytes:
    """One person's talk sheet, with every skill in a table."""
    say = words(language)
    [one] = view.sheets
    page = Page(say, _footer(say, view))
    _sheet(page, say, view, one)
    page.heading(say.bare("audit.sheet_every"))
    head = [*(say.bare(f"audit_results.column_{key}") for key in _COLUMNS), say.bare("audit.sheet_then")]
    page.table(head, [_row(say, line) for line in one.lines], _WIDTHS)
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
            _map(page, say, people, say.bare(f"audit.map_{'managers' if is_manager else 'reps'}") if both else "")
    _legend(page, say)
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


# --- the map ----------------------------------------------------------------------------------------------


def _map(page: Page, say: Words, people: Sequence[SheetView], heading: str) -> None:
    """A row a person, the widest mean gap first; a column a skill, likewise."""
    rows = sorted(people, key=lambda one: (-_mean_gap(one.lines), one.name))
    by_skill: dict[str, list[SkillView]] = {}
    for one in rows:
        for line in one.lines:
            by_skill.setdefault(line.key, []).append(line)
    skills = sorted(by_skill.values(), key=lambda lines: -_mean_gap(lines))
    has_halves = any(line.manager is not None and line.manager % 1 for one in rows for line in one.lines)
    for start in range(0, len(skills), MOST_COLUMNS):
        part = skills[start : start + MOST_COLUMNS]
        wide = min(WIDEST, (WIDE - NAME) / len(part))
        _heads(page, say, heading, part, wide)
        for one in rows:
            if page.top + ROW > BOTTOM - 12:
                page.new()
                _heads(page, say, heading, part, wide)
            page.write_at(EDGE, page.top + 4.8, one.name, size=8.5, width=NAME - 2)
            lines = {line.key: line for line in one.lines}
            for column, about in enumerate(part):
                if about[0].key in lines:
                    _cell(page, say, LEFT + NAME + column * wide, wide, lines[about[0].key], with_tenths=has_halves)
            page.go_to(page.top + ROW)
        if len(rows) > 1:
            _means(page, say, part, wide)


def _heads(page: Page, say: Words, heading: str, skills: Sequence[Sequence[SkillView]], wide: float) -> None:
    page.space(3)
    if page.top + HEAD + 5 * ROW > BOTTOM:
        page.new()
    if heading:
        page.write_at(EDGE, page.top + HEAD - 3, heading, size=10, bold=True, width=NAME - 2)
    for column, lines in enumerate(skills):
        x = LEFT + NAME + column * wide + wide / 2 + 1
        page.write_at(x, page.top + HEAD - 1.5, lines[0].label, size=7.5, width=HEAD - 3, turned=True)
    page.go_to(page.top + HEAD)


def _cell(page: Page, say: Words, x: float, wide: float, line: SkillView, *, with_tenths: bool) -> None:
    y = page.top
    if line.manager is None:
        fill, ink, told = NOBODY, INK, "–"
    else:
        fill, ink = _colours(line.standard - line.manager)
        told = say.rating(line.manager) if with_tenths else say.number(line.manager)
    apart = line.own is not None and line.manager is not None and abs(line.own - line.manager) >= FAR_APART
    page.box(x + 0.4, y + 0.4, wide - 0.8, ROW - 0.8, fill, framed=apart)
    page.write_at(x + 1.6, y + 4.9, told, size=9, bold=True, colour=ink)
    if line.own is not None:
        page.write_at(x + wide - 3, y + 4.9, say.number(line.own), size=6.5, colour=ink)


def _means(page: Page, say: Words, skills: Sequence[Sequence[SkillView]], wide: float) -> None:
    page.write_at(EDGE, page.top + 4.8, say.bare("audit.map_mean"), size=8.5, bold=True, width=NAME - 2)
    for column, lines in enumerate(skills):
        known = [line.manager for line in lines if line.manager is not None]
        if known:
            page.write_at(
                LEFT + NAME + column * wide + 1.6, page.top + 4.9, say.rating(fmean(known)), size=8, bold=True
            )
    page.go_to(page.top + ROW)


def _legend(page: Page, say: Words) -> None:
    page.space(2)
    x, y = LEFT, page.top
    for most, fill, _ in BANDS:
        told = say.bare("audit.map_band", most=most, first=BANDS[0][0], above=BANDS[-2][0])
        page.box(x, y, 4, 4, fill)
        page.write_at(x + 5.5, y + 3.2, told, size=7.5, colour=SOFT)
        x += 9 + page.width_of(told, 7.5)
    page.go_to(y + 6)
    page.text(say.bare("audit.map_told", apart=FAR_APART), size=8, soft=True)


def _colours(gap: float) -> tuple[Colour, Colour]:
    return next((fill, ink) for most, fill, ink in BANDS if tenths(gap) <= most)


def _mean_gap(lines: Sequence[SkillView]) -> float:
    gaps = [line.gap for line in lines if line.gap is not None]
    return fmean(gaps) if gaps else 0.0


# --- the sheet --------------------------------------------------------------------------------------------


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
    if one.differ:
        told = [say.bare("audit.sheet_apart", line=line) for line in one.differ]
        page.space(0.4)
        page.text(say.bare("audit.sheet_differ", lines=told), size=8.5)
        said = [text for line in one.differ if line not in one.gaps for text in line.said]
        page.text("\n".join(said), size=8, soft=True)
    page.text(_since(say, one), size=8.5)


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
    figures = (line.own, line.manager, line.standard, line.gap)
    then = "" if line.then is None or line.now is None else f"{say.rating(line.then)} → {say.rating(line.now)}"
    return [line.label, *("–" if one is None else say.rating(one) for one in figures), then]

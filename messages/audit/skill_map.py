"""The map of people and skills: the manager's rating in colour, one's own in small, the widest gaps on top and on the left."""

from collections.abc import Sequence
from math import inf
from statistics import fmean

from messages.audit.heat_map import BANDS, band_of, short_label
from messages.audit.skill_sheets import SheetView, SkillView
from messages.pdf import BOTTOM, INK, LEFT, SOFT, WHITE, WIDE, Colour, Page
from messages.words import Words

EDGE = LEFT + 1
NAME, HEAD, ROW, WIDEST = 38.0, 44.0, 7.0, 12.0
"""Millimetres: of the column of names, the headings, a row, and the widest column."""
MOST_COLUMNS = 18
COLOURS: tuple[tuple[Colour, Colour], ...] = (
    ((191, 224, 218), INK),
    ((247, 233, 176), INK),
    ((243, 178, 122), INK),
    ((158, 42, 43), WHITE),
    ((240, 242, 243), INK),
)
"""By `band_of`: how the square is filled, and the figures in it; the last is of what nobody rated."""
FAR_APART = 2.0
"""Points between self and manager from which on a square has an edge."""


def drawn(page: Page, say: Words, people: Sequence[SheetView], heading: str) -> None:
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
                if about[0].key in lines and not lines[about[0].key].is_no_part:
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
        page.write_at(x, page.top + HEAD - 1.5, _head(page, say, lines[0]), size=7.5, width=HEAD - 3, turned=True)
    page.go_to(page.top + HEAD)


def _head(page: Page, say: Words, line: SkillView) -> str:
    """The whole name where the heading is high enough for it, else the short one."""
    fits = page.width_of(line.label, 7.5) <= HEAD - 3
    return line.label if fits else short_label(say, line.key, line.label)


def _cell(page: Page, say: Words, x: float, wide: float, line: SkillView, *, with_tenths: bool) -> None:
    y = page.top
    fill, ink = COLOURS[band_of(line.gap)]
    told = "–"
    if line.manager is not None:
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


def legend(page: Page, say: Words) -> None:
    """What the colours and the sizes mean."""
    page.space(2)
    x, y = LEFT, page.top
    for most, (fill, _) in zip((*BANDS, inf), COLOURS, strict=False):
        told = say.bare("audit.map_band", most=most, first=BANDS[0], above=BANDS[-1])
        page.box(x, y, 4, 4, fill)
        page.write_at(x + 5.5, y + 3.2, told, size=7.5, colour=SOFT)
        x += 9 + page.width_of(told, 7.5)
    page.go_to(y + 6)
    page.text(say.bare("audit.map_told", apart=FAR_APART), size=8, soft=True)


def _mean_gap(lines: Sequence[SkillView]) -> float:
    gaps = [line.gap for line in lines if line.gap is not None]
    return fmean(gaps) if gaps else 0.0

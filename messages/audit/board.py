"""A survey on the sales functions on one page, for who was not there: the stage, what rose and fell, and what is done about it."""

from dataclasses import dataclass
from datetime import date

from messages.audit.results import ResultsView, overall, record_text, stage_text, why
from messages.audit.views import moved_most
from messages.paper import without_marks
from messages.pdf import ACCENT, BOTTOM, LEFT, PALE, SOFT, WIDE, Page
from messages.words import Words, words
from models.audit.results.functions import Results

LABEL, FIGURES = 42.0, 30.0
"""Millimetres beside a bar: of its name, and of its figures."""
OUTLINE = (204, 102, 0)
"""Seen on the bar as well as beside it."""
SIZES = (1.0, 0.92, 0.85, 0.78, 0.7)
"""The page is written smaller until it is one."""


@dataclass(frozen=True)
class BoardFacts:
    """What is not in the results themselves."""

    before_on: date | None = None
    """When the survey closed that it is compared with."""
    done: int = 0
    actions: int = 0
    """Of the improvement plan, taken up; 0: there is none, or the reader does not see it."""
    next_on: date | None = None


def one_page(language: str, company: str, view: ResultsView, facts: BoardFacts) -> bytes:
    """The page by itself, as the bytes of a PDF."""
    return begun(words(language), company, view, facts).as_bytes()


def begun(say: Words, company: str, view: ResultsView, facts: BoardFacts) -> Page:
    """A document of which this is the first page."""
    footer = f"{company} · {say.bare('audit_results.file_title', number=view.number)}"
    for size in SIZES:
        page = Page(say, footer)
        _write(page, say, company, view, facts, size)
        if page.pdf.page_no() == 1:
            break
    return page


def _write(page: Page, say: Words, company: str, view: ResultsView, facts: BoardFacts, size: float) -> None:
    results = view.results
    page.title(say.bare("audit_results.pdf_title"), say.bare("audit.board_under", company=company, view=view))
    if results.is_suppressed:
        page.text(without_marks(say("audit_results.nothing_to_show", k=results.k)))
        return
    page.text(without_marks(say("audit_results.overall_text", mean=overall(results))), size=15 * size, bold=True)
    if view.stage is not None:
        page.text(without_marks(stage_text(say, view.stage)), size=10 * size)
    page.text(_moves(say, view, facts), size=10 * size, bold=True)
    _heading(page, say.bare("audit_results.chart_title"), size)
    for key in results.functions:
        _bar(page, say, view, key, 9.5 * size)
    if results.before is not None and any(_outlined(results, key) is not None for key in results.functions):
        told = say.bare("audit.board_outline", day=facts.before_on, number=results.before.number)
        page.text(told, size=8 * size, soft=True)
    _heading(page, without_marks(say("audit_results.lowest", lines=[])), size)
    for one in results.lowest:
        page.text(f"{view.areas[one.key]} {say.rating(one.mean or 0)}", size=9 * size, bold=True)
        page.text(view.advice.get(one.key, ""), size=9 * size)
    if view.records:
        _heading(page, without_marks(say("audit_results.records", lines=[])), size)
        for record in view.records:
            page.text(f"• {without_marks(record_text(say, record))}", size=9 * size)
    _heading(page, say.bare("audit.board_ahead"), size)
    plan = say.bare("audit.board_plan", done=facts.done, actions=facts.actions) if facts.actions else ""
    ahead = say.bare("audit.board_next", day=facts.next_on) if facts.next_on else ""
    page.text(f"{plan} {ahead}".strip(), size=9 * size)
    page.text(without_marks(say("audit_results.small_print", results=results)), size=8 * size, soft=True)


def _heading(page: Page, text: str, size: float) -> None:
    page.space(2.5 * size)
    page.text(text, size=11 * size, bold=True, colour=ACCENT)


def _moves(say: Words, view: ResultsView, facts: BoardFacts) -> str:
    """The largest rise and the largest fall, and which functions cannot be compared."""
    results = view.results
    if results.before is None:
        return say.bare("audit.board_first")
    told = []
    for name, (keys, _) in zip(("audit.board_rise", "audit.board_fall"), moved_most(results), strict=True):
        if keys:
            then, now = results.before.functions[keys[0]], results.means[keys[0]]
            told.append(say.bare(name, label=view.areas[keys[0]], then=then, now=now, day=facts.before_on))
    reworded = [view.areas[key] for key in results.functions if results.is_reworded(key)]
    if not told and any(results.since_before(key) is not None for key in results.functions):
        told.append(say.bare("audit.board_same"))
    if reworded:
        told.append(without_marks(say("audit_results.not_compared", labels=reworded)))
    return " ".join(told)


def _outlined(results: Results, key: str) -> float | None:
    """What a function was last time, where the two are compared."""
    if results.before is None or results.since_before(key) is None:
        return None
    return results.before.functions[key]


def _bar(page: Page, say: Words, view: ResultsView, key: str, row: float) -> None:
    """A function: its bar, last time as an outline over it, the figure and how it moved."""
    results = view.results
    one, top, start, full = results.functions[key], page.top, LEFT + LABEL, WIDE - LABEL - FIGURES
    thick = row * 0.62
    line = top + thick * 0.72
    page.write_at(LEFT + 1, line, view.areas[key], size=9, width=LABEL - 3)
    if one.mean is None:
        page.write_at(start, line, why(say, one.reason, results.k), size=8, colour=SOFT, width=WIDE - LABEL)
    else:
        page.box(start, top, full, thick, PALE)
        page.box(start, top, full * one.mean / 5, thick, ACCENT)
        then = _outlined(results, key)
        if then is not None:
            page.outline(start, top - 0.7, full * then / 5, thick + 1.4, OUTLINE)
        since = without_marks(say("audit_results.change", since=results.since_before(key)))
        page.write_at(start + full + 3, line, say.rating(one.mean), size=9, bold=True)
        page.write_at(start + full + 13, line, since, size=8.5)
    page.go_to(min(top + row, BOTTOM))

"""An analysis as a file: a PDF of one page or two, and a CSV for a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from messages.analysis.answers import bare, cell_text, scope_name, title, told
from messages.analysis.told import AnalysisView, Cell
from messages.figures import period_within
from messages.pdf import Page
from messages.words import Words, words
from models.exports.writing import as_csv

MOST_BARS = 20


def file_title(say: Words, view: AnalysisView) -> str:
    """`Trend · North · November 2026`."""
    period = period_within(say, view.period)
    return say.bare("analysis.file_title", which=view.key, scope=scope_name(say, view), period=period)


def pdf(language: str, company: str, view: AnalysisView, read_at: str) -> bytes:
    """The sentence, the chart, what is missing, the table, and how it is computed."""
    say = words(language)
    found = told(say, view)
    page = Page(say, f"{company} · {file_title(say, view)}")
    page.title(say.bare("analysis.name", which=view.key), bare(title(say, view)).partition(" · ")[2])
    page.text(bare(found.sentence), size=14, bold=True)
    for fact in found.facts:
        page.text(f"• {bare(fact)}")
    if found.chart is not None:
        page.heading(found.chart.title)
        names = list(found.chart.series)
        first, *others = found.chart.series.values()
        most = max([*first, *(value for other in others for value in other), 0]) or 1
        for at, (label, value, text) in enumerate(zip(found.chart.labels, first, found.chart.texts, strict=True)):
            then = max(0.0, others[0][at] / most) if others else None
            page.measure(label, max(0.0, value / most), text, then)
        if others:
            page.legend(names[0], names[1])
    for text in found.lacks:
        page.text(bare(text), soft=True)
    if found.rows:
        page.space(3)
        page.table(found.head, [[cell_text(cell) for cell in row] for row in found.rows])
    page.space(2)
    for text in (*found.notes, say(f"analysis.formula_{view.key}"), say("scorecard.read_at", moment=read_at)):
        page.text(bare(text), soft=True, size=9)
    return page.as_bytes()


def csv(language: str, view: AnalysisView) -> bytes:
    """The table: numbers as a spreadsheet knows them, shares in percent."""
    say = words(language)
    found = told(say, view)
    return "".join(as_csv(_rows(found.head, found.rows), list(found.head))).encode("utf-8-sig")


def _rows(head: Any, rows: Any) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {name: _value(cell) for name, cell in zip(head, row, strict=True)}


def _value(cell: Cell) -> Any:
    if isinstance(cell, str):
        return None if cell == "–" else cell
    return cell[0]

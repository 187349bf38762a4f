"""An analysis as a message: the sentence, the chart, what is missing, the table, and the buttons to go on from there."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import slackblocks as sb

from messages.analysis import coverage, customers, money, sales
from messages.analysis.told import AnalysisView, Cell, Chart, Told
from messages.blocks import Message, button, buttons, choice, progress, rendered, section, shortened, small, unbroken
from messages.figures import period_within
from messages.words import Markup, Words, as_typed, plain, straight, words

WHY, PDF, CSV = "analysis.why", "analysis.pdf", "analysis.csv"
OPEN, NEXT, PERIOD, SCOPE, ALL = "analysis.open", "analysis.next", "analysis.period", "analysis.scope", "analysis.all"
MOST_ROWS = 40
MOST_LINES = 12
PAGE = 12
"""Rows that are seen at once: a year of months."""
LONGEST_LABEL = 20
LONGEST_CELL = 60
_Teller: TypeAlias = Callable[..., Told]
_TELLERS: Mapping[str, _Teller] = {
    "cac": money.cac,
    "clv": money.clv,
    "cost_of_sales": money.cost_of_sales,
    "products": customers.products,
    "coverage": coverage.coverage,
    "key_accounts": customers.key_accounts,
    "trend": sales.trend,
    "sellers": sales.sellers,
    "satisfaction": customers.satisfaction,
    "seasonality": sales.seasonality,
}


def told(say: Words, view: AnalysisView) -> Told:
    """The analysis in words."""
    return _TELLERS[view.key](say, view, view.result)


def analysis(language: str, view: AnalysisView) -> Message:
    """One of the ten."""
    say = words(language)
    found = told(say, view)
    heading = title(say, view)
    top = [section(f"{heading}\n{found.sentence}")]
    facts = [section("\n".join(f"• {fact}" for fact in found.facts))] if found.facts else []
    lacks = [section("\n".join(f"○ {text}" for text in found.lacks))] if found.lacks else []
    notes = [small("\n".join(found.notes))] if found.notes else []
    more = len(found.rows) - MOST_ROWS
    rest = [small(say("analysis.and_more", number=more))] if more > 0 else []
    end = [*rest, *notes, *_menus(say, view)]
    chart, table = _chart(found.chart), _table(found, heading)
    text = f"{heading}: {found.sentence}"
    return Message(
        text,
        rendered(*top, chart, *facts, *lacks, table, *end),
        rendered(*top, _chart_lines(say, found.chart), *facts, *lacks, *_lines(found), *end),
    )


def title(say: Words, view: AnalysisView) -> str:
    """`*Trend* · North · November 2026`."""
    channel = say("scorecard.channel", which=view.channel) if view.channel else ""
    period = period_within(say, view.period)
    return say("analysis.title", which=view.key, scope=scope_name(say, view), period=period, channel=channel)


def scope_name(say: Words, view: AnalysisView) -> str:
    """Of whom it is; of a manager's line so."""
    return say("analysis.line_of", name=view.scope) if view.is_line else view.scope


def _menus(say: Words, view: AnalysisView) -> list[sb.Block]:
    if not view.ref:
        return []
    following = say.bare("analysis.next_one", which=view.next_one)
    row = [
        button(say.bare("analysis.why"), WHY, view.ref),
        button(say.bare("analysis.pdf"), PDF, view.ref),
        button(say.bare("analysis.csv"), CSV, view.ref),
        button(following, NEXT, view.others[view.next_one]),
    ]
    periods = [choice(say.bare("analysis.period", which=key), ref) for key, ref in view.periods]
    others = [choice(say.bare("analysis.name", which=key), ref) for key, ref in view.others.items() if key != view.key]
    menus = [
        _menu(say.bare("analysis.choose_period"), PERIOD, periods),
        _menu(say.bare("analysis.choose_analysis"), OPEN, others),
    ]
    if len(view.scopes) > 1:
        scopes = [choice(name, ref) for name, ref in view.scopes[:100]]
        menus.insert(1, _menu(say.bare("analysis.choose_scope"), SCOPE, scopes))
    return [buttons(*row), buttons(*menus)]


def _menu(text: str, action_id: str, options: list[sb.Option]) -> sb.Element:
    return sb.StaticSelectMenu(action_id=action_id, options=options, placeholder=sb.PlainText(text))


# --- the chart, and the lines that stand in for it ---


def _chart(chart: Chart | None) -> sb.Block | None:
    if chart is None:
        return None
    labels = labels_of(chart.labels)
    series = [
        sb.DataSeries(
            shortened(name, LONGEST_LABEL),
            [sb.DataPoint(label, value) for label, value in zip(labels, values, strict=True)],
        )
        for name, values in chart.series.items()
    ]
    kind = sb.LineChart if chart.kind == "line" else sb.BarChart
    return sb.DataVisualizationBlock(shortened(chart.title, 50), kind(series, sb.AxisConfig(labels)))


def _chart_lines(say: Words, chart: Chart | None) -> sb.Block | None:
    if chart is None:
        return None
    values = next(iter(chart.series.values()))
    most = max(values) or 1
    lines = [
        Markup(
            say(
                "analysis.chart_line",
                label=label,
                bar=progress(value / most if value < most else 1) if most > 0 else "",
                text=unbroken(text),
            )
        )
        for label, value, text in list(zip(chart.labels, values, chart.texts, strict=True))[-MOST_LINES:]
    ]
    return section("\n".join(lines))


def labels_of(names: Sequence[str]) -> list[str]:
    """At most 20 characters each, and no two alike."""
    found: list[str] = []
    for name in names:
        label, number = shortened(straight(name) or "–", LONGEST_LABEL), 2
        while label in found:
            label = f"{shortened(straight(name), LONGEST_LABEL - 3)} {number}"
            number += 1
        found.append(label)
    return found


# --- the table, and the lines that stand in for it ---


def _table(found: Told, caption: str) -> sb.Block | None:
    if not found.rows:
        return None
    head: list[sb.RawText | sb.RawNumber | sb.RichTextBlock] = [sb.RawText(text) for text in found.head]
    rows = [[_cell(cell) for cell in row] for row in found.rows[:MOST_ROWS]]
    return sb.DataTableBlock([head, *rows], shortened(bare(caption), 150), page_size=PAGE)


def _cell(cell: Cell) -> sb.RawText | sb.RawNumber | sb.RichTextBlock:
    if isinstance(cell, str):
        return sb.RawText(shortened(straight(cell), LONGEST_CELL) or "–")
    value, text = cell
    return sb.RawNumber(value, text)


def _lines(found: Told) -> list[sb.Block]:
    """A row in two short lines: what it is, and its figures with their headings."""
    texts = []
    for first, *others in found.rows[:MOST_LINES]:
        figures = [unbroken(f"{head}: {cell_text(cell)}") for head, cell in zip(found.head[1:], others, strict=True)]
        texts.append(f"*{plain(cell_text(first))}*\n{' · '.join(figures)}")
    return [section("\n".join(texts[at : at + 5])) for at in range(0, len(texts), 5)]


def cell_text(cell: Cell) -> str:
    """A cell as it is read."""
    return cell if isinstance(cell, str) else cell[1]


def bare(text: str) -> str:
    """Without Slack's marks and escapes."""
    without = as_typed(text.replace("*", "").replace("_", ""))
    return without.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

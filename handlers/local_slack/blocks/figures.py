"""Tables and charts: table, data_table and data_visualization."""

from typing import Any

from handlers.local_slack.blocks.rich_text import RICH_TEXT_VALUE, no_rich_text, rich_text_characters
from handlers.local_slack.blocks.rules import (
    Report,
    Rule,
    boolean,
    by_type,
    items,
    number,
    one_of,
    shape,
    string,
    whole,
)

MOST_TABLE_ROWS = 100
MOST_DATA_ROWS = 101  # the header and a hundred; newer documents say 200, the stricter figure is kept
MOST_COLUMNS = 20
MOST_CELL_TEXT = 20_000  # characters over all data tables of a message
MOST_CHARTS = 2

CELLS: dict[str, Rule] = {
    "raw_text": shape({"type": one_of("raw_text"), "text": string(None, 1)}),
    "raw_number": shape({"type": one_of("raw_number"), "value": number(), "text": string(None, 1)}),
    "rich_text": RICH_TEXT_VALUE,
}
ROW = items(by_type(CELLS), MOST_COLUMNS, 1)

TABLE_FIELDS: dict[str, Rule] = {"rows": items(ROW, MOST_TABLE_ROWS, 1)}
TABLE_OPTIONS: dict[str, Rule] = {
    "column_settings": items(
        shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean}), MOST_COLUMNS
    )
}

DATA_TABLE_FIELDS: dict[str, Rule] = {"caption": string(None, 1), "rows": items(ROW, MOST_DATA_ROWS, 2)}
DATA_TABLE_OPTIONS: dict[str, Rule] = {"page_size": whole(1, 100), "row_header_column_index": whole(0)}

LABEL = string(20, 1)
POINT = shape({"label": LABEL, "value": number()})
SERIES = shape({"name": LABEL, "data": items(POINT, 20, 1)})
AXIS = shape({"categories": items(LABEL, 20, 1)}, {"x_label": string(50), "y_label": string(50)})


def data_table_is_whole(block: Any, place: str, report: Report) -> None:
    """Every row as long as the header; the header without rich text; not too much text in all."""
    rows = block["rows"]
    columns = len(rows[0])
    for position, row in enumerate(rows):
        if len(row) != columns:
            report.wrong("all rows must have the same number of cells", f"{place}/rows/{position}")
    for position, cell in enumerate(rows[0]):
        no_rich_text(cell, f"{place}/rows/0/{position}", report)
    if block.get("row_header_column_index", 0) >= columns:
        report.wrong(f"must be less than {columns}", f"{place}/row_header_column_index")
    characters = sum(rich_text_characters(cell) for row in rows for cell in row)
    report.count("data_table", characters, MOST_CELL_TEXT, "must be less than 20001 characters in all cells", place)


def count_chart(block: Any, place: str, report: Report) -> None:
    """No more than two charts a message."""
    if report.surface == "message":
        message = f"no more than {MOST_CHARTS} data_visualization blocks allowed"
        report.count("charts", 1, MOST_CHARTS, message, place)


def _series_fit(chart: Any, place: str, report: Report) -> None:
    """Names are unique, and every series has exactly one value per category."""
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) < len(names):
        report.wrong("series names must be unique", f"{place}/series")
    categories = (chart.get("axis_config") or {}).get("categories")
    if categories is None:
        return
    if len(set(categories)) < len(categories):
        report.wrong("categories must be unique", f"{place}/axis_config/categories")
    for position, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            report.wrong("must have one value for every category", f"{place}/series/{position}/data")


def _axis_chart(kind: str) -> Rule:
    return shape({"type": one_of(kind), "series": items(SERIES, 12, 1)}, {"axis_config": AXIS}, _series_fit)


CHARTS: dict[str, Rule] = {
    "pie": shape({"type": one_of("pie"), "segments": items(shape({"label": LABEL, "value": number(above=0)}), 12, 1)}),
    "bar": _axis_chart("bar"),
    "area": _axis_chart("area"),
    "line": _axis_chart("line"),
}
CHART_FIELDS: dict[str, Rule] = {"title": string(50, 1), "chart": by_type(CHARTS)}

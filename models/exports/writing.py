"""Rows as JSON or CSV, a piece at a time."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.money import Money

Row = dict[str, Any]
"""A record of an export, in the order of its columns."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def written(rows: Iterable[Row], columns: Sequence[str], format_: str) -> Iterator[str]:
    """The rows as `json` (a list) or `csv` (with these headings)."""
    return as_csv(rows, columns) if format_ == "csv" else as_json(rows)


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """A JSON list, one record a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False, default=plain)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """CSV with headings. No spreadsheet takes a text for a formula: one that begins like it, and is
    no number, gets a ' in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def money(minor: int | None, currency: str | None) -> int | float | None:
    """An amount in whole units of its currency; None when it is not known."""
    if minor is None or currency is None:
        return None
    return number(Money(minor, currency).amount)


def number(value: Decimal) -> int | float:
    """A decimal as JSON knows it: whole when it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: object) -> str:
    """A day or an instant as ISO 8601."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot export {value!r}")


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return _cell(", ".join(f"{part['name']} {part['percent']}%" for part in value))
    if isinstance(value, dict):
        return _cell(json.dumps(value, ensure_ascii=False, default=plain))
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace(
        "\r", "\n"
    )  # a bare \r begins a row in spreadsheets, and csv does not quote it
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(text) else text

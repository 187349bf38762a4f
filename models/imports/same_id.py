"""Rows of one deal: who gets which part of its credit, and the products on it; they are one row afterwards."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from models.imports.amounts import AmountColumn
from models.imports.csv_file import CsvFile, Row
from models.imports.fields import FORMATTED, folded
from models.imports.person_names import called
from models.imports.report import ImportReport, SkipRow

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%?")
_MAY_DIFFER = frozenset({"product", "value", "value" + FORMATTED})
"""What two lines of one deal may say differently when they are about its products."""


def gathered(file: CsvFile, report: ImportReport) -> CsvFile:
    """The file with one row for each deal, where several are told apart by person and percentage, or by product.

    Other rows with an id that was there before stay, for somebody else to leave out.
    """
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in file.rows:
        if row["id"] and not row.has_too_many:
            rows_of[row["id"]].append(row)
    amounts: AmountColumn | None = None
    instead: dict[int, Row | None] = {}
    for rows in rows_of.values():
        if len(rows) < 2:
            continue
        amounts = amounts or AmountColumn(file, "value")
        merged = _credit(rows, amounts) or _products(rows, amounts, report)
        if merged is not None:
            instead |= {row.line: None for row in rows} | {merged.line: merged}
    if not instead:
        return _without_bare_parts(file)
    kept = [instead.get(row.line, row) for row in file.rows]
    columns = file.columns | {"shares": file.columns.get("shares", file.columns.get("part", "shares"))}
    is_split = any(row is not None and row["shares"] for row in instead.values())
    merged_file = replace(
        file, rows=[row for row in kept if row is not None], columns=columns if is_split else file.columns
    )
    return _without_bare_parts(merged_file)


def _without_bare_parts(file: CsvFile) -> CsvFile:
    """`100%` for a deal that is on one line is no split: the whole credit is the owner's."""
    if "shares" not in file.columns:
        return file
    rows = [
        replace(row, texts=row.texts | {"shares": ""}) if _PERCENT.fullmatch(row["shares"]) else row
        for row in file.rows
    ]
    return replace(file, rows=rows)


def _credit(rows: Sequence[Row], amounts: AmountColumn) -> Row | None:
    """The rows as one with a credit split; None unless they name different people and 100 % together."""
    parts: dict[str, Decimal] = {}
    for row in rows:
        name = called(row["credited"] or row["owner"]).name
        percent = _PERCENT.fullmatch(row["part"] or row["shares"])
        if percent is None or not name or name in parts:
            return None
        parts[name] = Decimal(percent[1].replace(",", "."))
    if all(part <= 1 for part in parts.values()):
        parts = {name: part * 100 for name, part in parts.items()}
    if len(parts) < 2 or abs(sum(parts.values(), Decimal(0)) - 100) > 1:
        return None
    whole = _whole(parts)
    first = rows[0]
    if first["credited"] and len({row["owner"] for row in rows}) == 1:
        main = next((row for row in rows if called(row["credited"]).name == called(row["owner"]).name), first)
        owner = main["owner"]
    else:
        main = max(rows, key=lambda row: whole.get(called(row["owner"]).name, 0))
        owner = main["owner"]
    shares = ", ".join(f"{name} {part}%" for name, part in whole.items() if part)
    return replace(first, texts=first.texts | _sum(rows, amounts) | {"owner": owner, "shares": shares})


def _whole(parts: dict[str, Decimal]) -> dict[str, int]:
    """Whole percentages that are 100 together: what rounding leaves goes where most was cut off."""
    whole = {name: int(part) for name, part in parts.items()}
    for name in sorted(parts, key=lambda one: Decimal(whole[one]) - parts[one])[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole


def _products(rows: Sequence[Row], amounts: AmountColumn, report: ImportReport) -> Row | None:
    """The rows as one whose value is the sum of its lines, or the amount that stands on each of them.

    None unless they differ in their products only. The product is that of the largest line.
    """
    products = {folded(row["product"]) for row in rows}
    if len(products) < len(rows) or "" in products:
        return None
    same = [{name: text for name, text in row.texts.items() if name not in _MAY_DIFFER} for row in rows]
    if any(texts != same[0] for texts in same[1:]):
        return None
    summed = _sum(rows, amounts)
    largest = max(rows, key=lambda row: _number(row["value"], amounts) or Decimal(0))
    count, product = len(rows), largest["product"][:40]
    if len({row["value"] for row in rows}) > 1:
        report.note(rows[0].line, "product_lines_summed", count=count, product=product)
    else:
        report.note(rows[0].line, "product_lines_alike", count=count, product=product)
    return replace(rows[0], texts=rows[0].texts | summed | {"product": largest["product"]})


def _sum(rows: Sequence[Row], amounts: AmountColumn) -> dict[str, str]:
    """The value of the deal: what stands on each line alike, else the sum. Nothing when a line cannot be read."""
    texts = {row["value"] for row in rows}
    if len(texts) < 2:
        return {}
    numbers = [_number(row["value"], amounts) for row in rows if row["value"]]
    if any(number is None for number in numbers):
        return {}
    longest = max((row["value"] for row in rows), key=len)
    total = sum((number for number in numbers if number is not None), Decimal(0))
    return {"value": amounts.written(total, longest), "value" + FORMATTED: ""}  # what is shown is of one line


def _number(text: str, amounts: AmountColumn) -> Decimal | None:
    try:
        return amounts.number(text)
    except SkipRow:
        return None

"""A CSV file as rows: encoding, delimiter and headings found out, every row with its line number."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.imports.encoding import text_of
from models.imports.fields import FIELDS, folded, recognised
from models.imports.report import ImportRefused

DELIMITERS = (",", ";", "\t", "|")
LARGEST_FILE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file on which it begins, and its texts by field. A field without a column is empty."""

    line: int
    texts: dict[str, str]
    has_too_many: bool = False
    """More values than headings: something in it is not quoted."""

    def __getitem__(self, field: str) -> str:
        return self.texts.get(field, "")


@dataclass(frozen=True)
class CsvFile:
    """The rows that have anything in them."""

    rows: list[Row]
    columns: dict[str, str]
    """For each field that was found the heading of its column."""
    ignored: tuple[str, ...]
    """Headings that mean nothing to us."""
    notations: dict[str, str]
    """For a field the notation that the mapping gave with it: `value:1.234,56`."""

    def column(self, field: str) -> list[tuple[int, str]]:
        """Line and text of a field in every row where it is filled in."""
        return [(row.line, row.texts[field]) for row in self.rows if row.texts.get(field)]


def read_csv(kind: str, path: Path, mapping: Mapping[str, str]) -> CsvFile:
    """Read a file of this kind; `mapping` gives columns (as in the file) a field.

    Raises ImportRefused when it is not text, has no rows, or lacks a required column.
    """
    return parse_csv(kind, _data(path), mapping)


def parse_csv(kind: str, data: bytes, mapping: Mapping[str, str]) -> CsvFile:
    """The rows of a file's bytes, as `read_csv` gives those of a file."""
    text = text_of(data)
    first, _, rest = text.partition("\n")
    lines_before = 0
    told = first.strip().lower().startswith("sep=")
    if told:
        text, lines_before = rest, 1
    if not text.strip():
        raise ImportRefused("imports.empty")
    delimiter = first.strip()[4:5] if told else _delimiter(kind, text)
    table = _rows(text, delimiter or ",", lines_before)
    _, headings = next(table)
    headings = [heading.strip() for heading in headings]
    places, notations = _places(kind, headings, mapping)
    missing = [field for field in FIELDS[kind] if field.is_required and field.name not in places]
    if missing:
        wanted = missing[0]
        raise ImportRefused(
            "imports.column_missing",
            name=wanted.name,
            known=wanted.headings.split("|")[:4],
            headings=[heading for heading in headings if heading][:20],
        )
    rows = [
        Row(
            line,
            {name: cells[at].strip() for name, at in places.items() if at < len(cells)},
            any(cell.strip() for cell in cells[len(headings) :]),
        )
        for line, cells in table
        if any(cell.strip() for cell in cells)
    ]
    ignored = tuple(h for at, h in enumerate(headings) if h and at not in places.values())
    return CsvFile(rows, {name: headings[at] for name, at in places.items()}, ignored, notations)


def _data(path: Path) -> bytes:
    if path.is_dir() or not path.exists():
        raise ImportRefused("imports.no_such_file", file=str(path))
    if path.stat().st_size > LARGEST_FILE:
        raise ImportRefused("imports.too_large", megabytes=LARGEST_FILE // 1024**2)
    return path.read_bytes()


def _delimiter(kind: str, text: str) -> str:
    """The one with which most headings are recognised; else the one that cuts the first lines most evenly."""
    sample = list(islice(io.StringIO(text, newline=""), 50))

    def fit(delimiter: str) -> tuple[int, int, int]:
        try:
            table = [row for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0, 0)
        width = len(table[0])
        even = sum(len(row) == width for row in table) if width > 1 else 0
        return (len(recognised(kind, table[0])) if width > 1 else 0, even, width)

    return max(DELIMITERS, key=fit)


def _rows(text: str, delimiter: str, lines_before: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + lines_before
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1 + lines_before
    except csv.Error:
        raise ImportRefused("imports.quotes_unclear", line=line) from None


def _places(kind: str, headings: list[str], mapping: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """Where each field stands. The mapping goes before what is recognised, and may carry a notation after a colon."""
    fields = [field.name for field in FIELDS[kind]]
    mapped: dict[str, int] = {}
    notations: dict[str, str] = {}
    for column, said in mapping.items():
        name, _, notation = said.partition(":")
        name = next((field for field in fields if folded(field) == folded(name)), "")
        if not name:
            raise ImportRefused("imports.unknown_field", name=said, fields=fields)
        at = next((at for at, heading in enumerate(headings) if folded(heading) == folded(column)), None)
        if at is None:
            raise ImportRefused("imports.unknown_column", column=column, headings=[h for h in headings if h][:20])
        mapped[name] = at
        if notation:
            notations[name] = notation
    found = recognised(kind, headings)
    rest = {name: at for name, at in found.items() if name not in mapped and at not in mapped.values()}
    return {**rest, **mapped}, notations

"""A CSV file as rows: encoding, delimiter and headings found out, every row with its line number."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from models.imports.calendar_file import is_calendar, stretches_in
from models.imports.cells import plain
from models.imports.encoding import data_of, text_of
from models.imports.fields import FIELDS, UNREAD, folded, formatted_beside, missing, recognised, standing_in
from models.imports.guesses import LOOKED_AT, guessed, option
from models.imports.implied import implied
from models.imports.lines import Line, cut, heading_at, in_groups
from models.imports.numbering import check_ids
from models.imports.profiles import Profile, elsewhere, profile_named, profile_of
from models.imports.report import ImportRefused
from models.vocabulary import vocabulary

DELIMITERS = (",", ";", "\t", "|")
MOST_NAMED = 20
"""Headings that a refusal names."""
MOST_SAMPLED = 60
OF_THE_DEAL = frozenset(map(folded, vocabulary().words("imports.lines", "of_deal")))


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
    profile: Profile | None = None
    """The CRM whose export it is; None when that is not known."""
    passed_over: tuple[tuple[int, str], ...] = ()
    """Lines that are no rows: `title` above the headings, `total`, `footer`."""
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What stands in the columns that mean nothing to us, to guess what they are."""

    @property
    def origin(self) -> str:
        """Whose ids these are: `csv:hubspot`, or `csv` when that is not known."""
        return f"csv:{self.profile.key}" if self.profile else "csv"

    def column(self, field: str) -> list[tuple[int, str]]:
        """Line and text of a field in every row where it is filled in."""
        return [(row.line, row.texts[field]) for row in self.rows if row.texts.get(field)]


def read_csv(kind: str, path: Path, mapping: Mapping[str, str], from_: str | None = None) -> CsvFile:
    """Read a file of this kind; `mapping` gives columns (as in the file) a field, `from_` says whose export it is.

    Raises ImportRefused when it is not text, has no rows, or lacks a required column.
    """
    return parse(kind, data_of(path), mapping, from_)


def parse(kind: str, data: bytes, mapping: Mapping[str, str], from_: str | None = None) -> CsvFile:
    """The rows of a file's bytes: CSV, or of leave a calendar (.ics)."""
    if is_calendar(data):
        if kind != "leave":
            raise ImportRefused("imports.is_a_calendar", kind=kind)
        rows = [Row(stretch.line, stretch.texts) for stretch in stretches_in(data)]
        return CsvFile(rows, {name: name for name in ("person", "first", "last", "status")}, (), {})
    return parse_csv(kind, data, mapping, from_)


def parse_csv(kind: str, data: bytes, mapping: Mapping[str, str], from_: str | None = None) -> CsvFile:
    """The rows of a file's bytes, as `read_csv` gives those of a file."""
    table, at = _table(kind, text_of(data), mapping)
    headings = [heading.strip() for heading in table[at][1]]
    profile = (profile_named(from_) if from_ else None) or profile_of(kind, headings)
    places, notations = _places(kind, headings, mapping, profile)
    below = in_groups(
        cut(table[at + 1 :], len([h for h in headings if h]), needs_several=_needs_several(kind)), headings
    )
    beside = formatted_beside(headings, places)
    told_by_all = implied(kind, headings, places)
    _check_required(kind, headings, {**places, **dict.fromkeys(told_by_all, -1)}, below.rows)
    if not below.rows:
        raise ImportRefused("imports.no_rows")
    rows = [
        Row(
            line,
            {**told_by_all, **{name: plain(cells[at]) for name, at in (places | beside).items() if at < len(cells)}},
            any(cell.strip() for cell in cells[len(headings) :]),
        )
        for line, cells in below.rows
    ]
    ignored = tuple(h for at, h in enumerate(headings) if h and at not in places.values())
    titles = [(line, "title") for line, cells in table[:at] if any(cell.strip() for cell in cells)]
    file = CsvFile(
        rows,
        {name: headings[at] for name, at in places.items()},
        ignored,
        notations,
        profile,
        (*titles, *below.passed_over),
    )
    check_ids(file.column("id"), file.columns.get("id", ""))
    return replace(file, samples={h: tuple(_cells(below.rows, headings.index(h))) for h in ignored[:MOST_SAMPLED]})


def headings_in(kind: str, text: str) -> list[str]:
    """The headings of a text, read as a file of this kind. Raises ImportRefused."""
    table, at = _table(kind, text, {}, LOOKED_AT)
    return [heading.strip() for heading in table[at][1]]


def _table(kind: str, text: str, mapping: Mapping[str, str], most: int | None = None) -> tuple[list[Line], int]:
    """The lines of a text as cells (the first `most`), and which of them has the headings. Raises ImportRefused."""
    first, _, rest = text.partition("\n")
    told = first.strip().lower().startswith("sep=")
    text = rest if told else text
    if not text.strip():
        raise ImportRefused("imports.empty")
    delimiter = first.strip()[4:5] if told else _delimiter(kind, text)
    table = list(islice(_rows(text, delimiter or ",", int(told)), most))
    return table, heading_at(table, lambda cells: _fit(kind, cells, mapping))


def _fit(kind: str, cells: Sequence[str], mapping: Mapping[str, str]) -> int:
    """How much of a line is recognised as headings."""
    said = {folded(column) for column in mapping}
    profile = profile_of(kind, cells)
    names = (profile.kinds.get(kind, {}),) if profile else ()
    found = recognised(kind, cells, *names, elsewhere(kind))
    mapped = sum(folded(cell) in said for cell in cells if cell.strip())
    return len(found) + 2 * mapped + (len(FIELDS[kind]) if not missing(kind, found) else 0)


def _needs_several(kind: str) -> bool:
    return sum(field.is_required for field in FIELDS[kind]) > 1


def _check_required(kind: str, headings: Sequence[str], places: Mapping[str, int], rows: Sequence[Line]) -> None:
    """Raises ImportRefused with all that is missing at once, and what to type for it."""
    wanted = missing(kind, places)
    if not wanted:
        return
    unread = [h if at not in places.values() else "" for at, h in enumerate(headings)]
    meant = guessed(kind, [field.name for field in wanted], unread, [cells for _, cells in rows[:LOOKED_AT]])
    raise ImportRefused(
        "imports.column_missing",
        names=[field.name for field in wanted],
        known=[name for field in wanted for name in field.headings.split("|")[:3]],
        headings=_some([h for h in headings if h]),
        options=" ".join(option(field.name, meant.get(field.name)) for field in wanted),
    )


def _some(headings: Sequence[str]) -> list[str]:
    """The first headings, and how many there are more; a long one is cut short."""
    short = [h if len(h) <= 40 else f"{h[:39]}…" for h in headings[:MOST_NAMED]]
    return short if len(headings) <= MOST_NAMED else [*short, f"+{len(headings) - MOST_NAMED}"]


def _cells(rows: Sequence[Line], at: int) -> list[str]:
    return [cells[at] if at < len(cells) else "" for _, cells in rows[:LOOKED_AT]]


def _delimiter(kind: str, text: str) -> str:
    """The one with which most headings are recognised; else the one that cuts the first lines most evenly."""
    sample = list(islice(io.StringIO(text, newline=""), 50))

    def fit(delimiter: str) -> tuple[int, int, int]:
        try:
            table = [row for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            return (0, 0, 0)
        widths = Counter(len(row) for row in table)
        width, even = widths.most_common(1)[0]
        known = max(len(recognised(kind, row, elsewhere(kind))) if len(row) > 1 else 0 for row in table[:30])
        return (known, even if width > 1 else 0, width)

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


def _places(
    kind: str, headings: Sequence[str], mapping: Mapping[str, str], profile: Profile | None
) -> tuple[dict[str, int], dict[str, str]]:
    """Where each field stands. The mapping goes before what is recognised, and may carry a notation after a colon.

    A column that is mapped to `-` is left unread.
    """
    fields = [field.name for field in FIELDS[kind]]
    mapped: dict[str, int] = {}
    unread: set[int] = set()
    notations: dict[str, str] = {}
    for column, said in mapping.items():
        name, _, notation = said.partition(":")
        name = UNREAD if said == UNREAD else next((field for field in fields if folded(field) == folded(name)), "")
        if not name:
            raise ImportRefused("imports.unknown_field", name=said, fields=fields)
        at = next((at for at, heading in enumerate(headings) if folded(heading) == folded(column)), None)
        if at is None:
            raise ImportRefused("imports.unknown_column", column=column, headings=_some([h for h in headings if h]))
        if name == UNREAD:
            unread.add(at)
            continue
        mapped[name] = at
        if notation:
            notations[name] = notation
    free = ["" if at in unread or at in mapped.values() else heading for at, heading in enumerate(headings)]
    found = recognised(kind, free, *((profile.kinds.get(kind, {}),) if profile else ()))
    rest = {name: at for name, at in found.items() if name not in mapped}
    late = recognised(
        kind, ["" if at in rest.values() else heading for at, heading in enumerate(free)], elsewhere(kind)
    )
    known = profile.kinds.get(kind, {}).get(UNREAD, ()) if profile else ()
    nothing = set(map(folded, known))
    more = {
        name: at
        for name, at in late.items()
        if name not in rest and name not in mapped and folded(headings[at]) not in nothing
    }
    found = {**rest, **more, **mapped}
    bare = ["" if at in found.values() or at in unread else _bare(heading) for at, heading in enumerate(headings)]
    return standing_in(kind, {**recognised(kind, bare), **found}), notations


def _bare(heading: str) -> str:
    """`Account: Account Name` and `Opportunity: Amount` without what they begin with; empty for any other."""
    of, colon, name = heading.rpartition(":")
    of, name = of.rpartition(":")[2].strip(), name.strip()
    return name if colon and (folded(of) in OF_THE_DEAL or folded(name).startswith(folded(of))) else ""

"""The dates of a column. One that could be read in two ways is settled by the others in its column, or asked about."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from models.imports.csv_file import CsvFile
from models.imports.report import ImportRefused, SkipRow

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
DAY_FIRST, MONTH_FIRST = "%d-%m-%Y", "%m-%d-%Y"


class DateColumn:
    """Reads the texts of one column; each different text once."""

    def __init__(self, file: CsvFile, field: str, date_format: str | None) -> None:
        self._heading = file.columns.get(field, field)
        self._format = date_format
        self._known: dict[str, date | None] = {"": None}
        self._bad: set[str] = set()
        cells = file.column(field)
        self._day_first = date_format is None and _is_day_first(cells, self._heading)
        for _, text in cells:
            if text not in self._known and text not in self._bad:
                self._read(text)
        if date_format and cells and not any(self._known.values()):
            raise ImportRefused(
                "imports.format_does_not_fit", format=date_format, value=cells[0][1], column=self._heading
            )

    def __call__(self, text: str) -> date | None:
        """The day; None for an empty cell. Raises SkipRow for what is not a date."""
        if text in self._bad:
            raise SkipRow("not_a_date", value=text[:40], column=self._heading)
        return self._known[text]

    def _read(self, text: str) -> None:
        try:
            self._known[text] = _formatted(text, self._format) if self._format else _read(text, self._day_first)
        except ValueError:
            self._bad.add(text)


def check_date_format(date_format: str | None) -> None:
    """Refuses a format that does not say day, month and year."""
    if date_format is None:
        return
    says_month = any(code in date_format for code in ("%m", "%b", "%B"))
    if not ("%d" in date_format and says_month and ("%y" in date_format.lower())):
        raise ImportRefused("imports.not_a_format", format=date_format)


def _formatted(text: str, date_format: str) -> date:
    return datetime.strptime(text, date_format).date()  # noqa: DTZ007 - a day, not an instant


def _read(text: str, day_first: bool) -> date:
    text = _TIME.sub("", text).strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = _NUMERIC.fullmatch(text)
    if match is None:
        raise ValueError(text)
    first, second, year = int(match[1]), int(match[2]), _year(match[3])
    return date(year, second, first) if day_first else date(year, first, second)


def _year(text: str) -> int:
    """Two digits as Python and POSIX read them: 69 to 99 are the last century."""
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= 69 else 2000)


def _is_day_first(cells: list[tuple[int, str]], heading: str) -> bool:
    """Whether days stand before months in this column. Raises ImportRefused when nothing settles it."""
    day_first: tuple[int, str] | None = None
    month_first: tuple[int, str] | None = None
    unclear: tuple[int, str] | None = None
    for line, text in cells:
        match = _NUMERIC.fullmatch(_TIME.sub("", text).strip())
        if match is None:
            continue
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            day_first = day_first or (line, text)
        elif second > 12 >= first:
            month_first = month_first or (line, text)
        elif first != second:
            unclear = unclear or (line, text)
    if day_first and month_first:
        raise ImportRefused(
            "imports.dates_contradict",
            column=heading,
            one=day_first[1],
            one_line=day_first[0],
            other=month_first[1],
            other_line=month_first[0],
        )
    if unclear and not (day_first or month_first):
        raise ImportRefused("imports.dates_unclear", column=heading, line=unclear[0], **_readings(unclear[1]))
    return month_first is None


def _readings(text: str) -> Mapping[str, object]:
    """Both ways to read a text, and the formats to ask for them."""
    bare = _TIME.sub("", text).strip()
    sign = next(letter for letter in bare if not letter.isdigit())
    year = "%Y" if len(bare.split(sign)[-1]) == 4 else "%y"
    return {
        "value": text,
        "day_first": _read(bare, True),
        "month_first": _read(bare, False),
        "day_format": f"%d{sign}%m{sign}{year}",
        "month_format": f"%m{sign}%d{sign}{year}",
    }

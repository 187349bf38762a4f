"""The dates of a column. One that could be read in two ways is settled by the others in its column, or asked about."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo

from models.imports.csv_file import CsvFile
from models.imports.report import ImportRefused, SkipRow
from models.vocabulary import vocabulary

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"(?:,?\s|T)\s*(?:om |at )?\d{1,2}[:.]\d{2}.*$")
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)", re.IGNORECASE
)
_AT_UTC = ("Z", "UTC", "GMT", "+00:00", "+0000", "+00")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e)?[-/. ]+([^\W\d_]{3,9})\.?[-/., ]+(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/. ]([^\W\d_]{3,9})\.?[-/. ](\d{1,2})")
_WEEKDAY = re.compile(r"[^\W\d_]{2,9}\.?,? (?=\d)|[^\W\d_]{3,9}, ")
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
_NO_DAY = re.compile(r"0{4}-00?-00?.*|00?[-/.]00?[-/.]0{4}.*|0001-01-01.*|1899-12-(?:30|31).*|1900-01-00|0")
"""How databases and spreadsheets write that there is no day."""

_FIRST_DAY_OF_SPREADSHEETS = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers (their day 60 never was)."""
_MONTHS = vocabulary().numbers("months")
DAY_FIRST, MONTH_FIRST = "%d-%m-%Y", "%m-%d-%Y"
OF_DAYS = (
    "opened",
    "closed",
    "won",
    "lost",
    "expected",
    "contract",
    "date",
    "due",
    "first",
    "last",
    "start",
    "end",
    "from",
)
"""Fields that hold days: a file has one notation, and what one column leaves open another may settle."""


class DateColumn:
    """Reads the texts of one column; each different text once."""

    def __init__(self, file: CsvFile, field: str, date_format: str | None, zone: tzinfo = UTC) -> None:
        """An instant with an offset is a day in `zone`; a column of midnights UTC holds days, as some systems write them."""
        self._heading = file.columns.get(field, field)
        self._format = date_format
        self._known: dict[str, date | None] = {"": None}
        self._bad: set[str] = set()
        cells = file.column(field)
        others = [file.column(other) for other in OF_DAYS if other != field and other in file.columns]
        self._day_first = date_format is None and _is_day_first(cells, self._heading, others)
        self._zone = zone
        moments = [match for _, text in cells if (match := _INSTANT.fullmatch(text))]
        self._are_days = bool(moments) and all(
            match[2].startswith("00:00") and match[3].upper() in _AT_UTC for match in moments
        )
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
            self._known[text] = self._said(text)
        except ValueError:
            self._bad.add(text)

    def _said(self, text: str) -> date | None:
        if _NO_DAY.fullmatch(text):
            return None
        instant = _instant(text)
        if instant is not None:
            return instant.date() if self._are_days else instant.astimezone(self._zone).date()
        if serial := _SERIAL.fullmatch(text):
            return _FIRST_DAY_OF_SPREADSHEETS + timedelta(days=int(serial[1]))
        return _formatted(text, self._format) if self._format else _read(text, self._day_first)


def _instant(text: str) -> datetime | None:
    """A moment that says its offset, or counts seconds or milliseconds since 1970; None for what is only a day."""
    if match := _INSTANT.fullmatch(text):
        offset = match[3].upper()
        if offset in _AT_UTC:
            offset = "+00:00"
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{offset if len(offset) != 3 else offset + ':00'}")
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    return None


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
        return _named(text.casefold())
    first, second, year = int(match[1]), int(match[2]), _year(match[3])
    return date(year, second, first) if day_first else date(year, first, second)


def _named(text: str) -> date:
    """`1-Sep-26`, `14 okt 2026`, `Wed, Oct 14, 2026`. Raises ValueError."""
    text = _WEEKDAY.sub("", text, count=1) if text[:1].isalpha() and not _MONTH_DAY.fullmatch(text) else text
    if match := _DAY_MONTH.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    elif match := _MONTH_DAY.fullmatch(text):
        month, day, year = match[1], match[2], match[3]
    elif match := _YEAR_MONTH.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    else:
        raise ValueError(text)
    if month not in _MONTHS:
        raise ValueError(text)
    return date(_year(year), _MONTHS[month], int(day))


def _year(text: str) -> int:
    """Two digits as Python and POSIX read them: 69 to 99 are the last century."""
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= 69 else 2000)


def _is_day_first(
    cells: list[tuple[int, str]], heading: str, others: list[list[tuple[int, str]]] | None = None
) -> bool:
    """Whether days stand before months in this column. Raises ImportRefused when nothing settles it.

    A column that leaves it open is as the `others` of its file are, where these are of one mind.
    """
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
        settled = {found for found in map(_settled, others or ()) if found is not None}
        if len(settled) == 1:
            return settled.pop()
        raise ImportRefused("imports.dates_unclear", column=heading, line=unclear[0], **_readings(unclear[1]))
    return month_first is None


def _settled(cells: list[tuple[int, str]]) -> bool | None:
    """Whether days stand first in a column, by its clear dates; None when there are none, or of both kinds."""
    found = set()
    for _, text in cells:
        if match := _NUMERIC.fullmatch(_TIME.sub("", text).strip()):
            first, second = int(match[1]), int(match[2])
            if (first > 12) != (second > 12):
                found.add(first > 12)
    return found.pop() if len(found) == 1 else None


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
